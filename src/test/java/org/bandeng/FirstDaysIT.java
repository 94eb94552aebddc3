package org.bandeng;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bandeng.support.Browser;
import org.bandeng.support.FakeWeChat;
import org.bandeng.support.House;
import org.bandeng.support.Staff;
import org.bandeng.support.TestProgram;
import org.bandeng.support.TestResident;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebElement;

/** What an administrator does before anybody comes, and what a steward does in the yard, with nothing but a phone. */
class FirstDaysIT {

    private static final String PLACES = """
            小区,楼,单元,地点,别名,责任单位
            桂花苑,,,,桂花苑小区,桂花苑物业
            桂花苑,1号楼,1单元,,,
            桂花苑,1号楼,2单元,,,
            """;

    private static final String PEOPLE = """
            姓名,职务,管哪里,先后,值班时间
            陈秀英,红管家,桂花苑1号楼,1,
            周师傅,物业维修,桂花苑,1,
            """;

    private static TestProgram program;

    @BeforeAll
    static void start() throws Exception {
        // With a directory of its own the sandbox brings no made-up town.
        Path begun = Files.writeString(House.temporary().resolve("begun.csv"), "小区,楼,单元,地点,别名,责任单位\n桂花苑,,,,,桂花苑物业\n");
        program = TestProgram.start(
                House.temporary(), "--bandeng.community.name=桂花苑社区", "--bandeng.community.import=" + begun);
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    private static void choose(Browser browser, String css, Path... files) {
        ((WebElement) browser.script("return document.querySelector(\"" + css + "\")"))
                .sendKeys(String.join(
                        "\n",
                        java.util.stream.Stream.of(files).map(Path::toString).toList()));
    }

    @Test
    void anAdminsFirstDayAndAStewardsFirstTicket(@TempDir Path folder) throws Exception {
        try (Browser desk = Browser.open(Browser.DESKTOP)) {
            desk.go(program.address() + "/inbox/setup").logIn("admin");
            desk.awaitWords("main", "还没有地点，导入一份地点表");
            desk.awaitWords("main", "只有一个账号");
            desk.awaitWords("main", "现在是沙盒");

            theDirectoryIsTakenIn(desk, folder);
            theMenuIsPublished(desk);
            aColleagueGetsAnAccount(desk);

            desk.go(program.address() + "/inbox/setup");
            desk.awaitWords(".setup", "有 2 个单元");
            assertThat(desk.text(".setup-todo"))
                    .contains("现在是沙盒", "还没有收到过消息")
                    .doesNotContain("目录", "菜单", "工作人员", "每个单元有人管");
            String code = aStewardIsInvited(desk);
            aStewardWorksInTheYard(desk, code, folder);
            desk.go(program.address() + "/inbox/setup");
            desk.awaitWords(".setup", "最近一次收到消息");
            desk.photograph("setup-first-day");
            assertThat(desk.complaints()).isEmpty();
        }
    }

    private static void theDirectoryIsTakenIn(Browser desk, Path folder) throws Exception {
        Path places = Files.writeString(folder.resolve("places.csv"), PLACES, StandardCharsets.UTF_8);
        Path people = Files.writeString(folder.resolve("people.csv"), PEOPLE, StandardCharsets.UTF_8);
        desk.go(program.address() + "/inbox/directory");
        choose(desk, "#files", places, people);
        desk.press("看看会改什么");
        desk.awaitWords("main", "桂花苑,1号楼,2单元");
        desk.press("确认导入");
        desk.awaitWords("main", "导入好了");
    }

    private static void theMenuIsPublished(Browser desk) {
        desk.go(program.address() + "/inbox/wechat");
        desk.press("发布菜单");
        desk.awaitWords("main", "菜单已发布");
    }

    private static void aColleagueGetsAnAccount(Browser desk) {
        desk.go(program.address() + "/inbox/staff");
        desk.type("#new-username", "liuyang");
        desk.type("#new-name", "刘洋");
        desk.type("#new-password", Staff.PASSWORD);
        desk.fill("#new-role", "dispatcher");
        desk.type("#new-scope", "桂花苑1号楼");
        desk.press("添加员工");
        desk.awaitWords("main", "已添加");
        assertThat(desk.script("return document.querySelector('.rights input[name=scope]').value"))
                .isEqualTo("桂花苑1号楼");
    }

    private static String aStewardIsInvited(Browser desk) {
        desk.go(program.address() + "/inbox/directory/people?text=陈秀英");
        desk.press("邀请码");
        return desk.awaitWords(".invitation", "绑定").replaceAll("(?s).*绑定 ([A-Z0-9-]{9}).*", "$1");
    }

    private static void aStewardWorksInTheYard(Browser desk, String code, Path folder) throws Exception {
        try (Browser resident = Browser.open(Browser.PHONE);
                Browser steward = Browser.open(Browser.PHONE)) {
            resident.go(program.address() + "/simulator");
            resident.awaitWords("#chat", "小板凳");
            steward.go(program.address() + "/simulator");
            steward.awaitWords("#chat", "小板凳");
            steward.says("绑定 " + code);
            steward.awaitWords("#chat", "陈秀英，欢迎您");

            resident.says("1号楼2单元楼上半夜装修太吵了");
            String number =
                    TestResident.numberIn(resident.awaitWords("#chat", "登记好了")).toString();
            steward.awaitWords("#chat", "派给您一单，编号 " + number);
            steward.press("接单");
            steward.awaitWords("#chat", "接单了，编号 " + number);
            resident.awaitWords("#chat", "陈秀英已接单");

            Path picture = Files.write(folder.resolve("yard.jpg"), FakeWeChat.JPEG);
            choose(steward, "input[type=file]", picture);
            steward.awaitPicture(".chat-mine img");
            steward.says("办结 跟楼上说好了，晚上八点以后不施工");
            steward.awaitWords("#chat", "办结了");
            resident.awaitWords("#chat", "晚上八点以后不施工");
            resident.photograph("steward-resolved-resident");
            steward.photograph("steward-phone");

            desk.go(program.address() + "/inbox/tickets/" + number);
            desk.awaitWords("#panel", "陈秀英");
            desk.awaitWords("#panel", "已办结");
            assertThat(steward.complaints()).isEmpty();
            assertThat(resident.complaints()).isEmpty();
        }
    }
}
