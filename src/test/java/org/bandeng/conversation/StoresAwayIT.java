package org.bandeng.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bandeng.support.Clerk;
import org.bandeng.support.FakeWeChat;
import org.bandeng.support.House;
import org.bandeng.support.Staff;
import org.bandeng.support.TestProgram;
import org.bandeng.support.TestResident;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store fails under the running program: a resident is told what is true, in time, and no report is lost. */
class StoresAwayIT {

    private final FakeWeChat weChat = House.weChat();
    private final Path data = House.temporary();
    private TestProgram program;
    private TestResident auntLi;

    @BeforeEach
    void start() {
        weChat.works();
        program = TestProgram.start(data, House.arguments("--bandeng.wechat.compatible=true"));
        auntLi = TestResident.of(program);
        auntLi.says("你好");
    }

    @AfterEach
    void stop() {
        program.close();
    }

    @Test
    void withoutRedisTheReportIsWrittenDownAndGivenToAPerson() throws Exception {
        kill(data.resolve("redis").resolve("redis.pid"));

        long start = System.nanoTime();
        String answer = auntLi.says("3号楼2单元楼道灯坏了");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(answer).contains("已经记下", "工作人员");
        assertThat(program.value("select count(*) from message where content = '3号楼2单元楼道灯坏了'"))
                .isEqualTo(1L);
        assertThat(program.value("select with_staff_since is not null from resident where open_id = '%s'"
                        .formatted(auntLi.openId())))
                .isEqualTo(true);
    }

    @Test
    void withoutRedisPagesKeepTheirStylesAndScripts() throws Exception {
        Clerk clerk = new Clerk(program);
        clerk.logIn("admin", Staff.PASSWORD);
        kill(data.resolve("redis").resolve("redis.pid"));

        for (String file : List.of("/assets/bandeng.css", "/assets/live.js", "/webjars/htmx.org/dist/htmx.min.js")) {
            assertThat(clerk.get(file).statusCode()).as(file).isEqualTo(200);
        }
    }

    @Test
    void withoutRedisWhoLeavesHasLeft() throws Exception {
        kill(data.resolve("redis").resolve("redis.pid"));

        assertThat(auntLi.event("unsubscribe", "")).isEmpty();

        assertThat(program.value("select not followed and erase_at is not null from resident where open_id = '%s'"
                        .formatted(auntLi.openId())))
                .isEqualTo(true);
    }

    @Test
    void withoutPostgreSqlWeChatIsLeftToRepeatWhatNobodyWaitsFor() throws Exception {
        kill(data.resolve("postgresql").resolve("data").resolve("postmaster.pid"));

        assertThat(auntLi.posts(auntLi.message("event", "<Event>unsubscribe</Event>"))
                        .statusCode())
                .isEqualTo(500);
    }

    @Test
    void withoutPostgreSqlNothingIsPromised() throws Exception {
        kill(data.resolve("postgresql").resolve("data").resolve("postmaster.pid"));

        long start = System.nanoTime();
        String answer = auntLi.says("3号楼2单元楼道灯坏了");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(answer).contains("没有记下来", "再发一次");
    }

    private static void kill(Path pidFile) throws IOException {
        long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        await().until(() -> !process.isAlive());
    }
}
