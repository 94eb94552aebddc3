package org.bandeng.conversation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bandeng.canvass.Canvass;
import org.bandeng.canvass.CanvassListener;
import org.bandeng.canvass.CanvassResult;
import org.bandeng.canvass.Canvasses;
import org.bandeng.community.ResidentId;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Puts the question of a canvass, and tells those who answered what came of it. */
@Component
class CanvassNotices implements CanvassListener, Crier {

    private final Canvasses canvasses;
    private final Messenger messenger;
    private final CanvassWords words;
    private final DatabaseClient database;

    CanvassNotices(Canvasses canvasses, Messenger messenger, CanvassWords words, DatabaseClient database) {
        this.canvasses = canvasses;
        this.messenger = messenger;
        this.words = words;
        this.database = database;
    }

    @Override
    public Subject subject() {
        return Subject.CANVASS;
    }

    @Override
    public Mono<Cry> cry(long id, String notice) {
        Mono<Canvass> canvass = canvasses.find(id);
        return notice.equals("canvass-closed")
                ? canvass.flatMap(closed -> canvasses
                        .result(closed)
                        .map(result -> new Cry(closed.place(), resident -> tellResult(closed, result, resident))))
                : canvass.filter(Canvass::open).map(open -> new Cry(open.place(), resident -> ask(open, resident)));
    }

    @Override
    public Mono<Void> opened(Canvass canvass) {
        return toAll(canvass, "canvass-demand");
    }

    @Override
    public Mono<Void> closed(Canvass canvass) {
        return toAll(canvass, "canvass-closed");
    }

    private Mono<Void> toAll(Canvass canvass, String notice) {
        return database.sql("insert into telling (canvass_id, notice) values (:canvass, :notice)")
                .bind("canvass", canvass.id())
                .bind("notice", notice)
                .then();
    }

    @Override
    public Mono<Void> ask(Canvass canvass, ResidentId resident) {
        Map<String, String> choices = new LinkedHashMap<>();
        for (int option = 1; option <= canvass.options().size(); option++) {
            choices.put(
                    "canvass:%d:%d".formatted(canvass.number(), option),
                    canvass.options().get(option - 1));
        }
        return messenger.tell(resident, "canvass-" + canvass.kind().code(), words.facts(canvass), choices);
    }

    private Mono<Void> tellResult(Canvass canvass, CanvassResult result, ResidentId resident) {
        Map<String, String> facts = words.facts(canvass);
        facts.put("count", String.valueOf(result.answered()));
        facts.put("list", CanvassWords.counted(canvass, result));
        return canvasses
                .hasAnswered(canvass, resident)
                .filter(answered -> answered)
                .flatMap(answered -> messenger.tell(resident, "canvass-closed", facts, Map.of()));
    }
}
