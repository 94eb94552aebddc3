package org.bandeng.conversation;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bandeng.care.CareListener;
import org.bandeng.care.CarePerson;
import org.bandeng.care.CareVisit;
import org.bandeng.community.ResidentId;
import org.bandeng.community.Residents;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffId;
import org.bandeng.community.StaffMember;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tells the steward and the coordinator what is to be done; nobody reads it in a conversation at a desk. What cannot reach one of
 * them goes to the other; when the coordinator cannot be told, or nothing is heard for too long, dispatchers are told whom to wake,
 * not whom it is about.
 */
@Component
class CareNotices implements CareListener {

    /** What somebody must do within the hour, or at once. */
    private static final Set<News> URGENT = EnumSet.of(News.CALL, News.SILENT, News.OVERDUE, News.ALARM);

    private final StaffAccounts staff;
    private final Residents residents;
    private final Messenger messenger;
    private final TicketWords words;

    CareNotices(StaffAccounts staff, Residents residents, Messenger messenger, TicketWords words) {
        this.staff = staff;
        this.residents = residents;
        this.messenger = messenger;
        this.words = words;
    }

    @Override
    public Mono<Void> news(CareVisit visit, StaffId who, News what) {
        CarePerson person = visit.person();
        return reachable().flatMap(reachable -> {
            List<ResidentId> to = Stream.of(who, person.coordinator(), person.steward())
                    .filter(reachable::containsKey)
                    .map(reachable::get)
                    .map(StaffMember::weChat)
                    .filter(Objects::nonNull)
                    .limit(1)
                    .toList();
            String notice = "care-" + what.name().toLowerCase(Locale.ROOT);
            boolean rings = who.equals(person.coordinator()) && URGENT.contains(what);
            boolean late = rings && (what == News.OVERDUE || !reachable.containsKey(who));
            return Flux.fromIterable(to)
                    .concatMap(each -> messenger.tell(each, notice, facts(visit), choices(visit, what)))
                    .then(late ? tellTheDesk(visit, reachable) : Mono.empty());
        });
    }

    /** Whoever works here and follows the account; to others nothing would come through. */
    private Mono<Map<StaffId, StaffMember>> reachable() {
        return staff.present()
                .filter(member -> member.weChat() != null)
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .filterWhen(member -> Mono.justOrEmpty(member.weChat())
                        .flatMap(residents::find)
                        .map(resident -> resident.followed() && !resident.isErased())
                        .defaultIfEmpty(false))
                .collectMap(StaffMember::id);
    }

    /** Somebody must see to it that the two do it; whom it is about is not said. */
    private Mono<Void> tellTheDesk(CareVisit visit, Map<StaffId, StaffMember> reachable) {
        CarePerson person = visit.person();
        String name = Stream.of(person.coordinator(), person.steward())
                .filter(reachable::containsKey)
                .map(reachable::get)
                .map(StaffMember::name)
                .distinct()
                .collect(Collectors.joining("、"));
        Map<String, String> facts =
                Map.of("number", String.valueOf(visit.id()), "name", name.isEmpty() ? "（都不在岗了）" : name);
        return Flux.fromIterable(reachable.values())
                .filter(member ->
                        member.role().isAtLeast(StaffMember.Role.DISPATCHER) && !person.isKnownTo(member.id()))
                .concatMap(member -> Mono.justOrEmpty(member.weChat())
                        .flatMap(to -> messenger.tell(to, "care-orphaned", facts, Map.of())))
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
        facts.put("time", visit.callBy() == null ? "" : words.moment(visit.callBy()));
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
                choices.put("care:reached:" + visit.id(), "打通了");
                choices.put("care:not_reached:" + visit.id(), "没打通");
            }
            case ALARM -> choices.put("care:seen:" + visit.id(), "见到人了");
            case WELL -> {}
        }
        return choices;
    }
}
