package org.bandeng.dialog;

import java.util.List;
import java.util.Map;

/** One step of a script. Each knows how to do its part of a {@link Turn}. */
public sealed interface Step {

    /** Does this step's part of the turn and says how the script goes on. */
    Flow runIn(Turn turn);

    /** How the script goes on after a step. */
    enum Flow {
        /** With the step that the turn now points at. */
        CONTINUE,
        /** Only after the resident has answered. */
        WAIT,
        /** Only after the effect has been carried out. */
        EFFECT,
        /** Not at all. */
        END
    }

    /** Tells the resident something. */
    record Say(Template text) implements Step {
        @Override
        public Flow runIn(Turn turn) {
            turn.say(text);
            return turn.next();
        }
    }

    /**
     * Asks an open question and keeps the answer; passes when it is known already.
     *
     * @param slot the name that the answer is kept under
     * @param accepts what kind of answer fits
     * @param again what to say when the answer did not fit; the last one repeats
     * @param optional whether 没有 is an answer, too
     */
    record Ask(String slot, Accepts accepts, Template text, List<Template> again, boolean optional) implements Step {
        public Ask {
            again = List.copyOf(again);
        }

        @Override
        public Flow runIn(Turn turn) {
            return turn.knows(slot) ? turn.next() : accepts.ask(this, turn);
        }
    }

    /**
     * Asks to choose one of a few; passes when the choice is known already.
     *
     * @param options by key, in the order shown
     */
    record Choose(String slot, Template text, Map<String, Option> options, List<Template> again) implements Step {
        public Choose {
            options = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(options));
            again = List.copyOf(again);
        }

        @Override
        public Flow runIn(Turn turn) {
            return turn.knows(slot) ? turn.next() : Questions.choose(this, turn);
        }
    }

    /**
     * One of the answers to choose from.
     *
     * @param label as shown
     * @param words other words for it, by which it is also found in the opening sentence
     */
    record Option(String label, List<String> words) {
        public Option {
            words = List.copyOf(words);
        }
    }

    /** Reads back what was understood; on 不对 the questions start over. */
    record Confirm(Template text) implements Step {
        @Override
        public Flow runIn(Turn turn) {
            return Questions.confirm(this, turn);
        }
    }

    /** Opens a ticket from what is known. */
    record OpenTicket(String category, String title, Template summary, String placeSlot) implements Step {
        @Override
        public Flow runIn(Turn turn) {
            Answer place = turn.answerOr(placeSlot, new Answer("", ""));
            return turn.effect(new Effect.OpenTicket(category, title, turn.fill(summary), place.value(), place.text()));
        }
    }

    /** Does something that needs no more than what is known: looks tickets up, hands over, rates. */
    record Perform(Action action, String slot) implements Step {
        @Override
        public Flow runIn(Turn turn) {
            return turn.effect(action.on(turn, slot));
        }
    }

    /** Leaves for another script. */
    record GoTo(String dialog) implements Step {
        @Override
        public Flow runIn(Turn turn) {
            return turn.effect(new Effect.GoTo(dialog));
        }
    }

    /** Goes on with the next step if the answers are as {@code equal} says, else at {@code otherwise}. */
    record Branch(Map<String, String> equal, int otherwise) implements Step {
        public Branch {
            equal = Map.copyOf(equal);
        }

        @Override
        public Flow runIn(Turn turn) {
            boolean holds = equal.entrySet().stream().allMatch(condition -> condition
                    .getValue()
                    .equals(turn.answerOr(condition.getKey(), new Answer("", ""))
                            .value()));
            return holds ? turn.next() : turn.jump(otherwise);
        }
    }

    /** Goes on elsewhere. */
    record Jump(int target) implements Step {
        @Override
        public Flow runIn(Turn turn) {
            return turn.jump(target);
        }
    }

    /** What {@link Perform} can do. */
    enum Action {
        FIND_TICKETS {
            @Override
            Effect on(Turn turn, String slot) {
                return new Effect.FindTickets();
            }
        },
        HAND_OVER {
            @Override
            Effect on(Turn turn, String slot) {
                return new Effect.HandOver();
            }
        },
        HAND_BACK {
            @Override
            Effect on(Turn turn, String slot) {
                return new Effect.HandBack();
            }
        },
        CANCEL {
            @Override
            Effect on(Turn turn, String slot) {
                return new Effect.CancelOther();
            }
        },
        RATE {
            @Override
            Effect on(Turn turn, String slot) {
                return new Effect.Rate(
                        ticket(turn),
                        Integer.parseInt(turn.answerOr(slot, Answer.of("3")).value()));
            }
        },
        BIND_HOME {
            @Override
            Effect on(Turn turn, String slot) {
                Answer place = turn.answerOr(slot, Answer.of(""));
                return new Effect.BindHome(place.value(), place.text());
            }
        },
        REMARK {
            @Override
            Effect on(Turn turn, String slot) {
                return new Effect.Remark(
                        ticket(turn), turn.answerOr(slot, Answer.of("")).text());
            }
        };

        abstract Effect on(Turn turn, String slot);

        private static String ticket(Turn turn) {
            return turn.answerOr("ticket.number", Answer.of("")).value();
        }
    }
}
