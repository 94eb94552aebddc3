package org.bandeng;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.bandeng.support.Browser;
import org.bandeng.support.FakeWeChat;
import org.bandeng.support.House;
import org.bandeng.support.TestProgram;
import org.bandeng.support.TestResident;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebElement;

/** The official account in the sandbox: door codes, the menu, residents' pages, and what happens when WeChat is closed. */
class OfficialAccountTourIT {

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
    void fromTheCodeAtTheDoorToTheMarkOnThePage(@TempDir Path folder) throws Exception {
        try (Browser phone = Browser.open(Browser.PHONE);
                Browser desk = Browser.open(Browser.DESKTOP)) {
            phone.go(program.address() + "/simulator");
            phone.awaitWords("#chat", "小板凳");
            desk.go(program.address() + "/inbox/qr");
            desk.logIn("admin");
            makeCodes(desk);
            desk.photograph("qr-desktop");
            String scan = (String)
                    desk.script(
                            "return [...document.querySelectorAll('.qr-list li')].find(e => e.innerText.includes('3号楼2单元')).querySelector('a[href*=scan]').href");
            phone.go(scan);
            phone.awaitWords("#chat", "您住在幸福里3号楼2单元");

            phone.press("报修");
            phone.press("灯不亮");
            phone.awaitWords("#chat", "地点按您住的幸福里3号楼2单元登记");
            phone.awaitWords("#chat", "是哪里的灯不亮");
            phone.says("楼道灯");
            String number =
                    TestResident.numberIn(phone.awaitWords("#chat", "登记好了")).toString();

            desk.go(program.address() + "/inbox/tickets/" + number);
            desk.awaitWords(".reach-now", "现在写的话能直接送到");
            desk.press("接单");
            phone.awaitWords("#chat", "已接单");
            desk.awaitWords("#panel", "已接单");
            Path picture = Files.write(folder.resolve("lamp.jpg"), FakeWeChat.JPEG);
            ((WebElement) desk.script("return document.querySelector('.reply input[type=file]')"))
                    .sendKeys(picture.toString());
            desk.press("发送");
            phone.awaitPicture(".chat-bubble[data-from=account] img");
            desk.awaitPicture("#thread .said-staff img");
            desk.type("#resolve-note", "楼道灯已换新灯泡");
            desk.press("办结");
            phone.awaitWords("#chat", "已办结");
            phone.photograph("phone-menu");

            phone.press("我的事");
            phone.press("办到哪一步");
            phone.awaitWords("main", "编号 " + number);
            phone.photograph("portal-list-phone");
            phone.click("a.line");
            phone.awaitWords("main", "办得怎么样");
            phone.photograph("portal-ticket-phone");
            phone.click("input[value='5'] + span");
            phone.type("#words", "师傅又快又好");
            phone.press("提交评价");
            phone.awaitWords("main", "谢谢您的评价");
            phone.photograph("portal-rated-phone");
            assertThat((Long) phone.script("return document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(Browser.PHONE.width);
            desk.awaitWords("#panel", "师傅又快又好");
            assertThat(phone.complaints()).isEmpty();
            assertThat(desk.complaints()).isEmpty();
        }
    }

    @Test
    void whatHappensWhenWeChatIsClosed() {
        try (Browser phone = Browser.open(Browser.PHONE);
                Browser desk = Browser.open(Browser.DESKTOP)) {
            phone.go(program.address() + "/simulator");
            phone.awaitWords("#chat", "小板凳");
            phone.says("5号楼1单元楼道灯坏了");
            String number =
                    TestResident.numberIn(phone.awaitWords("#chat", "登记好了")).toString();
            phone.press("平台故障演练");
            phone.click("input[value='window-closed']");

            desk.go(program.address() + "/inbox/tickets/" + number);
            desk.logIn("admin");
            desk.awaitWords("#panel", "接单");
            desk.press("接单");
            phone.awaitWords("#chat", "【服务通知】");
            phone.photograph("phone-template");
            desk.awaitWords(".reach-now", "48 小时");
            desk.press("模板消息");
            desk.awaitWords("#thread", "45015");
            desk.photograph("ticket-attempts-desktop");

            desk.type("#reply", "明天上午停水，请存水。");
            desk.click("input[name=important]");
            desk.press("发送");
            desk.awaitWords("#thread", "等居民下次说话时再发");
            desk.go(program.address() + "/inbox");
            desk.awaitWords(".doorstep", "请存水");
            desk.photograph("inbox-doorstep-desktop");

            phone.click("input[value='window-closed']");
            phone.says("在吗");
            phone.awaitWords("#chat", "请存水");
            desk.go(program.address() + "/inbox/wechat");
            desk.awaitWords("main", "/cgi-bin/message/custom/send");
            desk.awaitWords("main", "手机上的菜单和这里一样");
            desk.photograph("wechat-desktop");
            assertThat(desk.complaints()).isEmpty();
        }
    }

    @Test
    void aVoiceIsHeardInTheInbox() {
        try (Browser phone = Browser.open(Browser.PHONE);
                Browser desk = Browser.open(Browser.DESKTOP)) {
            phone.go(program.address() + "/simulator");
            phone.awaitWords("#chat", "小板凳");
            phone.type("#text", "voice");
            phone.click(".phone-more summary");
            phone.press("发一段没有文字的语音");
            phone.awaitWords("#chat", "语音收到了");
            phone.says("6");
            phone.awaitWords("#chat", "工作人员听到后");

            desk.go(program.address() + "/inbox");
            desk.logIn("admin");
            desk.click(".waiting li:last-child a");
            desk.press("▶ 播放语音");
            desk.awaitPlayable("#thread audio");
            assertThat(desk.complaints()).isEmpty();
            desk.photograph("voice-desktop");
        }
    }

    @Test
    void postersCanBePrinted() {
        try (Browser desk = Browser.open(Browser.DESKTOP)) {
            desk.go(program.address() + "/inbox/qr");
            desk.logIn("admin");
            makeCodes(desk);
            desk.go(program.address() + "/inbox/qr/posters?size=a4");
            desk.awaitWords(".poster-place", "幸福里3号楼2单元");
            desk.photograph("poster-a4");
            desk.go(program.address() + "/inbox/qr/posters?size=a6");
            desk.photograph("poster-a6");
            assertThat(desk.complaints()).isEmpty();
        }
    }

    /** Once a program. */
    private static void makeCodes(Browser desk) {
        desk.awaitWords("main", "幸福里");
        if (desk.text("main").contains("生成还没有的")) {
            desk.click(".qr-make button");
            desk.awaitWords("main", "已生成");
        }
    }
}
