package org.bandeng.deliberation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The forums of a community.
 *
 * @param all the smallest reach first
 * @param hot when the program itself proposes a topic
 * @param responsibilities 权责清单: who answers for what
 */
public record Forums(List<Forum> all, Hot hot, List<Responsibility> responsibilities) {

    /** A community without the file: neighbours deliberate in their compound, and nothing is proposed by itself. */
    public static final Forums DEFAULT = new Forums(
            List.of(new Forum("neighbours-council", "邻里议事会", Forum.Reach.COMPOUND, "社区", List.of(), 10)),
            new Hot(0, Duration.ofDays(60), "neighbours-council"),
            List.of());

    public Forums {
        all = List.copyOf(all);
        responsibilities = List.copyOf(responsibilities);
    }

    /**
     * 三件同诉即议: many reports of one problem are a matter to decide and not so many repairs.
     *
     * @param tickets from how many on; 0: never
     * @param within how old the oldest of them may be
     * @param forum which forum it is proposed to
     */
    public record Hot(int tickets, Duration within, String forum) {}

    public Optional<Forum> forum(String id) {
        return all.stream().filter(forum -> forum.id().equals(id)).findFirst();
    }

    /**
     * Who answers for something.
     *
     * @param matter what it is: 电梯
     * @param who one of the parties: 物业
     */
    public record Responsibility(String matter, String who) {}

    /** Who answers for something, by its very name: whoever says more may be in need; empty: the list does not say. */
    public Optional<Responsibility> responsibleFor(String words) {
        return responsibilities.stream()
                .filter(each -> each.matter().equals(words.strip()))
                .findFirst();
    }
}
