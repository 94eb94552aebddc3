package org.bandeng.conversation;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bandeng.community.Invitations;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffMember;
import org.bandeng.dialog.Candidate;
import org.bandeng.dialog.DialogState;
import org.bandeng.dialog.Input;
import org.bandeng.dialog.Notices;
import org.bandeng.dialog.Wording;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketAction;
import org.bandeng.ticket.TicketNumber;
import org.bandeng.ticket.Tickets;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Hears what those who work on tickets say in WeChat: short words such as 接单 or 办结 1013 换了灯泡, and what they tap. For
 * everybody else these are words like any other.
 */
@Component
class StaffTalk {

    /** What tapped choices of work are called: work:DEED:TICKET. */
    private static final Pattern TAPPED = Pattern.compile("work:([a-z-]{4,10}):([0-9]{2,15})");

    private static final Map<String, String> WORDS = new LinkedHashMap<>();

    /** Words that no resident says for anything else. */
    private static final Set<String> CERTAIN =
            Set.of("我的任务", "待办", "我的单", "接单", "退回", "退单", "转派", "转单", "写进展", "等居民", "等配件", "等别的单位", "办结");

    private static final Pattern INVITED = Pattern.compile("(?:绑定|邀请码)[:：\\s]*([A-Za-z2-9]{4}[-— ]?[A-Za-z2-9]{4})");

    static {
        of("list", "我的任务", "任务", "待办", "我的单");
        of("accept", "接单", "我接", "我来");
        of("decline", "退回", "退单");
        of("hand-over", "转派", "转给别人", "转单");
        of("start", "开始", "出发", "开始办", "接着办");
        of("note", "进展", "写进展");
        of("wait-resident", "等居民");
        of("wait-parts", "等配件");
        of("wait-office", "等别的单位", "等单位");
        of("resolve", "办结", "办好了", "完成", "修好了");
        of("explain", "办不了", "不能办");
    }

    /** 办结; 办结 1013 换了灯泡; 办结，换了灯泡. A number with 楼, 天 or the like behind it is
     * no ticket. */
    private static final Pattern COMMAND =
            Pattern.compile("""
            (?<word>%s)了?(?:
                [\\s:：,，]*(?:编号|工单)?[\\s:：]*(?<number>[0-9]{2,15})(?![-0-9.号楼栋幢层单室年月日点天个米分小元块户件])[\\s:：,，]*(?<told>.{0,300})
                |[\\s:：,，。]+(?<words>\\S.{0,299}))?""".formatted(String.join("|", WORDS.keySet())), Pattern.DOTALL | Pattern.COMMENTS);

    /** By which each deed is known to the ticket. */
    private static final Map<String, Set<TicketAction>> ACTIONS = Map.of(
            "accept", Set.of(TicketAction.ACCEPT),
            "decline", Set.of(TicketAction.DECLINE),
            "hand-over", Set.of(TicketAction.DISPATCH),
            "start", Set.of(TicketAction.START, TicketAction.RESUME),
            "note", Set.of(TicketAction.NOTE),
            "wait-resident", Set.of(TicketAction.WAIT),
            "wait-parts", Set.of(TicketAction.WAIT),
            "wait-office", Set.of(TicketAction.WAIT),
            "resolve", Set.of(TicketAction.RESOLVE),
            "explain", Set.of(TicketAction.RESOLVE));

    /** Deeds that are done by tapping what was sent. */
    private static final Set<String> TAPPABLE = Set.of("accept", "decline", "start", "resolve", "explain", "hand-over");

    /** So long after they did something somebody still means that with a picture. */
    private static final Duration AT_WORK = Duration.ofHours(1);

    private final StaffAccounts staff;
    private final Invitations invitations;
    private final Tickets tickets;
    private final TicketWords words;
    private final Clock clock;

    StaffTalk(StaffAccounts staff, Invitations invitations, Tickets tickets, TicketWords words, Clock clock) {
        this.staff = staff;
        this.invitations = invitations;
        this.tickets = tickets;
        this.words = words;
        this.clock = clock;
    }

    private static void of(String deed, String... words) {
        for (String word : words) {
            WORDS.put(word, deed);
        }
    }

    /** What is to be done about words or a tap; empty: they are nothing for those who work here. */
    Mono<Input.Event> hear(Visit visit, String said, String choice) {
        Matcher invited = INVITED.matcher(said.strip());
        if (invited.matches()) {
            return invitations
                    .accept(visit.resident().id(), invited.group(1).replaceAll("[— ]", "-"))
                    .map(StaffMember::name)
                    .map(name -> Input.Event.of("invited", Map.of("staff.name", name, "bound", "false")))
                    .switchIfEmpty(Mono.defer(() -> notInvited(visit)));
        }
        if (said.strip().matches("绑定|邀请码")) {
            return notInvited(visit);
        }
        Matcher tapped = TAPPED.matcher(choice);
        if (tapped.matches() && TAPPABLE.contains(tapped.group(1))) {
            return staff.inWeChat(visit.resident().id())
                    .flatMap(member -> about(visit, member, tapped.group(1), tapped.group(2), ""));
        }
        Matcher command = COMMAND.matcher(said.strip());
        if (!command.matches()) {
            return Mono.empty();
        }
        return heard(visit, command);
    }

    private Mono<Input.Event> heard(Visit visit, Matcher command) {
        String word = command.group("word");
        String deed = String.valueOf(WORDS.get(word));
        String number = command.group("number");
        if (number != null) {
            String told = told(deed, command.group("told").strip(), visit);
            return staff.inWeChat(visit.resident().id()).flatMap(member -> about(visit, member, deed, number, told));
        }
        boolean certain = CERTAIN.contains(word);
        String words =
                command.group("words") == null ? "" : command.group("words").strip();
        // 修好了 is also the answer to how it went, and 修好了，谢谢 what a resident says.
        if (words.isEmpty() ? isUnderWay(visit) : !certain) {
            return Mono.empty();
        }
        return staff.inWeChat(visit.resident().id())
                .flatMap(member -> fitting(visit, member, deed, certain, told(deed, words, visit)));
    }

    private Mono<Input.Event> notInvited(Visit visit) {
        return staff.inWeChat(visit.resident().id())
                .hasElement()
                .map(bound -> Input.Event.of("invited", Map.of("staff.name", "", "bound", String.valueOf(bound))));
    }

    private static boolean mustBeAcceptedFirst(Ticket ticket, String deed) {
        return ticket.allows(TicketAction.ACCEPT)
                && ACTIONS.getOrDefault(deed, Set.of(TicketAction.ACCEPT)).stream()
                        .noneMatch(ticket::allows);
    }

    /** What was said with the number; empty if it tells nobody anything, so that they are asked. */
    private static String told(String deed, String said, Visit visit) {
        String told = deed.equals("explain")
                ? Reasons.said(said, visit.edition().routing().reasons())
                : said;
        return Wording.isSentence(told) ? said : "";
    }

    /** Whether somebody is being asked about their work: what they say then is no report of their own, and no cry for help. */
    boolean isUnderWay(Visit visit) {
        DialogState top = visit.talk().top();
        return top != null
                && visit.edition()
                        .scripts()
                        .named(top.dialog())
                        .filter(script -> script.head().events().contains("work"))
                        .isPresent();
    }

    /** A new order takes the place of the question that the one before had left open. */
    Visit withoutWork(Visit visit) {
        return isUnderWay(visit) ? visit.with(visit.before().withoutTop()) : visit;
    }

    /** Whoever has no desk knows of those tickets only that they were given. */
    private Mono<Input.Event> about(Visit visit, StaffMember member, String deed, String number, String said) {
        Map<String, String> known = known(visit, deed, said);
        boolean all = member.role() != StaffMember.Role.STEWARD;
        return Mono.justOrEmpty(TicketNumber.parse(number))
                .flatMap(tickets::numbered)
                .filterWhen(ticket -> all ? Mono.just(true) : tickets.wasGivenTo(ticket, member.id()))
                .map(ticket -> {
                    known.putAll(words.known(ticket, visit.edition().notices()));
                    if (mustBeAcceptedFirst(ticket, deed)) {
                        known.put("deed", "accept-first");
                    }
                    return event(known, List.of());
                })
                .switchIfEmpty(Mono.fromSupplier(() -> event(known(visit, "list", number), List.of())));
    }

    /** Of what they have, what the deed is possible for: if it is one, that; if there are several, they are asked which. */
    private Mono<Input.Event> fitting(Visit visit, StaffMember member, String deed, boolean certain, String said) {
        return tickets.heldBy(member.id())
                .filter(ticket ->
                        !ACTIONS.containsKey(deed) || ACTIONS.get(deed).stream().anyMatch(ticket::allows))
                .collectList()
                // Whoever has nothing to do says 修好了 as a resident.
                .filter(fit -> certain || !fit.isEmpty())
                .map(fit -> {
                    if (fit.isEmpty() || deed.equals("list")) {
                        return event(known(visit, "list", ""), List.of());
                    }
                    return oneOf(fit, deed, said, visit);
                });
    }

    /** Whoever sends a picture by itself shows what they are working on; empty: they are working on nothing. */
    Mono<Input.Event> see(Visit visit) {
        return staff.inWeChat(visit.resident().id())
                .flatMapMany(
                        member -> tickets.workedOn(member.id(), clock.instant().minus(AT_WORK)))
                .collectList()
                .filter(fit -> !fit.isEmpty())
                .map(fit -> oneOf(fit, "photo", "", visit));
    }

    /** If there are several they are asked which. */
    private Input.Event oneOf(List<Ticket> fit, String deed, String said, Visit visit) {
        Notices notices = visit.edition().notices();
        Map<String, String> known = known(visit, deed, said);
        if (fit.size() > 1) {
            return event(known, words.listed(fit, notices));
        }
        known.putAll(words.known(fit.get(0), notices));
        return event(known, List.of());
    }

    private static Map<String, String> known(Visit visit, String deed, String said) {
        Map<String, String> known = new HashMap<>();
        known.put("deed", deed);
        known.put("said", said);
        known.put("picture", visit.media() == null ? "" : String.valueOf(visit.media()));
        known.put("reasons", Reasons.numbered(visit.edition().routing().reasons()));
        return known;
    }

    private static Input.Event event(Map<String, String> known, List<Candidate> offered) {
        return new Input.Event("work", Input.Words.of(""), known, offered);
    }
}
