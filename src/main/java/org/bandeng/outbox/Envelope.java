package org.bandeng.outbox;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bandeng.community.OpenId;
import org.bandeng.community.ResidentId;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way out.
 *
 * @param attempt from 1
 */
public record Envelope(
        long messageId, ResidentId resident, OpenId openId, String text, Map<String, String> choices, int attempt) {

    static Map<String, String> choices(@Nullable String stored) {
        Map<String, String> choices = new LinkedHashMap<>();
        if (stored != null) {
            stored.lines().map(line -> line.split("\t", 2)).forEach(pair -> choices.put(pair[0], pair[1]));
        }
        return choices;
    }
}
