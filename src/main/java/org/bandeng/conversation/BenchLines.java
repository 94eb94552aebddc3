package org.bandeng.conversation;

import java.util.Map;
import org.bandeng.community.StaffAccounts;
import org.bandeng.dialog.Input;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Hears the short lines by which residents come together and stewards hold a meeting, without a page and without a question. */
@Component
class BenchLines {

    private final StaffAccounts staff;

    BenchLines(StaffAccounts staff) {
        this.staff = staff;
    }

    /** What is to be done about words or a tap; empty: they are no such line, or not from who may say it. */
    Mono<Input.Event> hear(Visit visit, String said, String choice) {
        return Mono.justOrEmpty(BenchLine.of(said, choice))
                .filterWhen(line -> line.deed().isForStaff()
                        ? staff.inWeChat(visit.resident().id()).hasElement()
                        : Mono.just(true))
                .map(line -> Input.Event.of(
                        "bench-line", Map.of("bench.said", choice.startsWith("occasion:") ? choice : said)));
    }
}
