package org.bandeng.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.bandeng.community.ResidentId;
import org.bandeng.live.LiveFeed;
import org.bandeng.support.House;
import org.bandeng.support.MutableClock;
import org.bandeng.support.TestProgram;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * The delivery promise under whatever may come: random events, windows, errors and crashes. In the end every message was shown
 * once, or stands visibly held, failed or unconfirmed with its reason; and nothing was tried of which the ledger knew that it
 * is in vain.
 */
class DeliveryPromiseIT {

    private static final int SEEDS = 40;
    private static final int STEPS = 60;
    private static final Duration LONGER_THAN_A_LEASE = Duration.ofSeconds(250);
    private static final Duration CRASH = Duration.ofMillis(400);

    private static TestProgram program;

    @BeforeAll
    static void aProgramThatSendsNothingByItself() {
        program = TestProgram.start(House.temporary(), House.arguments());
        program.bean(OutboxRelay.class).stop();
    }

    @AfterAll
    static void end() {
        program.close();
    }

    @TestFactory
    List<DynamicTest> everyMessageIsShownOnceOrVisiblyHeld() {
        return LongStream.range(0, SEEDS)
                .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> new Story(seed).play()))
                .toList();
    }

    private static final class Story {

        private final Random chance;
        private final MutableClock clock = new MutableClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
        private final ModelPlatform platform;
        private final Reach reach;
        private final Outbox outbox;
        private final OutboxRelay relay;
        private final List<ResidentId> residents = new ArrayList<>();
        private final List<Long> messages = new ArrayList<>();

        Story(long seed) {
            this.chance = new Random(seed);
            this.platform = new ModelPlatform(chance, clock);
            DatabaseClient database = program.bean(DatabaseClient.class);
            TransactionalOperator transaction = program.bean(TransactionalOperator.class);
            this.reach = new Reach(database, clock);
            this.outbox = new Outbox(database, program.bean(JsonMapper.class), clock);
            this.relay = new OutboxRelay(
                    outbox,
                    new Attempts(database, outbox, reach, transaction, clock),
                    reach,
                    new Doorstep(database, clock),
                    Story::ways,
                    platform,
                    program.bean(LiveFeed.class));
        }

        private static List<Way> ways(String notice) {
            return notice.equals("accepted")
                    ? List.of(new Way(Channel.SUBSCRIBE, "T_ONCE"), new Way(Channel.TEMPLATE, "T_ANY"))
                    : List.of();
        }

        void play() {
            program.rows("delete from delivery_attempt returning id");
            program.rows("delete from doorstep_task returning message_id");
            program.rows("delete from delivery returning message_id");
            for (int i = 0; i < 4; i++) {
                residents.add(newResident());
            }
            for (int step = 0; step < STEPS; step++) {
                step();
            }
            everythingWorksAgain();
            assertThat(platform.needlessTries()).isEmpty();
            messages.forEach(this::isShownOnceOrVisiblyHeld);
        }

        private void step() {
            ResidentId resident = residents.get(chance.nextInt(residents.size()));
            switch (chance.nextInt(10)) {
                case 0, 1, 2 -> messages.add(put(resident));
                case 3 -> interacts(resident, Interaction.MESSAGE);
                case 4 -> interacts(resident, Interaction.TAP);
                case 5 -> {
                    platform.consents(resident);
                    reach.consented(resident, "T_ONCE", true).block();
                }
                case 6 -> {
                    platform.unfollows(resident);
                    program.rows("update resident set followed = false where id = %d returning id"
                            .formatted(resident.value()));
                }
                case 7 -> clock.goOn(Duration.ofSeconds(chance.nextInt(90)));
                case 8 -> clock.goOn(Duration.ofHours(chance.nextInt(60)));
                default -> drainOrCrash();
            }
        }

        /** A program that dies in the act is followed by one that finds its leases run out. */
        private void drainOrCrash() {
            boolean crashed = Boolean.TRUE.equals(relay.drain()
                    .thenReturn(false)
                    .timeout(CRASH, Mono.just(true))
                    .block());
            if (crashed) {
                clock.goOn(LONGER_THAN_A_LEASE);
            }
        }

        private void interacts(ResidentId resident, Interaction interaction) {
            platform.interacts(resident, interaction);
            program.rows("update resident set followed = true where id = %d returning id".formatted(resident.value()));
            reach.interacted(resident, interaction, clock.instant())
                    .then(outbox.releaseHeld(resident))
                    .block();
        }

        private long put(ResidentId resident) {
            boolean notice = chance.nextBoolean();
            OutgoingMessage.Options options = new OutgoingMessage.Options(
                    notice ? "accepted" : "reply",
                    Map.of(),
                    Map.of(),
                    null,
                    null,
                    null,
                    null,
                    chance.nextBoolean(),
                    false);
            return outbox.put(new OutgoingMessage(
                            resident, OutgoingMessage.Author.SYSTEM, null, "words", options, Duration.ZERO))
                    .block();
        }

        private void everythingWorksAgain() {
            platform.works();
            for (int round = 0; round < 8; round++) {
                clock.goOn(Duration.ofMinutes(11));
                residents.forEach(resident -> interacts(resident, Interaction.MESSAGE));
                drainOrCrash();
            }
        }

        private void isShownOnceOrVisiblyHeld(long message) {
            Map<String, Object> row = program.rows(
                            "select status, coalesce(problem, '') as problem from delivery where message_id = "
                                    + message)
                    .get(0);
            String status = (String) row.get("status");
            long shown = platform.timesShown(message);
            switch (status) {
                case "sent" ->
                    assertThat(shown).as("message %d is sent", message).isEqualTo(1);
                case "unconfirmed" -> {
                    assertThat(shown).as("message %d is unconfirmed", message).isLessThanOrEqualTo(1);
                    assertThat(row.get("problem")).asString().isNotEmpty();
                }
                case "held", "failed" -> {
                    assertThat(shown).as("message %d is %s", message, status).isZero();
                    assertThat(row.get("problem")).asString().isNotEmpty();
                }
                default -> throw new AssertionError("Message %d still stands as %s".formatted(message, status));
            }
        }

        private ResidentId newResident() {
            Object id = program.value("insert into resident (open_id, account) values ('o%s', 'gh') returning id"
                    .formatted(UUID.randomUUID().toString().replace("-", "")));
            return new ResidentId((Long) id);
        }
    }
}
