package org.bandeng.occasion;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whose turn it is: whoever has had the fewest, of those whoever had theirs longest ago. Pure, so that anybody can see that it is
 * fair: at any time nobody has had more than one turn more than anybody else who was there all the time.
 */
final class Rotation {

    private Rotation() {}

    /**
     * Somebody who takes turns.
     *
     * @param id of a resident
     * @param turns how many they have had, with those that are planned; who joins later begins with as many as who has the fewest
     * @param last when the last one is or was, in any unit that grows; {@link Long#MIN_VALUE}: none
     */
    record Member(long id, int turns, long last) {}

    /** Whose turn it is; empty: nobody takes turns. */
    static Optional<Member> next(List<Member> members) {
        return members.stream()
                .min(Comparator.comparingInt(Member::turns)
                        .thenComparingLong(Member::last)
                        .thenComparingLong(Member::id));
    }

    /** Who has which of some duties, in their order; empty: nobody takes turns. */
    static List<Long> plan(List<Member> members, List<Long> duties) {
        List<Member> present = new ArrayList<>(members);
        List<Long> planned = new ArrayList<>();
        for (long duty : duties) {
            Optional<Member> next = next(present);
            next.ifPresent(member -> {
                planned.add(member.id());
                present.remove(member);
                present.add(new Member(member.id(), member.turns() + 1, duty));
            });
        }
        return planned;
    }
}
