package org.bandeng.canvass;

import java.util.List;
import org.bandeng.community.PlaceId;
import org.jspecify.annotations.Nullable;

/**
 * What was answered.
 *
 * @param asked of a pulse: how many were; of a demand survey as many as answered
 * @param totals for each option, how many chose it
 * @param byDoor the same for each door, where homes are known
 * @param words what was said with it, without who said it
 */
public record CanvassResult(long asked, long answered, List<Long> totals, List<Part> byDoor, List<String> words) {

    public CanvassResult {
        totals = List.copyOf(totals);
        byDoor = List.copyOf(byDoor);
        words = List.copyOf(words);
    }

    /** Those behind one door; null: it is not known where. */
    public record Part(@Nullable PlaceId door, List<Long> counts) {
        public Part {
            counts = List.copyOf(counts);
        }
    }
}
