package org.bandeng.conversation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bandeng.community.Place;
import org.bandeng.community.PlaceId;
import org.bandeng.community.Posts;
import org.bandeng.community.Scopes;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffMember;
import org.bandeng.deliberation.Forum;
import org.bandeng.deliberation.IllegalTopicActionException;
import org.bandeng.deliberation.MeasureDesk;
import org.bandeng.deliberation.NewTopic;
import org.bandeng.deliberation.TopicDesk;
import org.bandeng.deliberation.Topics;
import org.bandeng.dialog.HeardPlace;
import org.bandeng.dialog.TalkState;
import org.bandeng.occasion.Meetings;
import org.bandeng.occasion.Occasion;
import org.bandeng.occasion.OccasionDesk;
import org.bandeng.occasion.Occasions;
import org.bandeng.occasion.Remark;
import org.bandeng.text.Markup;
import org.bandeng.ticket.Actor;
import org.bandeng.ticket.NewTicket;
import org.bandeng.ticket.TicketDesk;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What a convenor does at the bench by short lines: opens it, writes down who is there and what is said, settles each remark. */
@Component
class MeetingEffects {

    private static final int LONGEST_TITLE = 40;
    private static final Duration MEETING = Duration.ofHours(3);
    private static final int LONGEST_DAYS = 365;

    /** 张阿姨：. */
    private static final Pattern SPEAKER = Pattern.compile("^[^：:，,。]{1,10}[：:]\\s*");

    private static final Pattern HANDS = Pattern.compile("(赞成|同意|支持|反对|不同意|弃权)[:：\\s]*([0-9]{1,3})[票人]?[\\s,，、;；]*");

    /** 装好六个充电桩，物业，7天内. */
    private static final Pattern MEASURE =
            Pattern.compile("(.{2,100}?)[,，;；]\\s*([^,，;；]{1,20})[,，;；]\\s*([0-9]{1,3})\\s*[天日](?:内|之内|以内)?");

    private final Occasions occasions;
    private final OccasionDesk desk;
    private final Meetings meetings;
    private final Topics topics;
    private final TopicDesk topicDesk;
    private final MeasureDesk measures;
    private final TicketDesk tickets;
    private final TalentEffects talents;
    private final StaffAccounts staff;
    private final Posts posts;
    private final Scopes scopes;
    private final OccasionWords words;
    private final TopicWords topicWords;
    private final Clock clock;

    MeetingEffects(
            Occasions occasions,
            OccasionDesk desk,
            Meetings meetings,
            Topics topics,
            TopicDesk topicDesk,
            MeasureDesk measures,
            TicketDesk tickets,
            TalentEffects talents,
            StaffAccounts staff,
            Posts posts,
            Scopes scopes,
            OccasionWords words,
            TopicWords topicWords,
            Clock clock) {
        this.occasions = occasions;
        this.desk = desk;
        this.meetings = meetings;
        this.topics = topics;
        this.topicDesk = topicDesk;
        this.measures = measures;
        this.tickets = tickets;
        this.talents = talents;
        this.staff = staff;
        this.posts = posts;
        this.scopes = scopes;
        this.words = words;
        this.topicWords = topicWords;
        this.clock = clock;
    }

    /** Does it, if they may: whoever only looks may not. */
    Mono<LineAnswer> carryOut(BenchLine line, Visit visit) {
        return staff.inWeChat(visit.resident().id())
                .filter(member -> member.role() != StaffMember.Role.VIEWER)
                .flatMap(member -> switch (line.deed()) {
                    case OPEN -> open(line.words(), member, visit);
                    case MEASURE -> measure(line, member, visit);
                    case CALL_TALENT -> talents.call(line, member, place -> isTheirs(place, member, visit), visit);
                    default ->
                        occasions
                                .heldBy(member.id())
                                .flatMap(meeting -> atMeeting(line, meeting, member, visit))
                                .defaultIfEmpty(LineAnswer.of("line-no-meeting"));
                })
                .defaultIfEmpty(LineAnswer.of("line-not-yours"));
    }

    /** A steward is there for what their posts reach, somebody with a desk for what they see of the community. */
    private Mono<Boolean> isTheirs(@Nullable Place place, StaffMember member, Visit visit) {
        if (member.role() == StaffMember.Role.STEWARD) {
            return posts.crew().map(crew -> crew.around(place, visit.directory()).stream()
                    .anyMatch(each -> each.id().equals(member.id())));
        }
        return scopes.of(member.id()).map(scope -> scope.isEverywhere() || place != null && scope.contains(place.id()));
    }

    private Mono<LineAnswer> open(String said, StaffMember member, Visit visit) {
        String[] parts = said.split(" ", 2);
        List<Forum> forums = visit.edition().forums().all();
        Forum forum = forums.stream()
                .filter(each -> each.name().equals(parts[0]))
                .findFirst()
                .orElse(null);
        if (forum == null) {
            String names = forums.stream().map(Forum::name).collect(Collectors.joining("、"));
            return Mono.just(LineAnswer.of("line-no-forum", Map.of("text", parts[0], "list", names)));
        }
        Place place = where(forum, parts[1].split("[\\s:：,，]+", 2)[0], visit)
                .or(() -> where(forum, parts[1], visit))
                .orElse(null);
        if (place == null && forum.reach() != Forum.Reach.COMMUNITY) {
            return Mono.just(LineAnswer.of("line-where"));
        }
        return isTheirs(place, member, visit)
                .flatMap(theirs -> theirs
                        ? occasions
                                .heldBy(member.id())
                                .map(held -> LineAnswer.of("line-held-already", words.facts(held)))
                                .switchIfEmpty(Mono.defer(() -> desk.open(meeting(forum, place, parts[1]), member.id())
                                        .map(opened -> LineAnswer.of("line-opened", words.facts(opened)))))
                        : Mono.just(LineAnswer.of("line-not-yours")));
    }

    /** The place that words name, as large as the forum reaches; empty: none, several, or one that the forum is not for. */
    private static Optional<Place> where(Forum forum, String words, Visit visit) {
        HeardPlace heard =
                visit.ears().hear(words, "", TalkState.EMPTY).reading().place();
        return heard.places().stream()
                .filter(each -> heard.places().size() == 1 && each.value().matches("[0-9]{1,18}"))
                .flatMap(each -> visit.directory().place(new PlaceId(Long.parseLong(each.value()))).stream())
                .flatMap(place -> visit.directory().around(place).stream())
                .filter(place -> forum.reach().isOf(place.kind()))
                .findFirst();
    }

    private OccasionDesk.Plan meeting(Forum forum, @Nullable Place place, String about) {
        Instant now = Instant.now(clock);
        String title = "%s：%s".formatted(forum.name(), about);
        return new OccasionDesk.Plan(
                Occasion.Kind.MEETING,
                title.length() > LONGEST_TITLE ? title.substring(0, LONGEST_TITLE) : title,
                forum.id(),
                0,
                0,
                place == null ? null : place.id(),
                place == null ? "社区" : place.fullName(),
                now,
                now.plus(MEETING),
                0,
                List.of(),
                false);
    }

    private Mono<LineAnswer> atMeeting(BenchLine line, Occasion meeting, StaffMember member, Visit visit) {
        return switch (line.deed()) {
            case GUESTS -> guests(line, meeting);
            case REMARK -> take(line, meeting, Remark.Kind.REMARK, "line-remark");
            case OPTION -> take(line, meeting, Remark.Kind.OPTION, "line-option");
            case HANDS -> hands(line, meeting);
            case ANSWER ->
                remark(line, meeting, remark -> meetings.answered(meeting, remark.position(), line.words())
                        .thenReturn(LineAnswer.of("line-answered", numbered(line, line.words()))));
            case TICKET -> remark(line, meeting, remark -> ticket(remark, meeting, member, visit));
            case TOPIC -> remark(line, meeting, remark -> topic(remark, meeting, member, visit));
            case PHOTO ->
                meetings.show(meeting, line.number(), visit.resident().id())
                        .map(photos -> LineAnswer.of("line-photo", Map.of("count", String.valueOf(photos))));
            case UNCLEAR -> Mono.just(LineAnswer.of("line-how"));
            default -> close(meeting);
        };
    }

    private static Map<String, String> numbered(BenchLine line, String text) {
        return Map.of("number", String.valueOf(line.number()), "text", text);
    }

    private Mono<LineAnswer> guests(BenchLine line, Occasion meeting) {
        List<String> names = Stream.of(line.words().split("[、,，;；\\s]+|和"))
                .filter(name -> !name.isBlank() && name.length() <= 20)
                .toList();
        return desk.checkIn(meeting.number(), names)
                .then(occasions.present(meeting))
                .map(present -> LineAnswer.of(
                        "line-guests", Map.of("list", String.join("、", names), "count", String.valueOf(present))));
    }

    private Mono<LineAnswer> take(BenchLine line, Occasion meeting, Remark.Kind kind, String notice) {
        if (Markup.removed(line.words()).isBlank()) {
            return Mono.just(LineAnswer.of("line-nothing-said"));
        }
        return meetings.take(meeting, kind, line.words())
                .map(position ->
                        LineAnswer.of(notice, Map.of("number", String.valueOf(position), "text", line.words())));
    }

    private Mono<LineAnswer> hands(BenchLine line, Occasion meeting) {
        int yes = 0;
        int no = 0;
        int neither = 0;
        Matcher next = HANDS.matcher(line.words());
        int at = 0;
        while (at < line.words().length()
                && next.region(at, line.words().length()).lookingAt()) {
            int count = Integer.parseInt(next.group(2));
            switch (next.group(1)) {
                case "赞成", "同意", "支持" -> yes = count;
                case "弃权" -> neither = count;
                default -> no = count;
            }
            at = next.end();
        }
        if (at < line.words().length()) {
            return Mono.just(LineAnswer.of("line-no-hands"));
        }
        Remark.Hands hands = new Remark.Hands(yes, no, neither);
        return meetings.raised(meeting, (int) line.number(), hands)
                .map(option -> {
                    Map<String, String> facts = new HashMap<>(numbered(line, option.words()));
                    facts.put("list", inWords(hands));
                    return LineAnswer.of("line-hands", facts);
                })
                .defaultIfEmpty(LineAnswer.of("line-no-option", Map.of("number", String.valueOf(line.number()))));
    }

    private static String inWords(Remark.Hands hands) {
        return "赞成 %d，反对 %d，弃权 %d".formatted(hands.yes(), hands.no(), hands.neither());
    }

    private interface Settling {
        Mono<LineAnswer> settle(Remark remark);
    }

    private Mono<LineAnswer> remark(BenchLine line, Occasion meeting, Settling settling) {
        return meetings.openRemark(meeting, (int) line.number())
                .flatMap(settling::settle)
                .defaultIfEmpty(LineAnswer.of("line-no-remark", Map.of("number", String.valueOf(line.number()))));
    }

    /** Whoever holds the meeting reports it for who said it. */
    private Mono<LineAnswer> ticket(Remark remark, Occasion meeting, StaffMember member, Visit visit) {
        String category = category(remark.words(), visit);
        String title = title(category, visit);
        NewTicket ticket = new NewTicket(
                visit.resident().id(),
                category,
                title,
                "%s上说的：%s".formatted(meeting.title(), remark.words()),
                remark.words(),
                meeting.place(),
                meeting.venue(),
                false);
        return tickets.open(ticket, Actor.of(member))
                .flatMap(opened -> meetings.becameTicket(meeting, remark.position(), opened.id())
                        .thenReturn(LineAnswer.of(
                                "line-ticket",
                                Map.of(
                                        "number",
                                        String.valueOf(remark.position()),
                                        "ticket.number",
                                        opened.number().toString(),
                                        "ticket.office",
                                        opened.office()))));
    }

    /** The kind of ticket that words are most likely about. */
    private static String category(String words, Visit visit) {
        return visit.edition().categoriesOf(words).stream()
                .filter(name -> visit.edition().scripts().named(name).isPresent())
                .findFirst()
                .orElse("other");
    }

    private static String title(String category, Visit visit) {
        return visit.edition()
                .scripts()
                .named(category)
                .map(script -> script.head().title())
                .orElse("");
    }

    private Mono<LineAnswer> topic(Remark remark, Occasion meeting, StaffMember member, Visit visit) {
        Forum forum = visit.edition().forums().forum(meeting.forum()).orElse(null);
        if (forum == null) {
            return Mono.empty();
        }
        String title = withoutSpeaker(remark.words());
        NewTopic topic = new NewTopic(
                forum,
                meeting.place(),
                title.length() > LONGEST_TITLE ? title.substring(0, LONGEST_TITLE - 1) + "…" : title,
                title,
                null);
        return topicDesk
                .raise(topic, Actor.of(member), List.of())
                .flatMap(raised -> meetings.becameTopic(meeting, remark.position(), raised.id())
                        .thenReturn(raised))
                .map(raised -> {
                    Map<String, String> facts = new HashMap<>(topicWords.facts(raised));
                    facts.put("number", String.valueOf(remark.position()));
                    return LineAnswer.of("line-topic", facts);
                });
    }

    /** Who said it is for the minutes; the topic is read by everybody. */
    private static String withoutSpeaker(String words) {
        return SPEAKER.matcher(words).replaceFirst("");
    }

    private Mono<LineAnswer> close(Occasion meeting) {
        return meetings.close(meeting)
                .flatMap(open -> open.isEmpty()
                        ? closed(meeting)
                        : Mono.just(LineAnswer.of(
                                "line-unanswered",
                                Map.of(
                                        "count",
                                        String.valueOf(open.size()),
                                        "list",
                                        open.stream()
                                                .map(each -> "%d. %s".formatted(each.position(), each.words()))
                                                .collect(Collectors.joining("\n"))))));
    }

    private Mono<LineAnswer> closed(Occasion meeting) {
        return Mono.zip(occasions.remarks(meeting).collectList(), occasions.present(meeting))
                .map(both -> {
                    Map<String, String> facts = words.facts(meeting);
                    facts.put("count", String.valueOf(both.getT2()));
                    facts.put(
                            "list",
                            both.getT1().stream().map(MeetingEffects::inWords).collect(Collectors.joining("\n")));
                    return LineAnswer.of("line-closed", facts);
                });
    }

    private static String inWords(Remark remark) {
        Remark.Hands hands = remark.hands();
        if (remark.kind() == Remark.Kind.OPTION) {
            return "选项 %d %s%s".formatted(remark.position(), remark.words(), hands == null ? "" : "：" + inWords(hands));
        }
        Remark.Outcome outcome = remark.outcome();
        String became = outcome == null
                ? ""
                : switch (outcome) {
                    case ANSWERED -> "答复：" + remark.answer();
                    case TICKET -> "工单编号 " + remark.answer();
                    case TOPIC -> "议题 " + remark.answer();
                };
        return "%d. %s → %s".formatted(remark.position(), remark.words(), became);
    }

    private Mono<LineAnswer> measure(BenchLine line, StaffMember member, Visit visit) {
        Matcher order = MEASURE.matcher(line.words());
        if (!order.matches() || Integer.parseInt(order.group(3)) > LONGEST_DAYS) {
            return Mono.just(LineAnswer.of("line-measure-unclear"));
        }
        return topics.numbered(line.number())
                .filterWhen(topic -> isTheirs(
                        topic.place() == null
                                ? null
                                : visit.directory().place(topic.place()).orElse(null),
                        member,
                        visit))
                .flatMap(topic -> {
                    String what = order.group(1).strip();
                    String category = category(what, visit);
                    Place place = topic.place() == null
                            ? null
                            : visit.directory().place(topic.place()).orElse(null);
                    return measures.take(
                            topic.number(),
                            new MeasureDesk.Order(
                                    topicWords.forum(topic),
                                    what,
                                    order.group(2).strip(),
                                    LocalDate.now(clock).plusDays(Long.parseLong(order.group(3))),
                                    category,
                                    title(category, visit),
                                    topic.place(),
                                    place == null ? "" : place.fullName()),
                            Actor.of(member));
                })
                .map(taken -> LineAnswer.of(
                        "line-measure",
                        Map.of(
                                "text",
                                "%s，%s，%s前".formatted(taken.what(), taken.who(), taken.dueOn()),
                                "ticket.number",
                                taken.ticket().toString())))
                .onErrorResume(IllegalTopicActionException.class, over -> Mono.empty())
                .defaultIfEmpty(LineAnswer.of("line-measure-refused", Map.of("number", String.valueOf(line.number()))));
    }
}
