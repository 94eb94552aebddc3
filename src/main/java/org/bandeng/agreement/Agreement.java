package org.bandeng.agreement;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.bandeng.community.ResidentId;
import org.bandeng.community.StaffId;
import org.jspecify.annotations.Nullable;

/**
 * What several parties come to agree on.
 *
 * @param number what people call it: 协商 301
 * @param terms what was agreed on, word for word; empty: not yet put down
 * @param hash of the terms; what somebody confirms is just these words
 * @param reason why nothing came of it, or how it ended; empty: it goes on
 * @param followUpOn when the parties are asked whether it is kept; null: not yet agreed
 */
public record Agreement(
        long id,
        long number,
        Kind kind,
        String title,
        Status status,
        String terms,
        String hash,
        String reason,
        @Nullable LocalDate followUpOn,
        StaffId openedBy) {

    /** What it is. */
    public enum Kind {
        /** 调解, with the five roles beside the parties. */
        MEDIATION,
        /** 集体协商: two sides, and many whom one of them speaks for. */
        BARGAINING,
        /** 三方协商: it stands only when all three confirm it. */
        TRIPARTITE;

        /** The name in the database, in URLs and message keys. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The sides that must confirm, in their order. */
        public List<String> sides() {
            return this == TRIPARTITE ? List.of("a", "b", "c") : List.of("a", "b");
        }
    }

    /** How far it is. */
    public enum Status {
        /** They talk. */
        OPEN,
        /** The terms are put to the parties. */
        FROZEN,
        /** All sides have confirmed them. */
        AGREED,
        FAILED,
        /** It is kept, and done with for good. */
        CLOSED;

        /** The name in the database and in message keys. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Somebody who is in it.
     *
     * @param side a, b, c, helper or member
     * @param role what they are in it: 申请人, 司法所, 业委会
     * @param staff who they are among those who work here; null: nobody
     * @param resident their WeChat; null: they have not joined
     * @param isPresent false: somebody else speaks for their side now
     */
    public record Party(
            long id,
            String side,
            String role,
            String name,
            @Nullable StaffId staff,
            @Nullable ResidentId resident,
            boolean isPresent) {

        /** Whether nothing stands without them. */
        public boolean mustConfirm() {
            return isPresent && List.of("a", "b", "c").contains(side);
        }
    }

    /** One thing that must be settled; {@code settled} empty: it is not. */
    public record Item(int position, String title, String settled, List<Offer> offers) {
        public Item {
            offers = List.copyOf(offers);
        }
    }

    /** What somebody offered. */
    public record Offer(String who, String words) {}

    /**
     * What was said, shown or noted.
     *
     * @param kind statement, evidence, session, law, note, kept or broken
     */
    public record Entry(String kind, String who, String words, java.time.Instant at) {}

    /** What somebody must do; {@code done} empty: they have not. */
    public record Duty(int position, String what, String who, LocalDate dueOn, String done) {}
}
