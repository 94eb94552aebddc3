package org.bandeng.conversation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bandeng.community.Residents;
import org.bandeng.conversation.Incoming.Content;
import org.bandeng.deliberation.Topics;
import org.bandeng.dialog.Candidate;
import org.bandeng.dialog.Engine;
import org.bandeng.dialog.Input;
import org.bandeng.dialog.Rating;
import org.bandeng.dialog.Reading;
import org.bandeng.dialog.Script;
import org.bandeng.occasion.Occasions;
import org.bandeng.survey.Surveys;
import org.bandeng.ticket.TicketNumber;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Decides what a message is: an answer to what the bot asked, to something sent earlier, or something new. */
@Component
class Receptionist {

    /** A text of just a number, with or without the word for it, is a ticket number; a longer one may be a telephone's. */
    private static final Pattern NUMBER =
            Pattern.compile("(?:查一下|查询|查)?(?:编号|工单号|工单|单号)?[:：\\s]*([0-9]{2,9})(?:号)?[。？?]?");

    /** What tapped choices of surveys are called: rate:TICKET:SCORE. */
    private static final Pattern TAPPED_RATING = Pattern.compile("rate:([0-9]{2,15}):([1-5])");

    /** So long after they were asked what somebody says may be their mark for what came of a topic. */
    private static final Duration OUTCOME_LIFE = Duration.ofDays(14);

    /** And so long any other word. */
    private static final Duration OUTCOME_FRESH = Duration.ofHours(48);

    private static final Pattern QUESTION = Pattern.compile("[?？]|吗|什么|怎么|哪里|哪儿|多少|几点|为啥");

    private static final Duration COMFORT_AGAIN = Duration.ofMinutes(10);

    private final DialogRunner dialogs;
    private final Effects effects;
    private final Surveys surveys;
    private final Matters matters;
    private final Topics topics;
    private final Emergencies emergencies;
    private final Residents residents;
    private final Visitor visitor;
    private final StaffTalk staffTalk;
    private final BenchLines benchLines;
    private final BenchTalk benchTalk;
    private final Occasions occasions;
    private final TicketWords ticketWords;
    private final Transcript transcript;
    private final ConversationProperties properties;
    private final Clock clock;

    Receptionist(
            DialogRunner dialogs,
            Effects effects,
            Surveys surveys,
            Matters matters,
            Topics topics,
            Emergencies emergencies,
            Residents residents,
            Visitor visitor,
            StaffTalk staffTalk,
            BenchLines benchLines,
            BenchTalk benchTalk,
            Occasions occasions,
            TicketWords ticketWords,
            Transcript transcript,
            ConversationProperties properties,
            Clock clock) {
        this.dialogs = dialogs;
        this.effects = effects;
        this.surveys = surveys;
        this.matters = matters;
        this.topics = topics;
        this.emergencies = emergencies;
        this.residents = residents;
        this.visitor = visitor;
        this.staffTalk = staffTalk;
        this.benchLines = benchLines;
        this.benchTalk = benchTalk;
        this.occasions = occasions;
        this.ticketWords = ticketWords;
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
            return position(visit, position);
        }
        if (content instanceof Content.Picture || content instanceof Content.Video) {
            return picture(visit);
        }
        if (content instanceof Content.Voice) {
            return unheard(visit);
        }
        return visitor.hear(visit)
                .switchIfEmpty(Mono.defer(() -> unlessStaff(visit, () -> dialogs.on("unsupported", visit))));
    }

    /** Nobody has answered for a while. */
    Mono<Visit.Outcome> silence(Visit visit, boolean last) {
        return unlessStaff(visit, () -> dialogs.take(visit, new Input.Silence(last)));
    }

    /** A voice message without words: staff can listen to it, the bot asks for words. */
    private Mono<Visit.Outcome> unheard(Visit visit) {
        Map<String, String> known = Map.of("inside", String.valueOf(visit.isInDialog()));
        return unlessStaff(visit, () -> dialogs.take(visit, Input.Event.of("voice", known)));
    }

    private Mono<Visit.Outcome> position(Visit visit, Content.Position position) {
        if (!visit.isInDialog()) {
            return position.label().isBlank()
                    ? unlessStaff(visit, () -> dialogs.on("unsupported", visit))
                    : words(visit, position.label().strip(), "");
        }
        String at = "%.6f,%.6f".formatted(position.longitude(), position.latitude());
        Input input = visit.ears().position(position.label().strip(), at);
        return unlessTakenOver(visit, () -> dialogs.take(visit, input));
    }

    private Mono<Visit.Outcome> words(Visit visit, String words, String choice) {
        Matcher tapped = TAPPED_RATING.matcher(choice);
        if (tapped.matches()) {
            return Mono.justOrEmpty(TicketNumber.parse(tapped.group(1)))
                    .flatMap(ticket -> surveys.open(visit.resident().id(), ticket))
                    .flatMap(survey -> startSurvey(visit, survey.ticket().toString(), tapped.group(2)))
                    .switchIfEmpty(Mono.defer(() -> understood(visit, words, "")));
        }
        return staffTalk
                .hear(visit, words, choice)
                .flatMap(event -> dialogs.take(staffTalk.withoutWork(visit), event))
                .switchIfEmpty(Mono.defer(() -> benchLines
                        .hear(visit, words, choice)
                        .switchIfEmpty(Mono.justOrEmpty(benchTalk.hear(words, choice)))
                        .flatMap(event -> dialogs.take(visit, event))))
                .switchIfEmpty(Mono.defer(() -> understood(visit, words, choice)));
    }

    private Mono<Visit.Outcome> understood(Visit visit, String words, String choice) {
        if (staffTalk.isUnderWay(visit)) {
            return dialogs.take(visit, new Input.Words(words, choice, Reading.NOTHING));
        }
        Input.Words heard = visit.ears().hear(words, choice, visit.talk());
        return emergencies
                .calledOff(visit, heard)
                .flatMap(event -> dialogs.take(visit, event))
                .switchIfEmpty(Mono.defer(() -> answered(visit, heard, choice)));
    }

    private Mono<Visit.Outcome> answered(Visit visit, Input.Words heard, String choice) {
        String words = heard.text();
        Optional<Script> command = visit.edition().scripts().startedBy(words);
        boolean first = !heard.reading().alarm().isEmpty()
                || command.filter(script -> script.head().interrupts()).isPresent()
                || choice.startsWith("answer:");
        if (first) {
            return dialogs.take(visit, heard);
        }
        if (visit.isInDialog()) {
            return unlessTakenOver(visit, () -> correlated(visit, heard, command));
        }
        return Rating.read(words).isPresent()
                ? correlated(visit, heard, command)
                : unlessStaff(visit, () -> correlated(visit, heard, command));
    }

    private Mono<Visit.Outcome> correlated(Visit visit, Input.Words heard, Optional<Script> command) {
        boolean answers = visit.isInDialog() && Engine.answers(visit.edition().scripts(), visit.talk(), heard);
        boolean starts = command.isPresent() && ReplyKind.of(heard.text()) == ReplyKind.WORDS;
        if (starts) {
            return dialogs.take(visit, heard);
        }
        return matters.of(visit.resident().id(), visit.edition().scripts()).flatMap(all -> {
            Correlator.Situation situation = new Correlator.Situation(
                    all,
                    visit.before().askedAt(),
                    answers,
                    visit.before().shown(),
                    command.isPresent() || visit.edition().scripts().areAskedFor(heard.reading()),
                    Instant.now(clock));
            Correlator.Decision decision = Correlator.decide(heard.text(), situation);
            return answers
                    ? decided(visit, heard, decision)
                    : aboutOutcome(visit, heard, decision, situation)
                            .flatMap(event -> dialogs.take(visit, event))
                            .switchIfEmpty(Mono.defer(() -> decided(visit, heard, decision)));
        });
    }

    /** A mark, thanks or a word after the news of what came of a topic are about that; empty: they are about something else. */
    private Mono<Input.Event> aboutOutcome(
            Visit visit, Input.Words heard, Correlator.Decision decision, Correlator.Situation situation) {
        ReplyKind kind = ReplyKind.of(heard.text());
        boolean word = kind == ReplyKind.THANKS
                || (kind == ReplyKind.WORDS
                        && !situation.newMatter()
                        && heard.reading().likely().isEmpty()
                        && !QUESTION.matcher(heard.text()).find());
        if (kind != ReplyKind.MARK
                && (!word || visit.isInDialog() || !(decision instanceof Correlator.Decision.Pass))) {
            return Mono.empty();
        }
        Instant now = situation.now();
        if (kind == ReplyKind.MARK) {
            return marked(visit, Rating.read(heard.text()).orElseThrow(), decision, situation);
        }
        return topics.askedOf(visit.resident().id(), now.minus(OUTCOME_LIFE))
                .filter(each -> each.at().isAfter(now.minus(OUTCOME_FRESH)))
                .filter(each -> situation.matters().stream()
                        .noneMatch(matter -> matter.toldAt().isAfter(each.at())))
                .map(each -> BenchTalk.opinion(each.number(), "remark", heard.text(), ""));
    }

    /** A mark for what came of a topic, or for something that they came to, whichever was later; empty: it is for something else. */
    private Mono<Input.Event> marked(
            Visit visit, int score, Correlator.Decision decision, Correlator.Situation situation) {
        Instant now = situation.now();
        Mono<Optional<Topics.Asked>> topic = topics.askedOf(visit.resident().id(), now.minus(OUTCOME_LIFE))
                .filter(each -> !each.marked() && isLater(each.at(), decision, situation))
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty());
        Mono<Optional<Occasions.Unmarked>> occasion = occasions
                .unmarked(visit.resident().id(), now.minus(OUTCOME_FRESH))
                .filter(each -> isLater(each.at(), decision, situation))
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty());
        return topic.zipWhen(found -> occasion).flatMap(both -> {
            Optional<Instant> asked = both.getT1().map(Topics.Asked::at);
            return Mono.justOrEmpty(both.getT2()
                    .filter(each -> asked.isEmpty() || each.at().isAfter(asked.get()))
                    .map(each -> Input.Event.of(
                            "bench-line", Map.of("bench.said", "occasion:rate:%d:%d".formatted(each.number(), score))))
                    .or(() -> both.getT1()
                            .map(each -> BenchTalk.opinion(each.number(), "rate", "", String.valueOf(score)))));
        });
    }

    /** Whether nothing else was asked since. */
    private static boolean isLater(Instant asked, Correlator.Decision decision, Correlator.Situation situation) {
        boolean inDialog = situation.asked() != null && situation.asked().isAfter(asked);
        Instant surveyed =
                decision instanceof Correlator.Decision.To to ? to.matter().surveyAt() : null;
        return !inDialog && (surveyed == null || asked.isAfter(surveyed));
    }

    private Mono<Visit.Outcome> decided(Visit visit, Input.Words heard, Correlator.Decision decision) {
        if (decision instanceof Correlator.Decision.To to) {
            String number = to.matter().number().toString();
            return to.kind() == ReplyKind.MARK
                    ? startSurvey(visit, number, heard.text())
                    : followUp(visit, heard, to.kind(), number);
        }
        if (decision instanceof Correlator.Decision.Which which) {
            return dialogs.take(
                    visit,
                    new Input.Event(
                            "which-ticket",
                            heard,
                            Map.of("reply", which.kind().code()),
                            which.matters().stream().map(this::candidate).toList()));
        }
        return visit.isInDialog() ? dialogs.take(visit, heard) : unlessStaff(visit, () -> newMatter(visit, heard));
    }

    private Candidate candidate(Matter matter) {
        // A neighbour's door is not told.
        String place = matter.own() || !matter.place().isEmpty() ? matter.place() : "邻居报的";
        return new Candidate(
                matter.number().toString(),
                "编号 %s %s%s".formatted(matter.number(), matter.title(), place.isEmpty() ? "" : "（" + place + "）"));
    }

    private Mono<Visit.Outcome> followUp(Visit visit, Input.Words heard, ReplyKind kind, String number) {
        return effects.own(number, visit)
                .map(ticket -> {
                    Map<String, String> known = new HashMap<>(effects.facts(ticket, visit));
                    known.put("reply", kind.code());
                    return known;
                })
                .flatMap(known -> dialogs.take(visit, new Input.Event("follow-up", heard, known, List.of())))
                .switchIfEmpty(Mono.defer(() -> dialogs.take(visit, heard)));
    }

    private Mono<Visit.Outcome> startSurvey(Visit visit, String ticket, String mark) {
        String score = String.valueOf(Rating.read(mark).orElseThrow());
        return effects.own(ticket, visit)
                .map(each -> effects.facts(each, visit))
                .defaultIfEmpty(Map.of("ticket.number", ticket))
                .flatMap(facts -> {
                    Map<String, String> known = new HashMap<>(facts);
                    known.put("score", score);
                    return dialogs.take(visit, new Input.Event("survey", Input.Words.of(mark), known, List.of()));
                });
    }

    private Mono<Visit.Outcome> newMatter(Visit visit, Input.Words heard) {
        Matcher number = NUMBER.matcher(heard.text().strip());
        if (!number.matches()) {
            return dialogs.take(visit, heard);
        }
        return effects.own(number.group(1), visit)
                .map(ticket -> ticketWords.line(ticket, visit.edition().notices()))
                .defaultIfEmpty("没有找到编号 %s。请再看一下数字，或者回复“查进度”看您登记的所有事情。".formatted(number.group(1)))
                .flatMap(line -> dialogs.take(visit, Input.Event.of("ticket-number", Map.of("ticket.line", line))));
    }

    private Mono<Visit.Outcome> picture(Visit visit) {
        Input input = new Input.Picture(String.valueOf(visit.media()));
        if (visit.isInDialog()) {
            return unlessTakenOver(visit, () -> dialogs.take(visit, input));
        }
        return unlessStaff(visit, () -> strayPicture(visit));
    }

    /** A picture outside any dialog shows what somebody works on, or else the matter that the resident and the account just spoke of. */
    private Mono<Visit.Outcome> strayPicture(Visit visit) {
        return benchLines
                .see(visit)
                .switchIfEmpty(Mono.defer(() -> staffTalk.see(visit)))
                .flatMap(event -> dialogs.take(visit, event))
                .switchIfEmpty(Mono.defer(() -> residentsPicture(visit)));
    }

    private Mono<Visit.Outcome> residentsPicture(Visit visit) {
        return matters.of(visit.resident().id(), visit.edition().scripts()).flatMap(all -> {
            Correlator.Situation situation =
                    new Correlator.Situation(all, null, false, List.of(), false, Instant.now(clock));
            Correlator.Decision decision = Correlator.decidePicture(situation);
            if (decision instanceof Correlator.Decision.Pass) {
                return dialogs.on("stray-picture", visit);
            }
            return decided(visit, Input.Words.of(""), decision);
        });
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

    private Mono<Visit.Outcome> unlessStaff(Visit visit, Supplier<Mono<Visit.Outcome>> bot) {
        return answeredByStaff(visit).flatMap(staff -> staff ? waiting(visit) : bot.get());
    }

    /** Once a person has begun to talk in the middle of a dialog, the bot is silent: two must not ask at once. */
    private Mono<Visit.Outcome> unlessTakenOver(Visit visit, Supplier<Mono<Visit.Outcome>> bot) {
        Instant since = visit.resident().withStaffSince();
        return answeredByStaff(visit)
                .flatMap(staff -> staff && since != null
                        ? transcript.staffWroteSince(visit.resident().id(), since)
                        : Mono.just(false))
                .flatMap(taken -> taken ? waiting(visit) : bot.get());
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
            if (wrote || recently || visit.messageId() == 0) {
                return Mono.just(Visit.Outcome.silent(visit.before()));
            }
            return dialogs.on("with-staff", visit)
                    .map(outcome -> new Visit.Outcome(
                            outcome.replies(),
                            outcome.choices(),
                            outcome.after().comforted(now)));
        });
    }
}
