package org.bandeng.conversation;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.bandeng.community.ResidentId;
import org.bandeng.ticket.Ticket;
import org.bandeng.works.Check;
import org.bandeng.works.Works;
import org.bandeng.works.WorksListener;
import org.bandeng.works.WorksRegister;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Tells neighbours of works before they hear them, and those who reported something or watch how far they are. */
@Component
class WorksNotices implements WorksListener, Crier {

    private final WorksRegister register;
    private final Messenger messenger;
    private final DatabaseClient database;

    WorksNotices(WorksRegister register, Messenger messenger, DatabaseClient database) {
        this.register = register;
        this.messenger = messenger;
        this.database = database;
    }

    @Override
    public Subject subject() {
        return Subject.WORKS;
    }

    @Override
    public Mono<Cry> cry(long id, String notice) {
        return register.find(id)
                .filter(works -> works.status() == Works.Status.ANNOUNCED || !notice.equals("works-announced"))
                .map(works -> new Cry(
                        works.place(),
                        resident -> messenger.tell(resident, notice, facts(works), choices(works, notice))));
    }

    private static Map<String, String> facts(Works works) {
        Map<String, String> facts = WorksWords.facts(works);
        facts.put("note", works.outcome());
        return facts;
    }

    private static Map<String, String> choices(Works works, String notice) {
        return works.watched() && notice.equals("works-announced")
                ? Map.of("works:watch:" + works.number(), "我来监督")
                : Map.of();
    }

    @Override
    public Mono<Void> news(Works works, News what) {
        return database.sql("insert into telling (works_id, notice) values (:works, :notice)")
                .bind("works", works.id())
                .bind("notice", "works-" + what.name().toLowerCase(Locale.ROOT))
                .then();
    }

    @Override
    public Mono<Void> linked(Works works, Ticket ticket, boolean outOfHours) {
        Map<String, String> facts = WorksWords.facts(works);
        facts.put("ticket.number", ticket.number().toString());
        facts.put("note", outOfHours ? "这个时间不该有响声，我也记上了。" : "");
        return messenger.tell(ticket.resident(), "works-linked", facts, Map.of());
    }

    @Override
    public Mono<Void> progress(Works works, ResidentId resident, String words) {
        Map<String, String> facts = WorksWords.facts(works);
        facts.put("note", words);
        return messenger.tell(resident, "works-progress", facts, Map.of());
    }

    @Override
    public Mono<Void> ask(Works works, Check check, ResidentId watcher) {
        Map<String, String> facts = WorksWords.facts(works);
        facts.put("text", check.what());
        Map<String, String> choices = new LinkedHashMap<>();
        choices.put("works:good:%d:%d".formatted(works.number(), check.position()), "没问题");
        choices.put("works:bad:%d:%d".formatted(works.number(), check.position()), "有问题");
        return messenger.tell(watcher, "works-check", facts, choices);
    }
}
