package org.bandeng.deliberation;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Counts votes when their time is over, and has those reminded who have not voted, once. */
@Component
class BallotClerk {

    private static final Logger LOG = LoggerFactory.getLogger(BallotClerk.class);

    private final Ballots ballots;
    private final Topics topics;
    private final TopicDesk desk;

    BallotClerk(Ballots ballots, Topics topics, TopicDesk desk) {
        this.ballots = ballots;
        this.topics = topics;
        this.desk = desk;
    }

    @Scheduled(fixedDelay = 2_000, initialDelay = 5_000)
    Mono<Void> look() {
        return Mono.defer(() -> ballots.due()
                        .concatMap(topics::find)
                        .concatMap(topic -> alone(desk.closeBallot(topic.number())))
                        .thenMany(ballots.toRemind().concatMap(topics::find))
                        .concatMap(topic -> alone(desk.remind(topic.number())))
                        .then())
                .onErrorResume(problem -> {
                    LOG.warn("A vote could not be looked after, trying again: {}", problem.toString());
                    return Mono.empty();
                });
    }

    /** One that cannot be counted must not keep the others waiting. */
    private static Mono<Topic> alone(Mono<Topic> work) {
        return work.onErrorResume(problem -> {
            LOG.error("A vote could not be looked after, trying again", problem);
            return Mono.empty();
        });
    }
}
