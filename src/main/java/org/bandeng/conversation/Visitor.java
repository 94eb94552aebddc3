package org.bandeng.conversation;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.bandeng.community.Place;
import org.bandeng.community.PlaceId;
import org.bandeng.community.Residents;
import org.bandeng.conversation.Incoming.Content;
import org.bandeng.dialog.Input;
import org.bandeng.occasion.Occasion;
import org.bandeng.occasion.Occasions;
import org.bandeng.outbox.Attempts;
import org.bandeng.outbox.Outbox;
import org.bandeng.outbox.Reach;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Takes what residents do without a word: they follow, scan a code, leave, choose what may be sent to them. */
@Component
class Visitor {

    private final DialogRunner dialogs;
    private final Residents residents;
    private final Reach reach;
    private final Attempts attempts;
    private final Outbox outbox;
    private final ConversationProperties properties;
    private final Occasions occasions;
    private final Clock clock;

    Visitor(
            DialogRunner dialogs,
            Residents residents,
            Reach reach,
            Attempts attempts,
            Outbox outbox,
            ConversationProperties properties,
            Occasions occasions,
            Clock clock) {
        this.dialogs = dialogs;
        this.residents = residents;
        this.reach = reach;
        this.attempts = attempts;
        this.outbox = outbox;
        this.properties = properties;
        this.occasions = occasions;
        this.clock = clock;
    }

    /** Answers what it knows; empty for anything else. */
    Mono<Visit.Outcome> hear(Visit visit) {
        Content content = visit.content();
        if (content instanceof Content.Subscribed subscribed) {
            return subscribed.scene().isEmpty()
                    ? dialogs.on("subscribe", visit)
                    : scanned(visit, subscribed.scene(), "subscribe");
        }
        if (content instanceof Content.Scanned scan) {
            return scanned(visit, scan.scene(), "scanned");
        }
        if (content instanceof Content.Unsubscribed) {
            return leaves(visit, Instant.now(clock).plus(properties.eraseAfterUnfollow()));
        }
        if (content instanceof Content.ConsentWithdrawn) {
            return leaves(visit, Instant.now(clock));
        }
        if (content instanceof Content.TemplateChoices choices) {
            return Flux.fromIterable(choices.choices())
                    .concatMap(each -> reach.consented(visit.resident().id(), each.templateId(), each.accepted()))
                    .then(outbox.releaseHeld(visit.resident().id()))
                    .thenReturn(Visit.Outcome.silent(visit.before()));
        }
        if (content instanceof Content.DeliveryReports reports) {
            return Flux.fromIterable(reports.reports())
                    .concatMap(each ->
                            attempts.reported(visit.resident().id(), each.platformId(), each.problem(), each.refused()))
                    .then(Mono.just(Visit.Outcome.silent(visit.before())));
        }
        return content instanceof Content.Silent || content instanceof Content.Unreadable
                ? Mono.just(Visit.Outcome.silent(visit.before()))
                : Mono.empty();
    }

    /** Whoever scans the code at their door lives there, and is not asked where any more. */
    private Mono<Visit.Outcome> scanned(Visit visit, String scene, String event) {
        OptionalLong occasion = Occasion.ofScene(scene);
        if (occasion.isPresent()) {
            return signedIn(visit, occasion.getAsLong(), event);
        }
        Optional<Place> place = placeOf(scene, visit);
        if (place.isEmpty()) {
            return dialogs.on(event, visit);
        }
        boolean sameHome = place.get().id().equals(visit.resident().home());
        String room = sameHome ? visit.resident().homeRoom() : "";
        return residents
                .livesAt(visit.resident().id(), place.get().id(), room)
                .then(Mono.defer(() -> dialogs.take(
                        visit, Input.Event.of(event, Map.of("home", place.get().fullName())))));
    }

    /** Whoever scans the code at an occasion is there. */
    private Mono<Visit.Outcome> signedIn(Visit visit, long occasion, String event) {
        return occasions
                .numbered(occasion)
                .flatMap(found ->
                        dialogs.take(visit, Input.Event.of("bench-line", Map.of("bench.said", "签到 " + found.code()))))
                .switchIfEmpty(Mono.defer(() -> dialogs.on(event, visit)));
    }

    private static Optional<Place> placeOf(String scene, Visit visit) {
        return PlaceId.ofScene(scene).flatMap(id -> visit.directory().place(id));
    }

    private Mono<Visit.Outcome> leaves(Visit visit, Instant eraseFrom) {
        return residents
                .unfollowed(visit.resident().id())
                .then(residents.eraseFrom(visit.resident().id(), eraseFrom))
                .thenReturn(Visit.Outcome.silent(StoredConversation.EMPTY));
    }
}
