package org.bandeng.deliberation;

import org.bandeng.ticket.Actor;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketAction;
import org.bandeng.ticket.TicketEvent;
import org.bandeng.ticket.TicketListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Tells those whom a topic concerns when one of its measures is done, could not be done, or has not been done in time. */
@Component
class MeasureWatch implements TicketListener {

    private static final Logger LOG = LoggerFactory.getLogger(MeasureWatch.class);

    private final Measures measures;
    private final Topics topics;
    private final TopicDesk desk;
    private final TransactionalOperator transaction;

    MeasureWatch(Measures measures, Topics topics, TopicDesk desk, TransactionalOperator transaction) {
        this.measures = measures;
        this.topics = topics;
        this.desk = desk;
        this.transaction = transaction;
    }

    @Override
    public Mono<Void> onEvent(Ticket ticket, TicketEvent event) {
        return event.action() == TicketAction.RESOLVE
                ? measures.of(ticket.number())
                        .filter(measure -> measure.state() != Measure.State.STRUCK)
                        .flatMap(measure -> progress(measure, event.note()))
                        .then()
                : Mono.empty();
    }

    /** 装好六个充电桩：办好了（2/3）。 */
    private Mono<Topic> progress(Measure measure, String note) {
        String what = measure.state() == Measure.State.DONE ? "办好了" : "没能办成";
        return topics.numbered(measure.topic())
                .filter(topic -> topic.allows(TopicAction.PROGRESS, Actor.Kind.SYSTEM))
                .flatMap(topic -> measures.of(topic.id()).collectList().flatMap(all -> {
                    long over =
                            all.stream().filter(each -> !each.state().isOpen()).count();
                    String words = "%s：%s（%d/%d）%s"
                            .formatted(measure.what(), what, over, all.size(), note.isBlank() ? "" : "，" + note);
                    return desk.note(topic.number(), TopicAction.PROGRESS, Actor.SYSTEM, words);
                }));
    }

    /** Once each, so that a promise that is not kept is nobody's secret. */
    @Scheduled(fixedDelay = 60_000, initialDelay = 20_000)
    Mono<Void> tellLate() {
        return Flux.defer(measures::late)
                .concatMap(late -> transaction
                        .transactional(measures.markTold(late).flatMap(this::late))
                        .onErrorResume(problem -> {
                            LOG.warn(
                                    "Who waits for measure {} could not be told, trying again: {}",
                                    late,
                                    problem.toString());
                            return Mono.empty();
                        }))
                .then();
    }

    private Mono<Topic> late(Measure measure) {
        return topics.numbered(measure.topic())
                .filter(topic -> topic.allows(TopicAction.PROGRESS, Actor.Kind.SYSTEM))
                .flatMap(topic -> desk.note(
                        topic.number(),
                        TopicAction.PROGRESS,
                        Actor.SYSTEM,
                        "“%s”说好 %s 前办好，还没有办好，正在催%s。".formatted(measure.what(), measure.dueOn(), measure.who())));
    }
}
