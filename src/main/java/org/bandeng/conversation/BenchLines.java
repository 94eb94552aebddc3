package org.bandeng.conversation;

import java.util.Map;
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

    BenchLines(StaffAccounts staff, StaffTalk staffTalk, Occasions occasions) {
        this.staff = staff;
        this.staffTalk = staffTalk;
        this.occasions = occasions;
    }

    /** What is to be done about words or a tap; empty: they are no such line, or not from who may say it. */
    Mono<Input.Event> hear(Visit visit, String said, String choice) {
        return Mono.justOrEmpty(BenchLine.of(said, choice))
                .filterWhen(line -> line.deed().isForStaff()
                        ? staff.inWeChat(visit.resident().id())
                                .flatMap(member -> staffTalk.isUnderWay(visit)
                                        ? occasions.heldBy(member.id()).hasElement()
                                        : Mono.just(true))
                                .defaultIfEmpty(false)
                        : Mono.just(true))
                .map(line ->
                        Input.Event.of("bench-line", Map.of("bench.said", BenchLine.isTap(choice) ? choice : said)));
    }
}
