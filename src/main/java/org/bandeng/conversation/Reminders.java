package org.bandeng.conversation;

import java.time.Duration;
import org.bandeng.community.Residents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reminds residents who have not answered, once, and then puts their drafts by. */
@Component
class Reminders {

    private static final Logger LOG = LoggerFactory.getLogger(Reminders.class);

    private static final int AT_ONCE = 20;
    private static final Duration LEASE = Duration.ofMinutes(2);

    private final Waits waits;
    private final Residents residents;
    private final Conversations conversations;

    Reminders(Waits waits, Residents residents, Conversations conversations) {
        this.waits = waits;
        this.residents = residents;
        this.conversations = conversations;
    }

    @Scheduled(fixedDelay = 2_000, initialDelay = 2_000)
    Mono<Void> remind() {
        return waits.due(AT_ONCE, LEASE).concatMap(this::remind).then().onErrorResume(problem -> {
            LOG.warn("Nobody could be reminded yet, trying again: {}", problem.toString());
            return Mono.empty();
        });
    }

    private Mono<Void> remind(Waits.Due due) {
        return residents
                .find(due.resident())
                .flatMap(resident -> conversations.silence(resident, due.message(), due.last()))
                .then(waits.over(due))
                .onErrorResume(problem -> {
                    LOG.warn("A resident could not be reminded, trying again: {}", problem.toString());
                    return Mono.empty();
                });
    }
}
