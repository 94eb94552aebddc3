package org.bandeng.dialog;

/** The kind of answer that a question takes. */
public enum Accepts {
    /** Any words. */
    TEXT {
        @Override
        Step.Flow ask(Step.Ask ask, Turn turn) {
            return Questions.text(ask, turn);
        }
    },
    /** A place of the community; after a second miss it is kept as said. */
    PLACE {
        @Override
        Step.Flow ask(Step.Ask ask, Turn turn) {
            return Questions.place(ask, turn);
        }
    },
    /** A picture; words instead of it are kept, too. */
    IMAGE {
        @Override
        Step.Flow ask(Step.Ask ask, Turn turn) {
            return Questions.image(ask, turn);
        }
    },
    /** A mark from 1 to 5. */
    RATING {
        @Override
        Step.Flow ask(Step.Ask ask, Turn turn) {
            return Questions.rating(ask, turn);
        }
    };

    abstract Step.Flow ask(Step.Ask ask, Turn turn);
}
