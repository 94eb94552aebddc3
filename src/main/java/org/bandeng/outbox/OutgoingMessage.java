package org.bandeng.outbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bandeng.community.ResidentId;
import org.bandeng.community.StaffId;
import org.jspecify.annotations.Nullable;

/**
 * Something to tell a resident.
 *
 * @param author who speaks
 * @param staff the member of the staff, when one speaks
 * @param text the words; empty for a picture
 * @param options what else there is to it
 * @param delay how long the webhook may still take it along as its answer before it is pushed
 */
public record OutgoingMessage(
        ResidentId resident, Author author, @Nullable StaffId staff, String text, Options options, Duration delay) {

    /** Who speaks to the resident. */
    public enum Author {
        BOT,
        STAFF,
        SYSTEM
    }

    /**
     * What a message may have beside its words.
     *
     * @param notice what it tells, a name of the notices; empty: an answer of the bot
     * @param facts what a template message may speak of
     * @param choices answers to tap, caption by id, in the order shown
     * @param media our id of the picture that it is
     * @param ticketId the ticket that it is about
     * @param eventId the ticket event that it tells of; one event is told once
     * @param replyTo the inbound message that it answers
     * @param important whether somebody must go there if it cannot be delivered
     * @param aiMade whether a machine wrote the words
     */
    public record Options(
            String notice,
            Map<String, String> facts,
            Map<String, String> choices,
            @Nullable Long media,
            @Nullable Long ticketId,
            @Nullable Long eventId,
            @Nullable Long replyTo,
            boolean important,
            boolean aiMade) {

        /** Just the words. */
        static final Options NONE = new Options("", Map.of(), Map.of(), null, null, null, null, false, false);
    }

    /**
     * What the bot says.
     *
     * @param choices answers to tap where the channel has them, caption by id
     * @param replyTo the inbound message that it answers; 0: none
     */
    public static OutgoingMessage reply(
            ResidentId resident, String text, Map<String, String> choices, long replyTo, Duration delay) {
        Long answers = replyTo == 0 ? null : replyTo;
        Options options = new Options("", Map.of(), choices, null, null, null, answers, false, false);
        return new OutgoingMessage(resident, Author.BOT, null, text, options, delay);
    }

    /**
     * What a ticket's event means for the resident.
     *
     * @param important whether somebody must go there, or ring up, if it cannot be delivered
     */
    public static OutgoingMessage ofEvent(
            ResidentId resident,
            String notice,
            Map<String, String> facts,
            String text,
            Map<String, String> choices,
            long ticketId,
            long eventId,
            boolean important) {
        Options options = new Options(notice, facts, choices, null, ticketId, eventId, null, important, false);
        return new OutgoingMessage(resident, Author.SYSTEM, null, text, options, Duration.ZERO);
    }

    /** What becomes of something that is deliberated. */
    public static OutgoingMessage ofTopic(
            ResidentId resident, String notice, Map<String, String> facts, String text, Map<String, String> choices) {
        Options options = new Options(notice, facts, choices, null, null, null, null, false, false);
        return new OutgoingMessage(resident, Author.SYSTEM, null, text, options, Duration.ZERO);
    }

    /** A picture that belongs to what a ticket's event means for somebody. */
    public static OutgoingMessage pictureOfEvent(
            ResidentId resident, String notice, long picture, long ticketId, long eventId) {
        Options options = new Options(notice, Map.of(), Map.of(), picture, ticketId, eventId, null, false, false);
        return new OutgoingMessage(resident, Author.SYSTEM, null, "", options, Duration.ZERO);
    }

    /** What a member of the staff writes or shows. */
    public static OutgoingMessage fromStaff(ResidentId resident, StaffId staff, String text, Options options) {
        return new OutgoingMessage(resident, Author.STAFF, staff, text, options, Duration.ZERO);
    }

    /** What the program tells by itself. */
    public static OutgoingMessage ofSystem(ResidentId resident, String notice, String text) {
        Options options = new Options(notice, Map.of(), Map.of(), null, null, null, null, false, false);
        return new OutgoingMessage(resident, Author.SYSTEM, null, text, options, Duration.ZERO);
    }

    String kind() {
        if (options.media() != null) {
            return "image";
        }
        return options.choices().isEmpty() ? "text" : "menu";
    }

    @Nullable String storedChoices() {
        List<String> lines = options.choices().entrySet().stream()
                .map(each -> each.getKey() + "\t" + each.getValue())
                .toList();
        return lines.isEmpty() ? null : String.join("\n", lines);
    }
}
