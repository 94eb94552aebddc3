package org.bandeng.outbox;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bandeng.community.OpenId;
import org.bandeng.community.ResidentId;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way out.
 *
 * @param notice what it tells, a name of the notices; empty: an answer of the bot
 * @param facts what a template may speak of
 * @param media our id of the picture that it is; null: it is words
 * @param aiMade whether a machine wrote the words, which the platform wants to be marked
 * @param important whether somebody must go there if it cannot be delivered
 * @param templateId a try with this template may have been taken, so only that may be repeated; empty: any way
 * @param attempt from 1
 */
public record Envelope(
        long messageId,
        ResidentId resident,
        OpenId openId,
        String notice,
        Map<String, String> facts,
        String text,
        Map<String, String> choices,
        @Nullable Long media,
        boolean aiMade,
        boolean important,
        String templateId,
        int attempt) {

    /** Words that are in no outbox. */
    static Envelope unrecorded(OpenId openId, String text) {
        return new Envelope(0, new ResidentId(0), openId, "", Map.of(), text, Map.of(), null, false, false, "", 1);
    }

    static Map<String, String> choices(@Nullable String stored) {
        Map<String, String> choices = new LinkedHashMap<>();
        if (stored != null) {
            stored.lines().map(line -> line.split("\t", 2)).forEach(pair -> choices.put(pair[0], pair[1]));
        }
        return choices;
    }
}
