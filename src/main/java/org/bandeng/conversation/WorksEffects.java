package org.bandeng.conversation;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bandeng.community.Place;
import org.bandeng.dialog.Script;
import org.bandeng.ticket.NewTicket;
import org.bandeng.ticket.Ticket;
import org.bandeng.works.Check;
import org.bandeng.works.Works;
import org.bandeng.works.WorksDesk;
import org.bandeng.works.WorksRegister;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What residents ask and say of works: what goes on around them, that they watch over it, and what they saw. */
@Component
class WorksEffects {

    private static final int SHOWN = 6;

    private final WorksRegister register;
    private final WorksDesk desk;
    private final Transcript transcript;
    private final TicketWords words;
    private final Clock clock;

    WorksEffects(WorksRegister register, WorksDesk desk, Transcript transcript, TicketWords words, Clock clock) {
        this.register = register;
        this.desk = desk;
        this.transcript = transcript;
        this.words = words;
        this.clock = clock;
    }

    Mono<LineAnswer> carryOut(BenchLine line, String pictures, Visit visit) {
        return switch (line.deed()) {
            case WATCH ->
                desk.watch(line.number(), visit.resident().id())
                        .map(works -> LineAnswer.of("line-watching", WorksWords.facts(works)))
                        .defaultIfEmpty(LineAnswer.of("line-not-watched"));
            case UNWATCH ->
                desk.unwatch(line.number(), visit.resident().id())
                        .map(left -> LineAnswer.of(left ? "line-unwatched" : "line-not-watched"));
            case GOOD, BAD -> seen(line, pictures, visit);
            default -> list(visit);
        };
    }

    private Mono<LineAnswer> list(Visit visit) {
        Home home = visit.ears().home();
        Place place = home == null ? null : home.place();
        if (place == null) {
            return Mono.just(LineAnswer.of("line-works-where"));
        }
        Long[] around = Stream.concat(
                        visit.directory().around(place).stream(), visit.directory().inside(place).stream())
                .map(each -> each.id().value())
                .distinct()
                .toArray(Long[]::new);
        return register.concerning(around, LocalDate.now(clock), SHOWN)
                .collectList()
                .map(all -> all.isEmpty()
                        ? LineAnswer.of("line-no-works")
                        : LineAnswer.of("line-works", Map.of("list", WorksWords.listed(all))));
    }

    /** 2 钢筋露在外面: the second thing to look at, and what is not good about it. */
    private Mono<LineAnswer> seen(BenchLine line, String pictures, Visit visit) {
        String[] parts = line.words().split(" ", 2);
        int position = parts[0].matches("[0-9]{1,3}") ? Integer.parseInt(parts[0]) : 0;
        String said = parts.length > 1 ? parts[1].strip() : "";
        List<Long> media = Transcript.media(pictures);
        return register.numbered(line.number())
                .flatMap(works -> desk.note(
                        works.number(),
                        position,
                        visit.resident().id(),
                        check -> new WorksDesk.Seen(
                                said,
                                media.isEmpty() ? null : media.get(0),
                                line.deed() == BenchLine.Deed.GOOD ? null : report(works, check, said, visit))))
                .flatMap(noted -> noted.ticket() == null
                        ? Mono.just(LineAnswer.of("line-watched-good", WorksWords.facts(noted.works())))
                        : bad(noted.works(), noted.ticket(), media, visit))
                .defaultIfEmpty(LineAnswer.of("line-not-watched"));
    }

    private Mono<LineAnswer> bad(Works works, Ticket ticket, List<Long> media, Visit visit) {
        Map<String, String> facts = WorksWords.facts(works);
        facts.putAll(words.facts(ticket));
        return transcript
                .show(visit.resident().id(), media, ticket.id())
                .thenReturn(LineAnswer.of("line-watched-bad", facts));
    }

    private static NewTicket report(Works works, Check check, String said, Visit visit) {
        String category = works.categories().get(0);
        String title =
                visit.edition().scripts().named(category).map(Script::title).orElse(works.title());
        return new NewTicket(
                visit.resident().id(),
                category,
                title,
                "监督施工 %d（%s），看“%s”时发现：%s".formatted(works.number(), works.title(), check.what(), said),
                said,
                works.place(),
                works.venue(),
                false);
    }
}
