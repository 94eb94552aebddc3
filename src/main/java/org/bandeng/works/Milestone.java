package org.bandeng.works;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A part of works that is to be done by a day.
 *
 * @param position from 1 on
 * @param doneOn null: not yet
 * @param words what was said of it when it was done
 */
public record Milestone(
        int position,
        String name,
        LocalDate dueOn,
        @Nullable LocalDate doneOn,
        String words) {

    /** Whether it should have been done by now. */
    public boolean isLate(LocalDate today) {
        return doneOn == null && today.isAfter(dueOn);
    }
}
