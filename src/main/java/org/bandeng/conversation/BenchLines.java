package org.bandeng.conversation;

import java.util.HashMap;
import java.util.Map;
import org.bandeng.agreement.Agreement;
import org.bandeng.agreement.Agreements;
import org.bandeng.community.ResidentId;
import org.bandeng.community.StaffAccounts;
import org.bandeng.dialog.Input;
import org.bandeng.occasion.Occasions;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Hears the short lines by which residents come together and stewards hold a meeting, without a page and without a question. */
@Component
class BenchLines {

    private final StaffAccounts staff;
    private final StaffTalk staffTalk;
    private final Occasions occasions;
    private final Agreements agreements;
    private final CareEffects care;
    private final CanvassEffects canvasses;

    BenchLines(
            StaffAccounts staff,
            StaffTalk staffTalk,
            Occasions occasions,
            Agreements agreements,
            CareEffects care,
            CanvassEffects canvasses) {
        this.staff = staff;
        this.staffTalk = staffTalk;
        this.occasions = occasions;
        this.agreements = agreements;
        this.care = care;
        this.canvasses = canvasses;
    }

    /** What is to be done about words or a tap; empty: they are no such line, or not from who may say it. */
    Mono<Input.Event> hear(Visit visit, String said, String choice) {
        return Mono.justOrEmpty(BenchLine.of(said, choice))
                .switchIfEmpty(Mono.defer(() -> canvasses.answered(said, visit)))
                .filterWhen(line -> line.deed().isForStaff()
                        ? staff.inWeChat(visit.resident().id())
                                .flatMap(member -> staffTalk.isUnderWay(visit)
                                        ? occasions.heldBy(member.id()).hasElement()
                                        : Mono.just(true))
                                .defaultIfEmpty(false)
                        : Mono.just(true))
                .filterWhen(line -> isMeant(line, visit))
                .map(line -> {
                    String bare = line.deed() == BenchLine.Deed.CANVASS
                                    && BenchLine.of(said, choice).isEmpty()
                            ? "canvass:%d:%s".formatted(line.number(), line.words())
                            : said;
                    Map<String, String> facts = Map.of("bench.said", BenchLine.isTap(choice) ? choice : bare);
                    return switch (line.deed()) {
                        case GOOD -> Input.Event.of("watch", with(facts, "good"));
                        case BAD -> Input.Event.of("watch", with(facts, "bad"));
                        default -> Input.Event.of("bench-line", facts);
                    };
                });
    }

    private static Map<String, String> with(Map<String, String> facts, String found) {
        Map<String, String> all = new HashMap<>(facts);
        all.put("watch.found", found);
        return all;
    }

    /** A picture of who holds a meeting belongs to its minutes; empty: nobody does. */
    Mono<Input.Event> see(Visit visit) {
        return staff.inWeChat(visit.resident().id())
                .flatMap(member -> occasions.heldBy(member.id()))
                .filter(meeting -> visit.media() != null && !staffTalk.isUnderWay(visit))
                .map(meeting -> Input.Event.of("bench-line", Map.of("bench.said", "meeting:photo:" + visit.media())));
    }

    /** Words that say anything else, too, are such a line only of who was asked, signed up or holds a meeting. */
    private Mono<Boolean> isMeant(BenchLine line, Visit visit) {
        ResidentId resident = visit.resident().id();
        return switch (line.deed()) {
            // Also of who signed up for nothing: the words alone would sound as if somebody gave up.
            case STAY_AWAY -> Mono.just(!visit.isInDialog());
            case AGREE, DISAGREE ->
                visit.isInDialog()
                        ? Mono.just(false)
                        : agreements.of(resident).any(each -> each.status() == Agreement.Status.FROZEN);
            case WORKS, CANVASS -> Mono.just(line.number() > 0 || !visit.isInDialog());
            case CARE, CARE_SEEN, CARE_NO_ANSWER, CARE_REACHED, CARE_NOT_REACHED ->
                line.number() == 0 && (visit.isInDialog() || staffTalk.isUnderWay(visit))
                        ? Mono.just(false)
                        : care.isMeant(line, visit);
            case WHOSE ->
                Mono.just(visit.edition().forums().responsibleFor(line.words()).isPresent());
            case UNCLEAR ->
                staff.inWeChat(resident)
                        .flatMap(member -> occasions.heldBy(member.id()))
                        .hasElement();
            default -> Mono.just(true);
        };
    }
}
