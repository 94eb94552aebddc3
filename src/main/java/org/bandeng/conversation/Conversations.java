package org.bandeng.conversation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bandeng.community.Directory;
import org.bandeng.community.Places;
import org.bandeng.community.Resident;
import org.bandeng.community.Residents;
import org.bandeng.outbox.Interaction;
import org.bandeng.outbox.Outbox;
import org.bandeng.outbox.OutboxRelay;
import org.bandeng.outbox.OutgoingMessage;
import org.bandeng.outbox.Reach;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Takes residents' messages, each once and in order, and answers them. */
@Service
public class Conversations {

    private static final Logger LOG = LoggerFactory.getLogger(Conversations.class);

    /** Said when nothing at all could be written down; so it cannot be a notice that somebody might forget. */
    private static final Reply NOT_SAVED = new Reply("抱歉，刚才没有记下来，麻烦您过一会儿再发一次。", null);

    private final Turns turns;
    private final Residents residents;
    private final Places places;
    private final Transcript transcript;
    private final Receptionist receptionist;
    private final VoiceWords voiceWords;
    private final Opinions opinions;
    private final Outbox outbox;
    private final Reach reach;
    private final OutboxRelay relay;
    private final Dialogs dialogs;
    private final Waits waits;
    private final TransactionalOperator transaction;
    private final ConversationProperties properties;
    private final Clock clock;

    Conversations(
            Turns turns,
            Residents residents,
            Places places,
            Transcript transcript,
            Receptionist receptionist,
            VoiceWords voiceWords,
            Opinions opinions,
            Outbox outbox,
            Reach reach,
            OutboxRelay relay,
            Dialogs dialogs,
            Waits waits,
            TransactionalOperator transaction,
            ConversationProperties properties,
            Clock clock) {
        this.turns = turns;
        this.residents = residents;
        this.places = places;
        this.transcript = transcript;
        this.receptionist = receptionist;
        this.voiceWords = voiceWords;
        this.opinions = opinions;
        this.outbox = outbox;
        this.reach = reach;
        this.relay = relay;
        this.dialogs = dialogs;
        this.waits = waits;
        this.transaction = transaction;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Takes a message. The work begins with the first subscription and goes on when nobody waits for it any more; a
     * reply that came too late for {@code patience} is pushed.
     *
     * @param patience how long the platform's call may be kept waiting
     * @param mail where the call is kept when that is over
     * @return the reply to answer the call with; {@link Reply#NONE} if there is none (yet)
     */
    public Mono<Reply> receive(Incoming incoming, Duration patience, LateMail mail) {
        AtomicBoolean late = new AtomicBoolean();
        Mono<Reply> work = turns.begin(incoming.openId(), incoming.key())
                .flatMap(turn ->
                        turn instanceof Turns.Done done ? Mono.just(done.reply()) : take(incoming, (Turns.Begun) turn))
                .onErrorResume(Conversations::isRedisAway, away -> takeWithoutState(incoming, away))
                .onErrorResume(problem -> notSaved(incoming, problem))
                .flatMap(reply -> late.get()
                        ? pushNow(incoming, reply)
                                .flatMap(pushed -> mail.taken().thenReturn(pushed))
                        : Mono.just(reply))
                .cache();
        return work.timeout(patience, Mono.defer(() -> {
                    late.set(true);
                    return mail.keep().then(showTyping(incoming)).thenReturn(Reply.NONE);
                }))
                .flatMap(this::claim);
    }

    /**
     * Nobody has answered the dialog's question for a while.
     *
     * @param waits the message whose answer was that question; if another came since, nothing happens
     * @param last whether the draft is now put by; else the resident is reminded
     */
    Mono<Void> silence(Resident resident, long waits, boolean last) {
        String key = "silence|%d|%b".formatted(waits, last);
        return turns.begin(resident.openId(), key)
                .ofType(Turns.Begun.class)
                .flatMap(turn -> takeSilence(resident, turn, waits, last))
                .then(Mono.fromRunnable(relay::wake));
    }

    private Mono<Void> takeSilence(Resident resident, Turns.Begun turn, long waits, boolean last) {
        Mono<Taken> work = places.directory()
                .flatMap(directory -> transaction.transactional(residents
                        .takeTurn(turn.openId(), resident.account(), false, turn.fence())
                        .filter(present -> !present.isErased() && turn.state().waits() == waits)
                        .flatMap(present -> {
                            Home home = Home.at(present.home(), present.homeRoom(), directory)
                                    .orElse(null);
                            Ears ears = new Ears(dialogs.edition(), directory, home, LocalDateTime.now(clock));
                            Visit visit = new Visit(
                                    present, turn.state(), new Incoming.Content.Silent("silence"), 0, null, ears);
                            return receptionist.silence(visit, last).flatMap(heard -> write(visit, heard));
                        })));
        return work.flatMap(taken -> turns.end(turn, resident.id(), taken.after, Reply.NONE))
                .switchIfEmpty(Mono.defer(() -> turns.abandon(turn)))
                .onErrorResume(problem -> turns.abandon(turn)
                        .onErrorComplete(DataAccessException.class)
                        .then(Mono.error(problem)));
    }

    /** In the background: the call is not kept waiting for it. */
    private Mono<Void> showTyping(Incoming incoming) {
        return Mono.fromRunnable(() -> relay.typing(incoming.openId()).subscribe());
    }

    /** Keeps a body of which not even the sender can be made out; staff may find out. Never fails. */
    public Mono<Void> keepUnreadable(String raw) {
        return transcript.keepUnreadable(null, raw).onErrorResume(problem -> {
            LOG.error("An unreadable body could not be kept", problem);
            return Mono.empty();
        });
    }

    /** Makes sure that a reply is not pushed as well as given back. */
    private Mono<Reply> claim(Reply reply) {
        Long id = reply.messageId();
        if (id == null) {
            return Mono.just(reply);
        }
        return outbox.takeAsPassiveReply(id)
                .map(ours -> ours ? reply : Reply.NONE)
                .onErrorResume(problem -> {
                    LOG.warn("A reply could not be taken along and will be pushed: {}", problem.toString());
                    return Mono.just(Reply.NONE);
                });
    }

    private Mono<Reply> pushNow(Incoming incoming, Reply reply) {
        Long id = reply.messageId();
        if (id != null) {
            return outbox.pushNow(id).doOnSuccess(done -> relay.wake()).thenReturn(reply);
        }
        return reply.isEmpty()
                ? Mono.just(reply)
                : relay.tellUnrecorded(incoming.openId(), reply.text()).thenReturn(reply);
    }

    private Mono<Reply> take(Incoming incoming, Turns.Begun turn) {
        Mono<Heard> heard = heard(incoming)
                .flatMap(each -> opinions.about(each, turn.state()).map(opinion -> new Heard(each, opinion)));
        Mono<Taken> work = Mono.zip(places.directory(), heard)
                .flatMap(both -> transaction.transactional(
                        inTransaction(both.getT2(), turn.fence(), turn.state(), both.getT1())));
        return Mono.firstWithSignal(work, turns.keep(turn).then(Mono.never()))
                .flatMap(taken -> turns.end(turn, taken.resident.id(), taken.after, taken.reply)
                        .onErrorResume(Conversations::isRedisAway, away -> Mono.empty())
                        .thenReturn(taken.reply))
                .onErrorResume(problem -> turns.abandon(turn)
                        .onErrorComplete(DataAccessException.class)
                        .then(Mono.error(problem)));
    }

    /** A voice with its words, if WeChat sent none and anybody else can make them out. */
    private Mono<Incoming> heard(Incoming incoming) {
        if (incoming.content() instanceof Incoming.Content.Voice voice
                && voice.recognition().isBlank()) {
            return voiceWords
                    .of(voice.mediaId())
                    .map(words -> incoming.with(new Incoming.Content.Voice(voice.mediaId(), words)))
                    .defaultIfEmpty(incoming);
        }
        return Mono.just(incoming);
    }

    /**
     * What came in.
     *
     * @param opinion what somebody outside takes it to be about; empty: not asked, or not known
     */
    private record Heard(Incoming incoming, String opinion) {}

    private Mono<Taken> inTransaction(Heard heard, long fence, StoredConversation before, Directory directory) {
        Incoming incoming = heard.incoming();
        return residents
                .takeTurn(incoming.openId(), incoming.account(), follows(incoming), fence)
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("A later turn of this resident came first")))
                .flatMap(resident -> media(resident, incoming).flatMap(media -> transcript
                        .receive(resident.id(), incoming, media.orNull())
                        .flatMap(id -> opens(resident, incoming)
                                .then(answer(visit(resident, before, heard, id, media.orNull(), directory))))
                        .switchIfEmpty(Mono.defer(() ->
                                transcript.replyTo(incoming.key()).map(reply -> new Taken(resident, before, reply))))));
    }

    private Visit visit(
            Resident resident,
            StoredConversation before,
            Heard heard,
            long message,
            @Nullable Long media,
            Directory directory) {
        Home home = Home.at(resident.home(), resident.homeRoom(), directory).orElse(null);
        Ears ears = new Ears(dialogs.edition(), directory, home, LocalDateTime.now(clock), heard.opinion());
        return new Visit(resident, before, heard.incoming().content(), message, media, ears);
    }

    private static boolean follows(Incoming incoming) {
        return incoming.interaction() != Interaction.NONE;
    }

    /** What the resident did lets the account write to them; whatever waited for that may go. */
    private Mono<Void> opens(Resident resident, Incoming incoming) {
        Instant now = Instant.now(clock);
        Instant at = incoming.sentAt().isBefore(now) ? incoming.sentAt() : now;
        return follows(incoming)
                ? residents
                        .present(resident.id())
                        .then(reach.interacted(resident.id(), incoming.interaction(), at))
                        .then(outbox.releaseHeld(resident.id()))
                : Mono.empty();
    }

    private Mono<Media> media(Resident resident, Incoming incoming) {
        Incoming.Content content = incoming.content();
        if (content instanceof Incoming.Content.Picture picture) {
            return expect(resident, "image", picture.mediaId());
        }
        if (content instanceof Incoming.Content.Voice voice) {
            return expect(resident, "voice", voice.mediaId());
        }
        if (content instanceof Incoming.Content.Video video) {
            return expect(resident, "video", video.mediaId());
        }
        return Mono.just(new Media(0));
    }

    private Mono<Media> expect(Resident resident, String kind, String mediaId) {
        return mediaId.isEmpty()
                ? Mono.just(new Media(0))
                : transcript.expectMedia(resident.id(), kind, mediaId).map(Media::new);
    }

    private Mono<Taken> answer(Visit visit) {
        Mono<Visit.Outcome> outcome = visit.content() instanceof Incoming.Content.Unreadable unreadable
                ? transcript
                        .keepUnreadable(visit.messageId(), unreadable.raw())
                        .thenReturn(new Visit.Outcome(
                                List.of(dialogs.notices().say("unreadable", Map.of())), Map.of(), visit.before()))
                : receptionist.hear(visit);
        return outcome.flatMap(heard -> write(visit, heard));
    }

    private Mono<Taken> write(Visit visit, Visit.Outcome outcome) {
        String text = String.join("\n", outcome.replies());
        Mono<Void> noted = waits.note(visit, outcome.after());
        if (text.isBlank()) {
            return noted.thenReturn(new Taken(visit.resident(), outcome.after(), Reply.NONE));
        }
        // Whoever cannot be read cannot be answered passively either: the call gets "success", the notice goes by push.
        boolean push = visit.content() instanceof Incoming.Content.Unreadable || visit.messageId() == 0;
        Duration delay = push ? Duration.ZERO : properties.replyGrace();
        return noted.then(outbox.put(OutgoingMessage.reply(
                        visit.resident().id(), text, outcome.choices(), visit.messageId(), delay)))
                .map(id -> new Taken(visit.resident(), outcome.after(), push ? Reply.NONE : new Reply(text, id)));
    }

    /** Redis is away: half a dialog may be lost, but not what the resident said, and a person will read it. */
    private Mono<Reply> takeWithoutState(Incoming incoming, Throwable away) {
        LOG.warn("Redis does not answer; the message goes to the staff: {}", away.toString());
        return transaction.transactional(residents
                .takeTurn(incoming.openId(), incoming.account(), follows(incoming), Residents.NEXT_FENCE)
                .flatMap(resident -> media(resident, incoming)
                        .flatMap(media -> transcript.receive(resident.id(), incoming, media.orNull()))
                        .flatMap(id -> follows(incoming)
                                ? giveToStaff(resident, incoming, id)
                                : hearWithoutState(resident, incoming, id))
                        .switchIfEmpty(Mono.defer(() -> transcript.replyTo(incoming.key())))));
    }

    private Mono<Reply> giveToStaff(Resident resident, Incoming incoming, long messageId) {
        OutgoingMessage busy =
                OutgoingMessage.reply(resident.id(), busy(), Map.of(), messageId, properties.replyGrace());
        return opens(resident, incoming)
                .then(residents.handOver(resident.id()))
                .then(outbox.put(busy))
                .map(id -> new Reply(busy(), id));
    }

    /** Whoever leaves, agrees or is reported on says no word that a dialog would be needed for. */
    private Mono<Reply> hearWithoutState(Resident resident, Incoming incoming, long messageId) {
        return places.directory()
                .flatMap(directory -> receptionist.hear(
                        visit(resident, StoredConversation.EMPTY, new Heard(incoming, ""), messageId, null, directory)))
                .thenReturn(Reply.NONE);
    }

    private String busy() {
        return dialogs.notices().say("busy", Map.of());
    }

    /** Who waits for an answer is asked to say it again; what nobody waits for the platform brings again by itself. */
    private Mono<Reply> notSaved(Incoming incoming, Throwable problem) {
        if (!follows(incoming)) {
            return Mono.error(problem);
        }
        LOG.error("A message could not be taken; the resident was asked to send it again", problem);
        return Mono.just(NOT_SAVED);
    }

    private static boolean isRedisAway(Throwable problem) {
        return problem instanceof org.springframework.data.redis.RedisConnectionFailureException
                || problem instanceof org.springframework.data.redis.RedisSystemException
                || problem instanceof org.springframework.dao.QueryTimeoutException;
    }

    private record Taken(Resident resident, StoredConversation after, Reply reply) {}

    /** Our id of a picture; 0: the message has none. */
    private record Media(long id) {
        @Nullable Long orNull() {
            return id == 0 ? null : id;
        }
    }
}
