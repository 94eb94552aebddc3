package org.bandeng.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.bandeng.support.FakeWeChat;
import org.bandeng.support.House;
import org.bandeng.support.TestProgram;
import org.bandeng.support.TestResident;
import org.bandeng.ticket.TicketNumber;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Each message once, one at a time, in order, in time: also when WeChat repeats it, also on two instances. */
class TurnsIT {

    private final TestProgram program = House.program();
    private final TestProgram second = House.secondInstance();
    private final FakeWeChat weChat = House.weChat();
    private final TestResident auntLi = TestResident.of(program);

    @BeforeEach
    void thePlatformWorks() {
        weChat.works();
    }

    @Test
    void aRepeatGetsTheSameAnswerAndMakesNothingTwice() {
        auntLi.says("东门口我的车位被占了");
        String body = auntLi.text("是的", TestResident.nextMsgId());

        String answer = TestResident.textOf(auntLi.posts(body).body());
        String again = TestResident.textOf(auntLi.posts(body).body());
        String elsewhere = TestResident.textOf(auntLi.via(second).posts(body).body());

        TicketNumber number = TestResident.numberIn(answer);
        assertThat(again).isEqualTo(answer);
        assertThat(elsewhere).isEqualTo(answer);
        assertThat(tickets()).isEqualTo(1);
        assertThat(inbound("是的")).isEqualTo(1);
        assertThat(number).isNotNull();
    }

    @Test
    void repeatsThatArriveWhileTheFirstIsInWorkGetItsAnswerToo() {
        auntLi.says("东门口我的车位被占了");
        String body = auntLi.text("是的", TestResident.nextMsgId());

        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            calls.add((i % 2 == 0 ? auntLi : auntLi.via(second)).postsSoon(body));
        }
        List<String> answers = calls.stream()
                .map(call -> TestResident.textOf(call.join().body()))
                .toList();

        assertThat(answers).allSatisfy(answer -> assertThat(answer).isEqualTo(answers.get(0)));
        assertThat(answers.get(0)).contains("编号");
        assertThat(tickets()).isEqualTo(1);
        assertThat(inbound("是的")).isEqualTo(1);
    }

    @Test
    void aRepeatIsKnownEvenIfRedisHasForgottenIt() {
        auntLi.says("东门口我的车位被占了");
        String body = auntLi.text("是的", TestResident.nextMsgId());
        String answer = TestResident.textOf(auntLi.posts(body).body());
        program.bean(ReactiveStringRedisTemplate.class)
                .keys("bandeng:{%s}:reply:*".formatted(auntLi.openId()))
                .flatMap(key -> program.bean(ReactiveStringRedisTemplate.class).delete(key))
                .blockLast();

        assertThat(TestResident.textOf(auntLi.posts(body).body())).isEqualTo(answer);
        assertThat(tickets()).isEqualTo(1);
    }

    @Test
    void oneResidentsMessagesAreTakenInOrderAcrossInstances() {
        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            String words = "第 %d 句话".formatted(i);
            calls.add(
                    (i % 2 == 0 ? auntLi : auntLi.via(second)).postsSoon(auntLi.text(words, TestResident.nextMsgId())));
            int said = i;
            await().pollInterval(Duration.ofMillis(5)).until(() -> waitingOrTaken() >= said || inboundAll() >= said);
        }
        calls.forEach(CompletableFuture::join);

        assertThat(program.rows(
                        "select content from message m join resident r on r.id = m.resident_id where r.open_id = '%s'"
                                        .formatted(auntLi.openId())
                                + " and direction = 'in' order by m.id"))
                .extracting(row -> row.get("content"))
                .containsExactlyElementsOf(java.util.stream.IntStream.rangeClosed(1, 8)
                        .mapToObj("第 %d 句话"::formatted)
                        .toList());
    }

    @Test
    void aTurnThatCannotFinishInTimeAnswersAtOnceAndPushesTheRest() {
        auntLi.says("你好");
        TransactionalOperator transaction = program.bean(TransactionalOperator.class);
        DatabaseClient database = program.bean(DatabaseClient.class);
        // Somebody holds the resident's row for longer than WeChat waits.
        CompletableFuture<Void> slow = transaction
                .transactional(database.sql(
                                "select 1 from resident where open_id = '%s' for update".formatted(auntLi.openId()))
                        .fetch()
                        .all()
                        .then(Mono.delay(Duration.ofSeconds(6)).then()))
                .toFuture();

        long start = System.nanoTime();
        HttpResponse<String> answer = auntLi.posts(auntLi.text("帮助", TestResident.nextMsgId()));

        assertThat(answer.body()).isEqualTo("success");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        weChat.awaitPush(auntLi.openId(), "您可以这样用我");
        slow.join();
        assertThat(weChat.pushesTo(auntLi.openId())).hasSize(1);
    }

    @Test
    void aPassiveAnswerIsNotPushedAsWell() {
        auntLi.says("你好");

        assertThat(program.rows("select d.status, d.channel from delivery d join resident r on r.id = d.resident_id"
                        + " where r.open_id = '%s'".formatted(auntLi.openId())))
                .containsExactly(Map.of("status", "sent", "channel", "passive"));
        assertThat(weChat.pushesTo(auntLi.openId())).isEmpty();
    }

    @Test
    void aHalfFinishedDialogGoesOnAtTheOtherInstance() {
        assertThat(auntLi.says("停车问题")).contains("哪种情况");
        assertThat(auntLi.via(second).says("乱停乱放")).contains("在什么位置");
        assertThat(auntLi.says("东门")).contains("这样登记可以吗");
        assertThat(auntLi.via(second).says("可以")).contains("编号");
    }

    private long tickets() {
        return count("ticket t join resident r on r.id = t.resident_id where ");
    }

    private long inbound(String words) {
        return count("message m join resident r on r.id = m.resident_id where content = '%s' and ".formatted(words));
    }

    private long inboundAll() {
        return count("message m join resident r on r.id = m.resident_id where direction = 'in' and ");
    }

    private long waitingOrTaken() {
        Long waiting = program.bean(ReactiveStringRedisTemplate.class)
                .opsForZSet()
                .size("bandeng:{%s}:queue".formatted(auntLi.openId()))
                .block();
        return waiting + inboundAll();
    }

    private long count(String from) {
        return (Long) program.value("select count(*) from %s r.open_id = '%s'".formatted(from, auntLi.openId()));
    }
}
