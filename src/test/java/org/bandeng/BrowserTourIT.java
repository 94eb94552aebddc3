package org.bandeng;

import static org.assertj.core.api.Assertions.assertThat;

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

/** The tour of the README in two windows: a resident's phone and the inbox of the staff. */
class BrowserTourIT {

    private static TestProgram program;

    @BeforeAll
    static void start() {
        program = TestProgram.start(House.temporary(), "--bandeng.community.name=幸福里社区");
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    @Test
    void aResidentAndAClerkMeet(@TempDir Path folder) throws Exception {
        try (Browser phone = Browser.open(Browser.PHONE);
                Browser desk = Browser.open(Browser.DESKTOP)) {
            phone.go(program.address() + "/simulator");
            phone.awaitWords("#chat", "幸福里社区的小板凳");

            desk.go(program.address() + "/inbox");
            desk.photograph("login-desktop");
            desk.logIn("admin");
            desk.awaitWords("main", "没有符合条件的工单");
            desk.script("window.sameWindow = true");

            phone.says("3号楼2单元楼道灯坏了");
            String chat = phone.awaitWords("#chat", "登记好了，编号");
            String number = TestResident.numberIn(chat).toString();
            phone.awaitWords("#chat", "方便的话再拍张照片");
            Path picture = Files.write(folder.resolve("stairwell.jpg"), FakeWeChat.JPEG);
            ((org.openqa.selenium.WebElement) phone.script("return document.querySelector('input[type=file]')"))
                    .sendKeys(picture.toString());
            phone.awaitWords("#chat", "照片加到编号 " + number);
            phone.photograph("phone-registered");

            desk.awaitWords("#rows", number);
            assertThat(desk.script("return window.sameWindow"))
                    .as("without reloading")
                    .isEqualTo(true);
            desk.photograph("inbox-desktop");
            desk.click("tr[data-ticket='%s'] a".formatted(number));
            desk.awaitWords("#thread", "3号楼2单元楼道灯坏了");
            desk.awaitWords("#panel", "幸福里3号楼2单元");
            desk.awaitPicture("#thread .said-resident img");
            desk.awaitPicture("#panel .pictures img");

            desk.type("#reply", "您好，师傅半小时内到。");
            desk.press("发送");
            phone.awaitWords("#chat", "管理员：您好，师傅半小时内到。");
            desk.press("接单");
            phone.awaitWords("#chat", "已接单");
            desk.type("#resolve-note", "楼道灯已换新灯泡");
            desk.photograph("ticket-desktop");
            desk.press("办结");
            phone.awaitWords("#chat", "已办结：楼道灯已换新灯泡");
            phone.awaitWords("#chat", "非常满意");
            phone.photograph("phone-survey");

            phone.says("5");
            phone.awaitWords("#chat", "5 分");
            phone.says("师傅又快又好");
            phone.awaitWords("#chat", "谢谢您");
            desk.awaitWords("#panel", "师傅又快又好");
            desk.awaitWords("#panel", "5 分");
            desk.awaitWords("#panel", "已解决");
            desk.photograph("ticket-rated-desktop");
            phone.says("查进度");
            phone.awaitWords("#chat", "编号 " + number + " 照明报修");
            phone.says("人工");
            phone.awaitWords("#chat", "已经帮您转给工作人员");
            phone.photograph("phone-progress");
            desk.go(program.address() + "/inbox");
            desk.awaitWords("#rows", "等待人工");
            desk.awaitWords("#rows", "★ 5");
            desk.photograph("inbox-waiting-desktop");

            assertThat(phone.complaints()).isEmpty();
            assertThat(desk.complaints()).isEmpty();
        }
    }

    @Test
    void theInboxWorksOnAPhone() {
        try (Browser resident = Browser.open(Browser.DESKTOP);
                Browser clerk = Browser.open(Browser.PHONE)) {
            resident.go(program.address() + "/simulator");
            resident.awaitWords("#chat", "小板凳");
            resident.says("车位被占了");
            resident.awaitWords("#chat", "在什么位置");
            resident.says("东门");
            resident.awaitWords("#chat", "这样登记可以吗");
            resident.says("是");
            String number =
                    TestResident.numberIn(resident.awaitWords("#chat", "登记好了")).toString();
            resident.photograph("simulator-desktop");

            clerk.go(program.address() + "/inbox");
            clerk.photograph("login-phone");
            clerk.logIn("admin");
            clerk.awaitWords("#rows", number);
            clerk.photograph("inbox-phone");
            clerk.click("tr[data-ticket='%s'] a".formatted(number));
            clerk.awaitWords("#panel", "停车问题");
            clerk.photograph("ticket-phone");
            assertThat((Long) clerk.script("return document.documentElement.scrollWidth"))
                    .as("nothing sticks out on the right")
                    .isLessThanOrEqualTo(Browser.PHONE.width);
            clerk.press("接单");
            resident.awaitWords("#chat", "已接单");
            assertThat(clerk.complaints()).isEmpty();
        }
    }

    @Test
    void anAdminMakesAnAccountAndItsOwnerChangesThePassword() {
        try (Browser window = Browser.open(Browser.DESKTOP)) {
            window.go(program.address() + "/inbox/staff");
            window.logIn("admin");
            window.type("#new-username", "wangfang");
            window.type("#new-name", "王芳");
            window.type("#new-password", Staff.PASSWORD);
            window.photograph("staff-desktop");
            window.press("添加员工");
            window.awaitWords("main", "已添加");
            window.press("退出");
            window.awaitWords("main", "已退出");

            window.logIn("wangfang");
            window.awaitWords(".top", "王芳");
            assertThat(window.text(".top-nav")).doesNotContain("员工");
            window.go(program.address() + "/inbox/account");
            window.type("#current", Staff.PASSWORD);
            window.type("#password", "another-long-password");
            window.type("#repeated", "another-long-password");
            window.press("修改密码");
            window.awaitWords("main", "改好了，请用新的重新登录");
            window.type("#username", "wangfang");
            window.type("#password", "another-long-password");
            window.press("登录");
            window.awaitWords(".top", "王芳");
        }
    }
}
