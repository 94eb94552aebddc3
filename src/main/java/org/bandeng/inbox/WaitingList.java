package org.bandeng.inbox;

import java.util.List;
import java.util.function.Function;
import org.bandeng.community.Callers;
import org.bandeng.community.Resident;
import org.bandeng.community.ResidentId;
import org.bandeng.community.Residents;
import org.bandeng.conversation.Transcript;
import org.bandeng.outbox.Doorstep;
import org.bandeng.ticket.Sight;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketTask;
import org.bandeng.ticket.TicketTasks;
import org.bandeng.ticket.Tickets;
import org.bandeng.web.StaffUser;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What stands above the list because somebody waits: for an answer, for a word at the door, for a call. */
@Component
class WaitingList {

    private static final int SHOWN = 30;

    /** Those of one part of the community may be far down. */
    private static final int LOOKED_THROUGH = 1_000;

    private static final int LATEST = 20;

    private final Residents residents;
    private final Tickets tickets;
    private final TicketTasks tasks;
    private final Transcript transcript;
    private final Doorstep doorstep;
    private final Callers callers;
    private final Access access;
    private final Times times;

    WaitingList(
            Residents residents,
            Tickets tickets,
            TicketTasks tasks,
            Transcript transcript,
            Doorstep doorstep,
            Callers callers,
            Access access,
            Times times) {
        this.residents = residents;
        this.tickets = tickets;
        this.tasks = tasks;
        this.transcript = transcript;
        this.doorstep = doorstep;
        this.callers = callers;
        this.access = access;
        this.times = times;
    }

    /**
     * A resident who waits for a person.
     *
     * @param about the latest thing that they reported; empty: nothing
     * @param answered whether a person has answered what they said last
     */
    record Waiting(long resident, String since, String lastWords, String about, boolean answered) {}

    /**
     * Something to be told at the door, or by telephone.
     *
     * @param call whom to ring up, and where; empty: somebody must go there
     */
    record AtTheDoor(long message, long resident, String text, String place, String call, String since) {}

    /** Somebody to be rung up because they were not content. */
    record CallBack(String ticket, String about, String due) {}

    /** Puts them into the model, as far as {@code sight} reaches; whom nobody may write to is not shown to those who only look. */
    Mono<Void> fill(StaffUser user, Sight sight, Model model) {
        int most = sight.scope().isEverywhere() ? SHOWN : LOOKED_THROUGH;
        int looked = user.isHandler() ? most : 0;
        return Mono.zip(
                        residents
                                .withStaff(looked)
                                .collectList()
                                .flatMapMany(all -> ofTheSeen(sight, all, Resident::id))
                                .take(SHOWN)
                                .concatMap(resident -> waiting(resident, sight))
                                .collectList(),
                        doorstep.open(looked)
                                .collectList()
                                .flatMapMany(all -> ofTheSeen(sight, all, Doorstep.Task::resident))
                                .take(SHOWN)
                                .concatMap(task -> atTheDoor(task, sight))
                                .collectList(),
                        tasks.callBacks(looked)
                                .concatMap(task -> callBack(task, sight))
                                .take(SHOWN)
                                .collectList())
                .doOnNext(all -> {
                    List<Waiting> waiting = all.getT1();
                    model.addAttribute(
                            "waiting",
                            waiting.stream().filter(each -> !each.answered()).toList());
                    model.addAttribute(
                            "talking",
                            waiting.stream().filter(Waiting::answered).toList());
                    model.addAttribute("doorstep", all.getT2());
                    model.addAttribute("callBacks", all.getT3());
                })
                .then();
    }

    private <T> Flux<T> ofTheSeen(Sight sight, List<T> all, Function<T, ResidentId> of) {
        return access.seen(sight, all.stream().map(of).toList()).flatMapIterable(seen -> all.stream()
                .filter(each -> seen.contains(of.apply(each)))
                .toList());
    }

    /** Whoever has no WeChat is rung up, the others are gone to. */
    private Mono<AtTheDoor> atTheDoor(Doorstep.Task task, Sight sight) {
        Mono<String> place = sight.scope().isEverywhere()
                ? Mono.just(task.place())
                : tickets.of(task.resident(), LATEST)
                        .filter(sight::covers)
                        .next()
                        .map(Ticket::placeText)
                        .defaultIfEmpty("");
        return callers.find(task.resident())
                .map(caller -> "%s %s".formatted(caller.name(), caller.phone()).strip())
                .defaultIfEmpty("")
                .zipWith(place)
                .map(both -> new AtTheDoor(
                        task.messageId(),
                        task.resident().value(),
                        task.text(),
                        both.getT2(),
                        both.getT1(),
                        times.show(task.since())));
    }

    private Mono<CallBack> callBack(TicketTask task, Sight sight) {
        return tickets.find(task.ticket())
                .filter(sight::covers)
                .map(ticket -> new CallBack(ticket.number().toString(), about(ticket), times.show(task.dueAt())));
    }

    private static String about(Ticket ticket) {
        return ticket.placeText().isEmpty() ? ticket.title() : ticket.title() + " · " + ticket.placeText();
    }

    private Mono<Waiting> waiting(Resident resident, Sight sight) {
        return transcript
                .lastWordsOf(resident.id())
                .defaultIfEmpty("")
                .zipWith(Mono.zip(
                        tickets.of(resident.id(), LATEST)
                                .filter(sight::covers)
                                .next()
                                .map(WaitingList::about)
                                .defaultIfEmpty(""),
                        transcript.isAnswered(resident.id())))
                .map(all -> new Waiting(
                        resident.id().value(),
                        resident.withStaffSince() == null ? "" : times.show(resident.withStaffSince()),
                        all.getT1(),
                        all.getT2().getT1(),
                        all.getT2().getT2()));
    }
}
