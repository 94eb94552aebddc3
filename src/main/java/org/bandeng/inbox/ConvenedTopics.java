package org.bandeng.inbox;

import org.bandeng.deliberation.Topic;
import org.bandeng.deliberation.Topics;
import org.bandeng.web.StaffUser;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/** The topics that somebody may do something to, for the forms that stand on a topic's page. */
@Component
class ConvenedTopics {

    private final Topics topics;
    private final Access access;

    ConvenedTopics(Topics topics, Access access) {
        this.topics = topics;
        this.access = access;
    }

    /** One that is theirs to convene; else the request is answered with 404 or 403. */
    Mono<Topic> of(StaffUser user, long number) {
        return topics.numbered(number)
                .switchIfEmpty(Mono.error(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)))
                .filterWhen(topic -> access.convenes(user, topic.place()))
                .switchIfEmpty(Mono.error(() -> new ResponseStatusException(HttpStatus.FORBIDDEN)));
    }

    /** Back to its page. */
    static String page(long number, String problem) {
        return "redirect:/inbox/topics/" + number + (problem.isEmpty() ? "" : "?problem=" + problem);
    }
}
