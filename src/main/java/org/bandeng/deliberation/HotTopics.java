package org.bandeng.deliberation;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;
import org.bandeng.community.Places;
import org.bandeng.issue.Issue;
import org.bandeng.issue.Issues;
import org.bandeng.ticket.Actor;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketNumber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * 三件同诉即议: proposes a topic for what many have reported, with their tickets attached, and adds what is reported later. The convenor
 * looks at it as at any other; nothing is decided by it.
 */
@Component
class HotTopics {

    private static final Logger LOG = LoggerFactory.getLogger(HotTopics.class);

    private static final int LOOKED_AT = 50;
    private static final int LONGEST_TITLE = 40;

    private final DatabaseClient database;
    private final Issues issues;
    private final TopicDesk desk;
    private final ForumRules rules;
    private final Places places;
    private final Clock clock;

    HotTopics(DatabaseClient database, Issues issues, TopicDesk desk, ForumRules rules, Places places, Clock clock) {
        this.database = database;
        this.issues = issues;
        this.desk = desk;
        this.rules = rules;
        this.places = places;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 30_000, initialDelay = 10_000)
    Mono<Void> propose() {
        return Mono.defer(() -> {
                    Forums forums = rules.forums();
                    return forums.hot().tickets() == 0
                            ? Mono.<Void>empty()
                            : places.directory().flatMap(directory -> issues.hottest(LOOKED_AT)
                                    .filter(issue -> isHot(issue, forums.hot()))
                                    .concatMap(issue -> propose(issue, forums, directory))
                                    .then());
                })
                .onErrorResume(problem -> {
                    LOG.warn("What many reported could not be proposed, trying again: {}", problem.toString());
                    return Mono.empty();
                });
    }

    /** Whether enough of it, still open or of late, speaks for deciding something. */
    private boolean isHot(Issue issue, Forums.Hot hot) {
        Instant since = Instant.now(clock).minus(hot.within());
        return issue.open() > 0
                && issue.tickets().stream()
                                .filter(ticket -> ticket.openedAt().isAfter(since))
                                .count()
                        >= hot.tickets();
    }

    private Mono<Void> propose(Issue issue, Forums forums, Directory directory) {
        List<TicketNumber> numbers =
                issue.tickets().stream().map(Ticket::number).toList();
        return topicOf(numbers)
                .flatMap(topic -> add(topic, numbers).thenReturn(true))
                .switchIfEmpty(Mono.defer(() -> forums.forum(forums.hot().forum())
                        .flatMap(forum -> topic(issue, forum, directory))
                        .map(topic -> desk.raise(topic, Actor.SYSTEM, numbers)
                                .doOnNext(raised -> LOG.info(
                                        "Topic {} is proposed for {} tickets", raised.number(), numbers.size()))
                                .hasElement())
                        .orElse(Mono.just(false))))
                .then();
    }

    private Mono<Long> topicOf(List<TicketNumber> numbers) {
        return database.sql("""
                        select l.topic_id from topic_ticket l join ticket t on t.id = l.ticket_id
                        where t.number = any(:numbers) order by l.topic_id desc limit 1""")
                .bind("numbers", numbers.stream().map(TicketNumber::value).toArray(Long[]::new))
                .mapValue(Long.class)
                .one();
    }

    private Mono<Void> add(long topic, List<TicketNumber> numbers) {
        return Flux.fromIterable(numbers)
                .concatMap(number -> database.sql("""
                                insert into topic_ticket (topic_id, ticket_id)
                                select p.id, t.id from ticket t join topic p on p.id = :topic
                                    and p.status in ('collecting', 'submitted', 'scheduled', 'voting', 'decided')
                                where t.number = :number on conflict do nothing""")
                        .bind("topic", topic)
                        .bind("number", number.value())
                        .then())
                .then();
    }

    /** Empty if it is not at one place that the forum deliberates about. */
    private static Optional<NewTopic> topic(Issue issue, Forum forum, Directory directory) {
        Optional<Place> common = common(issue, directory);
        Optional<Place> concerned = common.flatMap(place -> directory.around(place).stream()
                .filter(around -> forum.reach().isOf(around.kind()))
                .findFirst());
        boolean everybody = forum.reach() == Forum.Reach.COMMUNITY;
        if (!everybody && concerned.isEmpty()) {
            return Optional.empty();
        }
        String where = common.map(Place::fullName).orElse("");
        String title = "%s%s，%d 人都在报".formatted(where, issue.latest().title(), issue.people());
        return Optional.of(new NewTopic(
                forum,
                everybody ? null : concerned.map(Place::id).orElse(null),
                title.length() <= LONGEST_TITLE ? title : title.substring(0, LONGEST_TITLE),
                "",
                null));
    }

    /** The smallest place that all reports are in. */
    private static Optional<Place> common(Issue issue, Directory directory) {
        List<Place> at = issue.tickets().stream()
                .map(Ticket::place)
                .filter(Objects::nonNull)
                .flatMap(place -> directory.place(place).stream())
                .toList();
        return at.stream().findFirst().flatMap(first -> directory.around(first).stream()
                .filter(around -> at.stream().allMatch(each -> directory.isWithin(each, around)))
                .findFirst());
    }
}
