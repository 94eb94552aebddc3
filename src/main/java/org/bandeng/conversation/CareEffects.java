package org.bandeng.conversation;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bandeng.care.CareDesk;
import org.bandeng.care.CareDesk.Found;
import org.bandeng.care.CareList;
import org.bandeng.care.CareVisit;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffMember;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What stewards and coordinators say of those whom they look after; it is sealed in the transcript with the answer. */
@Component
class CareEffects {

    /** Said by who looks after somebody these mean nothing else, and no name of theirs may get into a ticket. */
    private static final Set<BenchLine.Deed> ALWAYS =
            EnumSet.of(BenchLine.Deed.CARE, BenchLine.Deed.CARE_SEEN, BenchLine.Deed.CARE_NO_ANSWER);

    private final CareList list;
    private final CareDesk desk;
    private final StaffAccounts staff;
    private final Transcript transcript;
    private final CareNotices notices;

    CareEffects(CareList list, CareDesk desk, StaffAccounts staff, Transcript transcript, CareNotices notices) {
        this.list = list;
        this.desk = desk;
        this.staff = staff;
        this.transcript = transcript;
        this.notices = notices;
    }

    /** Whether a line is one of who looks after somebody; without a number, if it says anything new of a visit. */
    Mono<Boolean> isMeant(BenchLine line, Visit visit) {
        return staff.inWeChat(visit.resident().id())
                .flatMap(member -> ALWAYS.contains(line.deed()) || line.number() > 0
                        ? list.knownTo(member.id()).hasElements()
                        : about(line, member).map(all -> !all.isEmpty()))
                .defaultIfEmpty(false);
    }

    /** The visits that a line says something new of. */
    private Mono<List<CareVisit>> about(BenchLine line, StaffMember member) {
        return meant(line, member)
                .filter(visit -> found(line).isPossibleFrom(visit.status()))
                .collectList();
    }

    private Flux<CareVisit> meant(BenchLine line, StaffMember member) {
        return list.open(member.id()).filter(visit -> line.number() == 0 || line.number() == visit.id());
    }

    private static Found found(BenchLine line) {
        return switch (line.deed()) {
            case CARE_SEEN -> Found.SEEN;
            case CARE_NO_ANSWER -> Found.NO_ANSWER;
            case CARE_REACHED -> Found.REACHED;
            default -> Found.NOT_REACHED;
        };
    }

    Mono<LineAnswer> carryOut(BenchLine line, Visit visit) {
        return transcript
                .seal(visit.messageId())
                .then(Mono.defer(() -> staff.inWeChat(visit.resident().id())))
                .flatMap(member -> line.deed() == BenchLine.Deed.CARE
                        ? list.open(member.id()).collectList().map(this::listed)
                        : about(line, member).flatMap(all -> said(line, member, all)))
                .defaultIfEmpty(LineAnswer.of("line-care-none"));
    }

    /** Where it says nothing new, how it stands is said once more: it may not be over. */
    private Mono<LineAnswer> said(BenchLine line, StaffMember member, List<CareVisit> all) {
        return switch (all.size()) {
            case 0 -> meant(line, member).next().map(this::answer);
            case 1 -> desk.found(all.get(0).id(), member.id(), found(line)).map(this::answer);
            default -> Mono.just(listed(all));
        };
    }

    private LineAnswer listed(List<CareVisit> all) {
        return all.isEmpty()
                ? LineAnswer.of("line-care-none")
                : LineAnswer.of(
                        "line-care-list",
                        Map.of(
                                "list",
                                all.stream()
                                        .map(each -> "%d. %s（%s）%s"
                                                .formatted(
                                                        each.id(),
                                                        each.person().who().name(),
                                                        each.person().who().place(),
                                                        each.person().who().phone()))
                                        .collect(Collectors.joining("\n")),
                                "number",
                                String.valueOf(all.get(0).id())));
    }

    private LineAnswer answer(CareVisit visit) {
        return LineAnswer.of(
                switch (visit.status()) {
                    case SEEN, REACHED -> "line-care-well";
                    case ASKED -> "line-care-asked";
                    case AGAIN -> "line-care-again";
                    case CALL -> "line-care-call";
                    default -> "line-care-alarm";
                },
                notices.facts(visit));
    }
}
