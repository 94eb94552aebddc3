package org.bandeng.conversation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bandeng.community.ResidentId;
import org.bandeng.dialog.Rating;
import org.bandeng.occasion.Occasion;
import org.bandeng.occasion.OccasionListener;
import org.bandeng.occasion.Occasions;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Tells people of occasions: all who may come that there is one, and those who signed up what they must know. */
@Component
class OccasionNotices implements OccasionListener, Crier {

    private final Occasions occasions;
    private final Messenger messenger;
    private final OccasionWords words;
    private final DatabaseClient database;

    OccasionNotices(Occasions occasions, Messenger messenger, OccasionWords words, DatabaseClient database) {
        this.occasions = occasions;
        this.messenger = messenger;
        this.words = words;
        this.database = database;
    }

    @Override
    public Subject subject() {
        return Subject.OCCASION;
    }

    @Override
    public Mono<Cry> cry(long id, String notice) {
        return occasions.find(id).map(occasion -> new Cry(occasion.place(), resident -> invite(occasion, resident)));
    }

    /** A duty is for who has it, and a visit for who goes. */
    @Override
    public Mono<Void> planned(Occasion occasion) {
        boolean forAll = occasion.kind() != Occasion.Kind.DUTY && occasion.kind() != Occasion.Kind.VISIT;
        return forAll
                ? database.sql("insert into telling (occasion_id, notice) values (:occasion, 'occasion-invited')")
                        .bind("occasion", occasion.id())
                        .then()
                : Mono.empty();
    }

    @Override
    public Mono<Void> news(Occasion occasion, ResidentId resident, News what, String note) {
        return occasions
                .attendance(occasion, resident)
                .map(attendance -> words.facts(occasion, attendance.slot()))
                .defaultIfEmpty(words.facts(occasion))
                .flatMap(facts -> {
                    facts.put("note", note);
                    return messenger.tell(resident, notice(what), facts, choices(occasion, what));
                });
    }

    private static String notice(News what) {
        return switch (what) {
            case MOVED_UP -> "occasion-moved-up";
            case TOMORROW -> "occasion-tomorrow";
            case SOON -> "occasion-soon";
            case CANCELLED -> "occasion-cancelled";
            case OVER -> "occasion-over";
        };
    }

    private static Map<String, String> choices(Occasion occasion, News what) {
        Map<String, String> choices = new LinkedHashMap<>();
        for (int score = 5; what == News.OVER && score >= 1; score--) {
            choices.put("occasion:rate:%d:%d".formatted(occasion.number(), score), Rating.CAPTIONS.get(score));
        }
        return choices;
    }

    /** Invites one of those who may come. */
    private Mono<Void> invite(Occasion occasion, ResidentId resident) {
        if (!occasion.status().isToCome()) {
            return Mono.empty();
        }
        Map<String, String> facts = words.facts(occasion);
        String slots = OccasionWords.slots(occasion);
        facts.put("list", slots.isEmpty() ? "" : slots + "\n");
        Map<String, String> choices = new LinkedHashMap<>();
        if (occasion.slots().isEmpty()) {
            choices.put("occasion:sign-up:" + occasion.number(), "报名");
        }
        for (int slot = 1; slot <= occasion.slots().size(); slot++) {
            choices.put(
                    "occasion:sign-up:%d:%d".formatted(occasion.number(), slot),
                    occasion.slots().get(slot - 1).name());
        }
        return messenger.tell(resident, "occasion-invited", facts, choices);
    }
}
