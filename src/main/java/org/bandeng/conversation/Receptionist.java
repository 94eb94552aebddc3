package org.bandeng.conversation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bandeng.community.Place;
import org.bandeng.community.PlaceId;
import org.bandeng.community.Residents;
import org.bandeng.conversation.Incoming.Content;
import org.bandeng.dialog.DialogState;
import org.bandeng.dialog.Engine;
import org.bandeng.dialog.Input;
import org.bandeng.dialog.Rating;
import org.bandeng.dialog.Script;
import org.bandeng.dialog.Scripts;
import org.bandeng.survey.Surveys;
import org.bandeng.ticket.TicketNumber;
import org.bandeng.ticket.Tickets;
import org.bandeng.understanding.PlaceReading;
import org.bandeng.understanding.Understanding;
import org.bandeng.understanding.Understood;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Decides which dialog hears a message. */
@Component
class Receptionist {

    /** A text of just a number, with or without the word for it, is a ticket number; a longer one may be a telephone's. */
    private static final Pattern NUMBER = Pattern.compile("(?:编号|工单号|工单|单号)?[:：\\s]*([0-9]{2,9})(?:号)?[。？?]?");

    /** What tapped choices of surveys are called: rate:TICKET:SCORE. */
    private static final Pattern TAPPED_RATING = Pattern.compile("rate:([0-9]{2,15}):([1-5])");

    private static final Duration COMFORT_AGAIN = Duration.ofMinutes(10);
    private static final Duration STRAY_PICTURE_BELONGS = Duration.ofHours(24);

    private final Scripts scripts;
    private final DialogRunner dialogs;
    private final Understanding understanding;
    private final Effects effects;
    private final Surveys surveys;
    private final Tickets tickets;
    private final Residents residents;
    private final Visitor visitor;
    private final Transcript transcript;
    private final ConversationProperties properties;
    private final Clock clock;

    Receptionist(
            Scripts scripts,
            DialogRunner dialogs,
            Understanding understanding,
            Effects effects,
            Surveys surveys,
            Tickets tickets,
            Residents residents,
            Visitor visitor,
            Transcript transcript,
            ConversationProperties properties,
            Clock clock) {
        this.scripts = scripts;
        this.dialogs = dialogs;
        this.understanding = understanding;
        this.effects = effects;
        this.surveys = surveys;
        this.tickets = tickets;
        this.residents = residents;
        this.visitor = visitor;
        this.transcript = transcript;
        this.properties = properties;
        this.clock = clock;
    }

    /** Answers one message. */
    Mono<Visit.Outcome> hear(Visit visit) {
        Content content = visit.content();
        if (content instanceof Content.Text text) {
            return words(visit, text.text(), text.choice());
        }
        if (content instanceof Content.Voice voice && !voice.recognition().isBlank()) {
            return words(visit, voice.recognition().strip(), "");
        }
        if (content instanceof Content.Position position) {
            return position.label().isBlank()
                    ? dialogs.on("unsupported", visit)
                    : words(visit, position.label().strip(), "");
        }
        if (content instanceof Content.Picture || content instanceof Content.Video) {
            return picture(visit);
        }
        if (content instanceof Content.Voice) {
            return unheard(visit);
        }
        return visitor.hear(visit).switchIfEmpty(Mono.defer(() -> answeredByStaff(visit)
                .flatMap(staff -> staff ? waiting(visit) : dialogs.on("unsupported", visit))));
    }

    /** A voice message without words: staff can listen to it, the bot asks for words. */
    private Mono<Visit.Outcome> unheard(Visit visit) {
        boolean inside = visit.dialog() != null;
        return answeredByStaff(visit)
                .flatMap(staff -> staff
                        ? waiting(visit)
                        : dialogs.start(
                                scripts.on("voice").orElseThrow(),
                                visit,
                                Input.Words.of(""),
                                Map.of("inside", inside ? "是" : "")));
    }

    private Mono<Visit.Outcome> words(Visit visit, String words, String choice) {
        Matcher tapped = TAPPED_RATING.matcher(choice);
        if (tapped.matches()) {
            Optional<TicketNumber> number = TicketNumber.parse(tapped.group(1));
            return Mono.justOrEmpty(number)
                    .flatMap(ticket -> surveys.open(visit.resident().id(), ticket))
                    .flatMap(survey -> startSurvey(visit, survey.ticket(), tapped.group(2)))
                    .switchIfEmpty(Mono.defer(() -> understood(visit, words)));
        }
        return understood(visit, words);
    }

    private Mono<Visit.Outcome> understood(Visit visit, String words) {
        Optional<Script> command = scripts.startedBy(words);
        DialogState dialog = visit.dialog();
        if (command.isPresent() && command.get().interrupts()) {
            return dialogs.start(command.get(), visit, Input.Words.of(words), Map.of());
        }
        if (dialog != null) {
            return takenOver(visit).flatMap(taken -> taken ? waiting(without(visit)) : resume(visit, dialog, words));
        }
        return rating(visit, words).switchIfEmpty(Mono.defer(() -> answeredByStaff(visit)
                .flatMap(staff -> staff ? waiting(visit) : newMatter(visit, words, command))));
    }

    /** A mark, when one was asked for. */
    private Mono<Visit.Outcome> rating(Visit visit, String words) {
        return Rating.read(words).isPresent()
                ? surveys.latestOpen(visit.resident().id())
                        .flatMap(survey -> startSurvey(visit, survey.ticket(), words))
                : Mono.empty();
    }

    private Mono<Visit.Outcome> startSurvey(Visit visit, TicketNumber ticket, String mark) {
        String score = String.valueOf(Rating.read(mark).orElseThrow());
        return dialogs.start(
                scripts.on("survey").orElseThrow(),
                visit,
                Input.Words.of(mark),
                Map.of("ticket.number", ticket.toString(), "score", score));
    }

    private Mono<Visit.Outcome> newMatter(Visit visit, String words, Optional<Script> command) {
        if (command.isPresent()) {
            return command.get().asksForPlace() && !command.get().examples().isEmpty()
                    ? dialogs.startMatter(command.get(), visit, words, PlaceReading.NOWHERE)
                    : dialogs.start(command.get(), visit, Input.Words.of(words), Map.of());
        }
        return ticketNumber(visit, words).switchIfEmpty(Mono.defer(() -> {
            Understood understood = understanding.understand(words, visit.directory(), null);
            Script script = understood.sureCategory().flatMap(scripts::named).orElseGet(() -> scripts.on(
                            "not-understood")
                    .orElseThrow());
            return dialogs.startMatter(script, visit, words, understood.place());
        }));
    }

    private Mono<Visit.Outcome> ticketNumber(Visit visit, String words) {
        Matcher number = NUMBER.matcher(words.strip());
        if (!number.matches()) {
            return Mono.empty();
        }
        return Mono.justOrEmpty(TicketNumber.parse(number.group(1)))
                .flatMap(tickets::numbered)
                .filter(ticket -> ticket.resident().equals(visit.resident().id()))
                .map(effects::line)
                .defaultIfEmpty("没有找到编号 %s。请再看一下数字，或者回复“查进度”看您登记的所有事情。".formatted(number.group(1)))
                .flatMap(line -> dialogs.start(
                        scripts.on("ticket-number").orElseThrow(),
                        visit,
                        Input.Words.of(words),
                        Map.of("ticket.line", line)));
    }

    private Mono<Visit.Outcome> resume(Visit visit, DialogState dialog, String words) {
        Script script = scripts.named(dialog.dialog()).orElse(null);
        if (script == null) {
            return understood(without(visit), words);
        }
        Optional<Script> command = scripts.startedBy(words);
        if (script.isFallback() && command.isPresent()) {
            return dialogs.start(command.get(), without(visit), Input.Words.of(words), Map.of());
        }
        Place within = rough(script, dialog, visit);
        Understood understood = understanding.understand(words, visit.directory(), within);
        Optional<Script> instead =
                script.isFallback() ? understood.sureCategory().flatMap(scripts::named) : Optional.empty();
        Input.Words input = new Input.Words(words, Home.heard(words, understood.place(), visit));
        if (instead.isPresent()) {
            return dialogs.startMatter(instead.get(), without(visit), words, understood.place());
        }
        return dialogs.resume(script, visit, dialog, input);
    }

    private static @Nullable Place rough(Script script, DialogState dialog, Visit visit) {
        String id = Engine.roughPlace(script, dialog);
        return id.isEmpty()
                ? null
                : visit.directory().place(new PlaceId(Long.parseLong(id))).orElse(null);
    }

    private Mono<Visit.Outcome> picture(Visit visit) {
        DialogState dialog = visit.dialog();
        Optional<Script> script = dialog == null ? Optional.empty() : scripts.named(dialog.dialog());
        if (dialog != null && script.isPresent()) {
            Input input = new Input.Picture(String.valueOf(visit.media()));
            Mono<Visit.Outcome> resumed = Mono.defer(() -> dialogs.resume(script.get(), visit, dialog, input));
            return takenOver(visit).flatMap(taken -> taken ? waiting(without(visit)) : resumed);
        }
        return answeredByStaff(visit).flatMap(staff -> staff ? waiting(visit) : strayPicture(visit));
    }

    /** A picture outside any dialog belongs to the ticket just opened, if there is one. */
    private Mono<Visit.Outcome> strayPicture(Visit visit) {
        return tickets.latestOpenOf(visit.resident().id(), STRAY_PICTURE_BELONGS, Instant.now(clock))
                .flatMap(ticket -> transcript
                        .attach(visit.resident().id(), visit.messageId(), ticket.id())
                        .thenReturn(Map.of(
                                "picture",
                                "added",
                                "ticket.number",
                                ticket.number().toString())))
                .defaultIfEmpty(Map.of())
                .flatMap(known ->
                        dialogs.start(scripts.on("stray-picture").orElseThrow(), visit, Input.Words.of(""), known));
    }

    /** Whether a person answers now; the lease of a person who has long been silent ends here. */
    private Mono<Boolean> answeredByStaff(Visit visit) {
        Instant since = visit.resident().withStaffSince();
        if (since == null) {
            return Mono.just(false);
        }
        if (since.plus(properties.staffLease()).isBefore(Instant.now(clock))) {
            return residents.handBack(visit.resident().id()).thenReturn(false);
        }
        return Mono.just(true);
    }

    /** Whether a person has begun to talk in the middle of a dialog: two must not ask at once. */
    private Mono<Boolean> takenOver(Visit visit) {
        Instant since = visit.resident().withStaffSince();
        return answeredByStaff(visit)
                .flatMap(staff -> staff && since != null
                        ? transcript.staffWroteSince(visit.resident().id(), since)
                        : Mono.just(false));
    }

    /** While a person answers, the bot only comforts, and not with every message. */
    private Mono<Visit.Outcome> waiting(Visit visit) {
        Instant now = Instant.now(clock);
        Instant comforted = visit.before().comfortedAt();
        Instant since = Optional.ofNullable(visit.resident().withStaffSince()).orElse(now);
        boolean recently = comforted != null
                && comforted.isAfter(since)
                && comforted.plus(COMFORT_AGAIN).isAfter(now);
        return transcript.staffWroteSince(visit.resident().id(), since).flatMap(wrote -> {
            if (wrote || recently) {
                return Mono.just(Visit.Outcome.silent(visit.before()));
            }
            return dialogs.on("with-staff", visit)
                    .map(outcome ->
                            new Visit.Outcome(outcome.replies(), outcome.after().comforted(now)));
        });
    }

    private static Visit without(Visit visit) {
        return new Visit(
                visit.resident(),
                visit.before().in(null, null),
                visit.content(),
                visit.messageId(),
                visit.media(),
                visit.directory());
    }
}
