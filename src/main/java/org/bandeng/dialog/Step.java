package org.bandeng.dialog;

import java.util.List;

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
        /** With another script, and with this one after it. */
        CALL,
        /** With another script instead of this one. */
        GO_TO,
        /** The resident gets a person instead. */
        GIVE_UP,
        /** Not at all. */
        END
    }

    /** Tells the resident something. */
    record Say(Prompt text) implements Step {
        @Override
        public Flow runIn(Turn turn) {
            turn.say(text);
            return turn.next();
        }
    }

    /** Asks a question; passes when its answer is known already. */
    record Ask(Question question) implements Step {
        @Override
        public Flow runIn(Turn turn) {
            return turn.knows(question.slot()) ? turn.next() : turn.ask(question);
        }
    }

    /** Asks for several answers at once, once; what is missing then is asked by the questions that follow. */
    record AskAll(Prompt text, List<String> slots) implements Step {
        public AskAll {
            slots = List.copyOf(slots);
        }

        @Override
        public Flow runIn(Turn turn) {
            return turn.askAll(this);
        }
    }

    /** Reads back what was understood; one thing can then be changed. */
    record Confirm(Prompt text) implements Step {
        @Override
        public Flow runIn(Turn turn) {
            return turn.confirm(this);
        }
    }

    /** Goes on with the next step if the condition holds, else at {@code otherwise}. */
    record Branch(Expression condition, int otherwise) implements Step {
        @Override
        public Flow runIn(Turn turn) {
            return condition.holds(turn::value) ? turn.next() : turn.jump(otherwise);
        }
    }

    /** Goes on elsewhere. */
    record Jump(int target) implements Step {
        @Override
        public Flow runIn(Turn turn) {
            return turn.jump(target);
        }
    }

    /** Keeps the value of an expression under a name. */
    record Set(String slot, Expression to) implements Step {
        @Override
        public Flow runIn(Turn turn) {
            turn.keep(slot, Answer.of(String.valueOf(to.value(turn::value))));
            return turn.next();
        }
    }

    /** Opens a ticket from what is known. */
    record OpenTicket(String category, String title, Template summary, String placeSlot, boolean urgent)
            implements Step {
        @Override
        public Flow runIn(Turn turn) {
            Answer place = turn.answer(placeSlot);
            return turn.effect(new Effect.OpenTicket(
                    category,
                    title,
                    turn.fillWhole(summary),
                    turn.answer("request").text(),
                    place.value(),
                    place.text(),
                    urgent));
        }
    }

    /** Looks for a neighbour's open ticket about the same thing. */
    record FindSimilar(String category, String placeSlot) implements Step {
        @Override
        public Flow runIn(Turn turn) {
            return turn.effect(new Effect.FindSimilar(
                    category,
                    turn.answer(placeSlot).value(),
                    (turn.firstChoice() + " " + turn.answer("request").text()).strip()));
        }
    }

    /** Does something that needs no more than what is known. */
    record Perform(Action action, String slot, Template note) implements Step {
        @Override
        public Flow runIn(Turn turn) {
            return turn.effect(action.on(turn, this));
        }
    }

    /**
     * Does something as one of those who work on tickets.
     *
     * @param slot of the ticket; empty: the one that the script speaks of
     * @param to who is to have it
     * @param days the number of days that it waits; empty: it does not
     */
    record Work(String deed, String slot, Template note, Template to, String days) implements Step {
        @Override
        public Flow runIn(Turn turn) {
            String ticket = turn.answer(slot.isEmpty() ? "ticket.number" : slot).value();
            int wait = days.isEmpty() ? 0 : Integer.parseInt(turn.answer(days).value());
            return turn.effect(
                    new Effect.Work(deed, ticket, turn.fillWhole(note), turn.fillWhole(to), wait, turn.pictures()));
        }
    }

    /**
     * Does something about what is deliberated.
     *
     * @param slot of the topic; empty: none
     * @param choice the slot of a forum or of a mark; empty: none
     */
    record Bench(String deed, String slot, String choice, Template note) implements Step {
        @Override
        public Flow runIn(Turn turn) {
            return turn.effect(new Effect.Bench(
                    deed,
                    turn.answer(slot).value(),
                    turn.answer(choice).value(),
                    turn.fillWhole(note),
                    turn.pictures()));
        }
    }

    /** Ends whatever other script was under way. */
    record Cancel() implements Step {
        @Override
        public Flow runIn(Turn turn) {
            Talk.Cancelled cancelled = turn.cancelOther();
            turn.keep("cancelled", Answer.of(cancelled.title()));
            turn.keep("cancelled.matter", Answer.of(String.valueOf(cancelled.matter())));
            return turn.next();
        }
    }

    /** Runs another script and goes on with its answers. */
    record Call(String dialog) implements Step {
        @Override
        public Flow runIn(Turn turn) {
            turn.next();
            return turn.leaveFor(dialog, Flow.CALL);
        }
    }

    /**
     * Leaves for another script.
     *
     * @param atMost how often scripts may lead to each other before this step is passed over; 0: it closes no circle
     */
    record GoTo(String dialog, int atMost) implements Step {
        @Override
        public Flow runIn(Turn turn) {
            return atMost > 0 && turn.laps() >= atMost ? turn.next() : turn.leaveFor(dialog, Flow.GO_TO);
        }
    }

    /**
     * Leaves for the script that deals with the matter which the resident chose; passes if it was none.
     *
     * @param slot of the choice
     */
    record Begin(String slot) implements Step {
        @Override
        public Flow runIn(Turn turn) {
            String dialog = turn.answer(slot).value();
            return !turn.exists(dialog) ? turn.next() : turn.leaveFor(dialog, Flow.GO_TO);
        }
    }

    /** Ends the script. */
    record End() implements Step {
        @Override
        public Flow runIn(Turn turn) {
            return Flow.END;
        }
    }

    /** What {@link Perform} can do. */
    enum Action {
        FIND_TICKETS {
            @Override
            Effect on(Turn turn, Perform step) {
                return step.slot().isEmpty()
                        ? new Effect.FindTickets()
                        : new Effect.FindTicket(turn.answer(step.slot()).value());
            }
        },
        ADD_TO_TICKET {
            @Override
            Effect on(Turn turn, Perform step) {
                return new Effect.AddToTicket(ticket(turn, step), turn.fillWhole(step.note()));
            }
        },
        LOCATE_TICKET {
            @Override
            Effect on(Turn turn, Perform step) {
                Answer place = turn.answer(step.slot());
                return new Effect.LocateTicket(turn.answer("ticket.number").value(), place.value(), place.text());
            }
        },
        URGE {
            @Override
            Effect on(Turn turn, Perform step) {
                return new Effect.Urge(ticket(turn, step), turn.fillWhole(step.note()));
            }
        },
        REOPEN {
            @Override
            Effect on(Turn turn, Perform step) {
                return new Effect.Reopen(ticket(turn, step), turn.fillWhole(step.note()));
            }
        },
        JOIN {
            @Override
            Effect on(Turn turn, Perform step) {
                return new Effect.Join(turn.answer("similar.number").value(), turn.fillWhole(step.note()));
            }
        },
        FIND_ANSWER {
            @Override
            Effect on(Turn turn, Perform step) {
                return new Effect.FindAnswer(turn.answer(step.slot()).text());
            }
        },
        HAND_OVER {
            @Override
            Effect on(Turn turn, Perform step) {
                turn.handOver();
                return new Effect.HandOver();
            }
        },
        HAND_BACK {
            @Override
            Effect on(Turn turn, Perform step) {
                turn.keep(Turn.RESUMES, Answer.of(true));
                return new Effect.HandBack();
            }
        },
        RATE {
            @Override
            Effect on(Turn turn, Perform step) {
                String mark = turn.answer(step.slot()).value();
                return new Effect.Rate(
                        turn.answer("ticket.number").value(), mark.isEmpty() ? 3 : Integer.parseInt(mark));
            }
        },
        REMARK {
            @Override
            Effect on(Turn turn, Perform step) {
                return new Effect.Remark(
                        turn.answer("ticket.number").value(),
                        turn.answer(step.slot()).text());
            }
        },
        BIND_HOME {
            @Override
            Effect on(Turn turn, Perform step) {
                Answer place = turn.answer(step.slot());
                return new Effect.BindHome(place.value(), place.text());
            }
        };

        abstract Effect on(Turn turn, Perform step);

        /** The ticket of the slot that the step names, else the one that the script speaks of. */
        private static String ticket(Turn turn, Perform step) {
            return turn.answer(step.slot().isEmpty() ? "ticket.number" : step.slot())
                    .value();
        }
    }
}
