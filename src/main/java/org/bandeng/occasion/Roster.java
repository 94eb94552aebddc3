package org.bandeng.occasion;

import java.time.LocalTime;
import java.util.List;
import org.bandeng.community.PlaceId;
import org.jspecify.annotations.Nullable;

/**
 * A room that residents look after in turn.
 *
 * @param place whose residents take turns; null: the whole community
 * @param tasks what is to be done: 开门、打扫、锁门
 * @param days of the week, 1 is Monday
 */
public record Roster(
        long id,
        String name,
        @Nullable PlaceId place,
        String venue,
        String tasks,
        LocalTime starts,
        LocalTime ends,
        List<Integer> days) {

    public Roster {
        days = List.copyOf(days);
    }
}
