package org.bandeng.ticket;

import java.time.Instant;
import org.bandeng.community.Scope;
import org.bandeng.community.StaffId;
import org.jspecify.annotations.Nullable;

/**
 * Which tickets a list shows; null and empty mean any.
 *
 * @param view which part of them
 * @param sight what who looks sees at all
 * @param assignee who has it
 * @param places where it is
 * @param mark the worst mark that it got
 * @param from opened at that time or later
 * @param until opened before that time
 * @param text words that all stand in the number, the place or the summary, with blanks between them
 * @param byReporter whether the text may also be the name of who reported it without WeChat, or 居民 and the number of who did
 * @param byDeadline whether those that are due first stand first; else those for which somebody must go at once, and of the
 *     others the latest change
 */
public record TicketFilter(
        View view,
        Sight sight,
        @Nullable TicketStatus status,
        String category,
        @Nullable StaffId assignee,
        @Nullable Level level,
        @Nullable Scope places,
        @Nullable Integer mark,
        @Nullable Instant from,
        @Nullable Instant until,
        String tag,
        String text,
        boolean byReporter,
        boolean byDeadline) {

    /** A part of all tickets. */
    public enum View {
        /** Whatever there is. */
        ALL,
        /** Those that somebody still has to do something about. */
        OPEN,
        /** Those of them that nobody in particular has: 待派单. */
        UNASSIGNED,
        /** Those of them of which most of the time is used up: 即将超时. */
        SOON,
        /** Those of them that are overdue: 已超时. */
        OVERDUE,
        /** Those of them whose resident waits for a word of a person: 待回复. */
        TO_ANSWER,
        /** Those, open or not, to which who looks was called by a colleague: 提到我的. */
        MENTIONED;

        /** The name in addresses and message keys. */
        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        private boolean isAboutTime() {
            return this == SOON || this == OVERDUE;
        }
    }

    /** Begins with a part of what somebody sees. */
    public static Builder in(View view, Sight sight) {
        return new Builder(view, sight);
    }

    /** Adds what is asked for. */
    public static final class Builder {

        private final View view;
        private final Sight sight;
        private @Nullable TicketStatus status;
        private String category = "";
        private @Nullable StaffId assignee;
        private @Nullable Level level;
        private @Nullable Scope places;
        private @Nullable Integer mark;
        private @Nullable Instant from;
        private @Nullable Instant until;
        private String tag = "";
        private String text = "";
        private boolean byReporter;
        private boolean byDeadline;

        private Builder(View view, Sight sight) {
            this.view = view;
            this.sight = sight;
            this.byDeadline = view.isAboutTime();
        }

        public Builder status(@Nullable TicketStatus wanted) {
            status = wanted;
            return this;
        }

        public Builder category(String wanted) {
            category = wanted;
            return this;
        }

        public Builder assignee(@Nullable StaffId wanted) {
            assignee = wanted;
            return this;
        }

        public Builder level(@Nullable Level wanted) {
            level = wanted;
            return this;
        }

        public Builder places(@Nullable Scope wanted) {
            places = wanted;
            return this;
        }

        public Builder mark(@Nullable Integer wanted) {
            mark = wanted;
            return this;
        }

        public Builder opened(@Nullable Instant notBefore, @Nullable Instant before) {
            from = notBefore;
            until = before;
            return this;
        }

        public Builder tag(String wanted) {
            tag = wanted;
            return this;
        }

        public Builder text(String wanted) {
            text = wanted;
            return this;
        }

        /** Finds by who reported it, too: for who may talk to residents. */
        public Builder byReporter(boolean wanted) {
            byReporter = wanted;
            return this;
        }

        /** Those that are due first stand first; what is not due any more is left out. */
        public Builder byDeadline(boolean wanted) {
            byDeadline = wanted || view.isAboutTime();
            return this;
        }

        public TicketFilter build() {
            return new TicketFilter(
                    view,
                    sight,
                    status,
                    category,
                    assignee,
                    level,
                    places,
                    mark,
                    from,
                    until,
                    tag,
                    text,
                    byReporter,
                    byDeadline);
        }
    }
}
