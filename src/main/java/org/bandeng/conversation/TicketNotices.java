package org.bandeng.conversation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.bandeng.community.Resident;
import org.bandeng.community.ResidentId;
import org.bandeng.community.Residents;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffId;
import org.bandeng.community.StaffMember;
import org.bandeng.dialog.Notices;
import org.bandeng.dialog.Rating;
import org.bandeng.outbox.Outbox;
import org.bandeng.outbox.OutgoingMessage;
import org.bandeng.survey.Surveys;
import org.bandeng.ticket.Actor;
import org.bandeng.ticket.Cause;
import org.bandeng.ticket.Outcome;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketAction;
import org.bandeng.ticket.TicketEvent;
import org.bandeng.ticket.TicketListener;
import org.bandeng.ticket.Tickets;
import org.bandeng.ticket.Waiting;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tells everybody who reported a ticket what matters to them: what others did to it, and what time brought about. What they did
 * themselves they know.
 */
@Component
class TicketNotices implements TicketListener {

    /** With these comes the question for a mark. */
    private static final Set<String> ASKING = Set.of("resolved", "explained", "survey-again");

    private static final Set<String> RUNG_UP_FOR = Set.of("resolved", "explained", "withdrawn");

    private final Outbox outbox;
    private final Dialogs dialogs;
    private final StaffAccounts staff;
    private final Residents residents;
    private final Tickets tickets;
    private final Surveys surveys;
    private final Transcript transcript;
    private final TicketWords words;
    private final TicketLinks links;

    TicketNotices(
            Outbox outbox,
            Dialogs dialogs,
            StaffAccounts staff,
            Residents residents,
            Tickets tickets,
            Surveys surveys,
            Transcript transcript,
            TicketWords words,
            TicketLinks links) {
        this.outbox = outbox;
        this.dialogs = dialogs;
        this.staff = staff;
        this.residents = residents;
        this.tickets = tickets;
        this.surveys = surveys;
        this.transcript = transcript;
        this.words = words;
        this.links = links;
    }

    @Override
    public Mono<Void> onEvent(Ticket ticket, TicketEvent event) {
        String notice = notice(ticket, event);
        Mono<Void> told = notice.isEmpty() ? Mono.empty() : tell(ticket, event, notice);
        return event.action() == TicketAction.RESOLVE
                ? told.then(Mono.defer(() -> handBackUnlessWaiting(ticket.resident())))
                : told;
    }

    /** Who has said something else meanwhile that nobody has answered goes on waiting for a person. */
    private Mono<Void> handBackUnlessWaiting(ResidentId resident) {
        return transcript
                .unanswered(resident)
                .filter(words -> dialogs.edition().soundsLikeMatter(words))
                .hasElements()
                .flatMap(waits -> waits
                        ? Mono.<Void>empty()
                        : residents.handBack(resident).then());
    }

    /** Which news it is; empty: none that would matter to them. */
    private static String notice(Ticket ticket, TicketEvent event) {
        Actor.Kind by = event.actor().kind();
        boolean byRule = by == Actor.Kind.SYSTEM;
        if (event.isPrivate()) {
            return "";
        }
        if (by == Actor.Kind.RESIDENT || by == Actor.Kind.NEIGHBOUR) {
            return switch (event.action()) {
                case REOPEN -> "reopened";
                case WITHDRAW -> "withdrawn";
                default -> "";
            };
        }
        return switch (event.action()) {
            case OPEN -> by == Actor.Kind.STAFF ? "registered" : "";
            case DISPATCH -> byRule || event.cause() == Cause.UNDONE ? "" : dispatched(ticket);
            case ACCEPT -> "accepted";
            case START -> "in-progress";
            case NOTE -> event.note().isEmpty() ? "" : "progress";
            case WAIT ->
                "waiting-" + Objects.requireNonNull(ticket.waiting()).what().code();
            case ESCALATE -> isLate(event) ? "escalated" : "passed-up";
            case RESOLVE -> ticket.outcome() == Outcome.EXPLAINED ? "explained" : "resolved";
            case REMIND -> reminder(ticket);
            case CLOSE ->
                event.cause() == Cause.NO_ANSWER && ticket.outcome() == Outcome.UNCONFIRMED ? "unconfirmed" : "";
            case REOPEN -> "reopened";
            case WITHDRAW -> "withdrawn";
            case RELOCATE -> "relocated";
            case MERGE -> "merged";
            default -> "";
        };
    }

    private static String dispatched(Ticket ticket) {
        return ticket.assignee() == null ? "dispatched-to-office" : "dispatched";
    }

    private static boolean isLate(TicketEvent event) {
        return event.cause() == Cause.NOT_ACCEPTED || event.cause() == Cause.NOT_RESOLVED;
    }

    private static String reminder(Ticket ticket) {
        return switch (ticket.status()) {
            case RESOLVED -> "survey-again";
            case CLOSED -> "still-fixed";
            case WAITING ->
                ticket.waiting() != null && ticket.waiting().what() == Waiting.For.RESIDENT ? "waiting-resident" : "";
            default -> "";
        };
    }

    private Mono<Void> tell(Ticket ticket, TicketEvent event, String notice) {
        return Mono.justOrEmpty(
                        event.action() == TicketAction.DISPATCH
                                ? ticket.assignee()
                                : event.actor().staff())
                .flatMap(who -> name(who, ticket))
                .defaultIfEmpty(ticket.office())
                .zipWith(weChatOf(event.actor().staff()))
                .flatMapMany(both -> reporters(ticket, event, notice)
                        .filter(resident -> !isOwnDeed(event, resident)
                                && !resident.equals(both.getT2().orElse(null)))
                        .flatMap(residents::find)
                        .filter(resident -> !resident.isErased() && isToBeTold(resident, notice))
                        .concatMap(resident -> outbox.put(message(ticket, event, notice, both.getT1(), resident))))
                .then();
    }

    private Mono<Optional<ResidentId>> weChatOf(@Nullable StaffId who) {
        return Mono.justOrEmpty(who)
                .flatMap(staff::find)
                .map(member -> Optional.ofNullable(member.weChat()))
                .defaultIfEmpty(Optional.empty());
    }

    /** Whoever has no WeChat is rung up, and not for every step. */
    private static boolean isToBeTold(Resident resident, String notice) {
        return !resident.openId().isCaller() || RUNG_UP_FOR.contains(notice);
    }

    /** Who has answered is not asked again; who has just given the mark that took it up again knows. */
    private Flux<ResidentId> reporters(Ticket ticket, TicketEvent event, String notice) {
        return switch (notice) {
            case "survey-again", "unconfirmed" -> surveys.silent(ticket.id());
            case "reopened" ->
                event.cause() == Cause.LOW_MARK
                        ? surveys.lastDiscontent(ticket.id())
                                .map(Optional::of)
                                .defaultIfEmpty(Optional.empty())
                                .flatMapMany(
                                        knows -> everybody(ticket).filter(each -> !each.equals(knows.orElse(null))))
                        : everybody(ticket);
            default -> everybody(ticket);
        };
    }

    private static boolean isOwnDeed(TicketEvent event, ResidentId resident) {
        boolean first = event.ticket().resident().equals(resident);
        return switch (event.actor().kind()) {
            case RESIDENT -> first;
            // Which of them is not known; better that another is not told than that somebody is told their own words.
            case NEIGHBOUR -> !first;
            default -> false;
        };
    }

    private Flux<ResidentId> everybody(Ticket ticket) {
        return Flux.concat(Mono.just(ticket.resident()), tickets.followersOf(ticket.id()))
                .distinct();
    }

    private OutgoingMessage message(
            Ticket ticket, TicketEvent event, String notice, String staffName, Resident resident) {
        Map<String, String> facts = facts(ticket, event, staffName, resident);
        boolean asks = ASKING.contains(notice) && !resident.openId().isCaller();
        return OutgoingMessage.ofEvent(
                resident.id(),
                notice,
                facts,
                text(notice, facts, asks),
                asks ? marks(ticket) : Map.of(),
                ticket.id().value(),
                event.id(),
                resident.openId().isCaller());
    }

    /** The survey comes with the news of the resolution: WeChat lets only a few messages through between two of the resident's. */
    private String text(String notice, Map<String, String> facts, boolean asks) {
        Notices notices = dialogs.notices();
        String said = notices.say(notice, facts) + (asks ? "\n" + notices.say("survey", facts) : "");
        return facts.containsKey("page") ? said + "\n" + notices.say("page", facts) : said;
    }

    private static Map<String, String> marks(Ticket ticket) {
        Map<String, String> choices = new LinkedHashMap<>();
        for (int score = 5; score >= 1; score--) {
            choices.put("rate:%s:%d".formatted(ticket.number(), score), Rating.CAPTIONS.get(score));
        }
        return choices;
    }

    private Mono<String> name(StaffId id, Ticket ticket) {
        return staff.find(id).map(StaffMember::name).defaultIfEmpty(ticket.office());
    }

    private Map<String, String> facts(Ticket ticket, TicketEvent event, String staffName, Resident resident) {
        Map<String, String> facts = words.facts(ticket);
        facts.put("ticket.status", TicketWords.status(ticket, dialogs.notices()));
        facts.put("staff.name", staffName);
        facts.put("note", event.note());
        facts.put("time", words.stamp(event.at()));
        if (resident.id().equals(ticket.resident()) && !resident.openId().isCaller()) {
            links.pageOf(ticket).ifPresent(page -> facts.put("page", page));
        }
        return facts;
    }
}
