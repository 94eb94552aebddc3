package org.bandeng.conversation;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.bandeng.care.CareListener;
import org.bandeng.care.CarePerson;
import org.bandeng.care.CareVisit;
import org.bandeng.community.ResidentId;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffId;
import org.bandeng.outbox.Outbox;
import org.bandeng.outbox.OutgoingMessage;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tells the steward and the coordinator what is to be done; nobody reads it in a conversation at a desk. What is for somebody who
 * works here no more goes to the coordinator, and without one to all at a desk, who are not told whom it is about.
 */
@Component
class CareNotices implements CareListener {

    private final StaffAccounts staff;
    private final Outbox outbox;
    private final Dialogs dialogs;
    private final TicketWords words;

    CareNotices(StaffAccounts staff, Outbox outbox, Dialogs dialogs, TicketWords words) {
        this.staff = staff;
        this.outbox = outbox;
        this.dialogs = dialogs;
        this.words = words;
    }

    @Override
    public Mono<Void> news(CareVisit visit, StaffId who, News what) {
        return inWeChat(who)
                .switchIfEmpty(Mono.defer(() -> inWeChat(visit.person().coordinator())))
                .flatMap(to -> put(
                                to, "care-" + what.name().toLowerCase(Locale.ROOT), facts(visit), choices(visit, what))
                        .thenReturn(to))
                .switchIfEmpty(Mono.defer(() -> toTheDesk().then(Mono.empty())))
                .then();
    }

    private Mono<ResidentId> inWeChat(StaffId who) {
        return staff.present()
                .filter(member -> member.id().equals(who))
                .next()
                .flatMap(member -> Mono.justOrEmpty(member.weChat()));
    }

    private Mono<Void> toTheDesk() {
        return staff.atDeskAndInWeChat()
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(member ->
                        Mono.justOrEmpty(member.weChat()).flatMap(to -> put(to, "care-orphaned", Map.of(), Map.of())))
                .then();
    }

    /** What notices may say of a visit. */
    Map<String, String> facts(CareVisit visit) {
        CarePerson.Who who = visit.person().who();
        Map<String, String> facts = new HashMap<>();
        facts.put("number", String.valueOf(visit.id()));
        facts.put("name", who.name());
        facts.put("text", who.place());
        facts.put("list", line("电话", who.phone()) + line("家里人", who.relative()) + line("留意", who.note()));
        facts.put("time", visit.callBy() == null ? "" : words.stamp(visit.callBy()));
        return facts;
    }

    private static String line(String what, String said) {
        return said.isEmpty() ? "" : "%s：%s\n".formatted(what, said);
    }

    private static Map<String, String> choices(CareVisit visit, News what) {
        Map<String, String> choices = new LinkedHashMap<>();
        switch (what) {
            case VISIT, AGAIN -> {
                choices.put("care:seen:" + visit.id(), "已看望");
                choices.put("care:no_answer:" + visit.id(), "没人应");
            }
            case CALL, SILENT, OVERDUE -> {
                choices.put("care:reached:" + visit.id(), "打通了，人好着");
                choices.put("care:not_reached:" + visit.id(), "没打通");
            }
            case ALARM -> choices.put("care:seen:" + visit.id(), "见到人了，好着");
            case WELL -> {}
        }
        return choices;
    }

    private Mono<Void> put(ResidentId to, String notice, Map<String, String> facts, Map<String, String> choices) {
        return outbox.put(OutgoingMessage.ofTopic(
                        to, notice, facts, dialogs.notices().say(notice, facts), choices))
                .then();
    }
}
