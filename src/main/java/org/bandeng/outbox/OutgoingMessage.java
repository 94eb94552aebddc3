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
 * @param choices answers to tap, caption by id, in the order shown; empty: plain text
 * @param ticketId the ticket that it is about
 * @param eventId the ticket event that it tells of; one event is told once
 * @param replyTo the inbound message that it answers
 * @param delay how long the webhook may still take it along as its answer before it is pushed
 */
public record OutgoingMessage(
        ResidentId resident,
        Author author,
        @Nullable StaffId staff,
        String text,
        Map<String, String> choices,
        @Nullable Long ticketId,
        @Nullable Long eventId,
        @Nullable Long replyTo,
        Duration delay) {

    /** Who speaks to the resident. */
    public enum Author {
        BOT,
        STAFF,
        SYSTEM
    }

    /** The bot's answer to an inbound message. */
    public static OutgoingMessage reply(ResidentId resident, String text, long replyTo, Duration delay) {
        return new OutgoingMessage(resident, Author.BOT, null, text, Map.of(), null, null, replyTo, delay);
    }

    /** What a ticket's event means for the resident. */
    public static OutgoingMessage notice(
            ResidentId resident, String text, Map<String, String> choices, long ticketId, long eventId) {
        return new OutgoingMessage(
                resident, Author.SYSTEM, null, text, choices, ticketId, eventId, null, Duration.ZERO);
    }

    /** What a member of the staff writes. */
    public static OutgoingMessage fromStaff(ResidentId resident, StaffId staff, String text, @Nullable Long ticketId) {
        return new OutgoingMessage(resident, Author.STAFF, staff, text, Map.of(), ticketId, null, null, Duration.ZERO);
    }

    String kind() {
        return choices.isEmpty() ? "text" : "menu";
    }

    @Nullable String storedChoices() {
        List<String> lines = choices.entrySet().stream()
                .map(each -> each.getKey() + "\t" + each.getValue())
                .toList();
        return lines.isEmpty() ? null : String.join("\n", lines);
    }
}
