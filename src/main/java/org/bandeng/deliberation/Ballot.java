package org.bandeng.deliberation;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A vote on a topic.
 *
 * @param kind what is asked of a voter
 * @param by whose vote counts once
 * @param secret whether nobody learns who voted how; else it is shown
 * @param quorum how many of those who may vote must, in percent
 * @param pass how many of the votes what is decided must have, in percent
 * @param electorate how many homes or people may vote
 * @param options in the order in which they are numbered, from 1 on
 * @param closesAt until then votes are taken, and can be changed
 * @param closedAt when they were counted; null: not yet
 */
public record Ballot(
        long id,
        TopicId topic,
        Kind kind,
        By by,
        boolean secret,
        int quorum,
        int pass,
        int electorate,
        List<Option> options,
        Instant closesAt,
        @Nullable Instant closedAt) {

    /** More could not be chosen from on a phone. */
    public static final int MOST_OPTIONS = 9;

    public Ballot {
        options = List.copyOf(options);
    }

    /** What is asked of a voter. */
    public enum Kind {
        /** One of the options. */
        SINGLE,
        /** Any number of the options. */
        MULTIPLE,
        /** Of each option whether they are for it, against it, or neither: 几项举措一起表决. */
        MEASURES,
        /** A mark for each option, 1 to 5. */
        SCORE;

        /** The name in the database, in URLs and message keys. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whose vote counts once. */
    public enum By {
        /** A home: the unit and the room. */
        HOUSEHOLD,
        RESIDENT;

        /** The name in the database, in URLs and message keys. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How a vote came in. */
    public enum Source {
        /** In WeChat. */
        CHAT,
        /** A show of hands at the bench, written down by who records it. */
        HAND,
        /** On paper, collected by a steward. */
        PAPER;

        /** The name in the database, in URLs and message keys. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Something to vote on.
     *
     * @param content word for word, as it stands in the outcome
     * @param cost what it takes, in words; empty: nothing is said
     */
    public record Option(String content, String cost) {}

    /** Whether a vote can still be taken. */
    public boolean isOpen(Instant now) {
        return closedAt == null && now.isBefore(closesAt);
    }
}
