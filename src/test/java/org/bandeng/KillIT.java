package org.bandeng;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bandeng.support.Browser;
import org.bandeng.support.FakeWeChat;
import org.bandeng.support.House;
import org.bandeng.support.PackagedProgram;
import org.bandeng.support.Staff;
import org.bandeng.support.TestProgram;
import org.bandeng.support.TestResident;
import org.junit.jupiter.api.Test;

/** The packaged program, killed hard: whatever a resident was told is still true afterwards. */
class KillIT {

    private final Path data = House.temporary();

    @Test
    void aTicketWhoseNumberWasShownOutlivesTheProgram() {
        String number;
        try (Browser phone = Browser.open(Browser.PHONE)) {
            PackagedProgram killed = sandbox();
            phone.go(killed.address() + "/simulator");
            phone.awaitWords("#chat", "小板凳");
            says(phone, "3号楼2单元楼道灯坏了");
            number = TestResident.numberIn(phone.awaitWords("#chat", "登记好了")).toString();
            killed.kill();

            try (PackagedProgram program = sandbox()) {
                assertThat(program.console()).contains("of a program that was killed still ran");
                phone.go(program.address() + "/simulator");
                phone.awaitWords("#chat", "登记好了，编号 " + number);
                says(phone, "查进度");
                phone.awaitWords("#chat", "编号 " + number + " 照明报修");

                phone.go(program.address() + "/inbox");
                phone.type("#username", "admin");
                phone.type("#password", Staff.PASSWORD);
                phone.press("登录");
                phone.awaitWords("#rows", number);
                phone.click("tr[data-ticket='%s'] a".formatted(number));
                phone.awaitWords("#thread", "3号楼2单元楼道灯坏了");
            }
        }
    }

    @Test
    void killedInTheMiddleOfManyReportsItKeepsEveryNumberThatItGave() {
        List<TestResident> residents = new ArrayList<>();
        List<CompletableFuture<String>> answers = new ArrayList<>();
        PackagedProgram killed = withAccount();
        for (int i = 0; i < 20; i++) {
            TestResident resident = TestResident.at(killed.address());
            residents.add(resident);
            answers.add(CompletableFuture.supplyAsync(() -> {
                resident.says("东门口我的车位被占了");
                return resident.says("是的");
            }));
        }
        CompletableFuture.anyOf(answers.toArray(CompletableFuture[]::new))
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
        killed.kill();

        try (PackagedProgram program = withAccount()) {
            int shown = 0;
            for (int i = 0; i < residents.size(); i++) {
                String answer = answers.get(i)
                        .handle((text, problem) -> problem == null ? text : "")
                        .join();
                if (answer.contains("登记好了")) {
                    shown++;
                    assertThat(residents.get(i).at(program).says("查进度"))
                            .contains("编号 " + TestResident.numberIn(answer));
                }
            }
            assertThat(shown).isPositive();
        }
    }

    /** Each turn of a timer is one transaction: what it says was done was done once, and what it did not is done by the next. */
    @Test
    void killedInTheMiddleOfManyEscalationsItLetsEachTicketClimbOnce() {
        FakeWeChat weChat = House.weChat();
        weChat.works();
        String[] arguments = House.arguments("--bandeng.wechat.compatible=true");
        List<TestResident> residents = new ArrayList<>();
        try (TestProgram program = TestProgram.start(data, arguments)) {
            for (int i = 0; i < 40; i++) {
                TestResident resident = TestResident.of(program);
                resident.says("你好");
                residents.add(resident);
                for (int each = 0; each < 4; each++) {
                    Staff.wangFang(program).registersFor(resident.openId(), "lighting", "3号楼2单元", "楼道灯坏了");
                }
            }
            program.rows("update ticket set due_at = now() + interval '15 seconds', remind_at = null returning id");
        }

        PackagedProgram killed = PackagedProgram.start(data, arguments);
        await("the first news of an escalation").atMost(Duration.ofSeconds(60)).until(() -> residents.stream()
                .anyMatch(each -> wasTold(weChat, each)));
        killed.kill();

        try (TestProgram program = TestProgram.start(data, arguments)) {
            assertThat((long) program.value("select count(*) from ticket_event where type = 'escalate'"))
                    .as("it was killed in the middle")
                    .isBetween(1L, 159L);
            await("the rest").atMost(Duration.ofSeconds(60)).until(() -> program.value(
                            "select count(*) from ticket_event where type = 'escalate'")
                    .equals(160L));
            assertThat(
                            program.value(
                                    "select count(distinct ticket_id) from ticket_event where type = 'escalate' and cause = 'not-accepted'"))
                    .as("each of them once")
                    .isEqualTo(160L);
            assertThat(program.value("select count(*) from message where notice = 'escalated'"))
                    .as("and who reported it is told of each once")
                    .isEqualTo(160L);
        }
    }

    private static boolean wasTold(FakeWeChat weChat, TestResident resident) {
        return weChat.pushesTo(resident.openId()).stream().anyMatch(text -> text.contains("已上报社区服务中心"));
    }

    private PackagedProgram sandbox() {
        return PackagedProgram.start(data, "--bandeng.admin.initial-password=" + Staff.PASSWORD);
    }

    private PackagedProgram withAccount() {
        return PackagedProgram.start(data, House.arguments("--bandeng.wechat.compatible=true"));
    }

    private static void says(Browser phone, String words) {
        phone.type("#text", words);
        phone.press("发送");
        phone.awaitWords("#chat", words);
    }
}
