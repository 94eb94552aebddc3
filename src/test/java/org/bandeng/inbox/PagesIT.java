package org.bandeng.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.results.Rule;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bandeng.canvass.Canvass;
import org.bandeng.canvass.CanvassDesk;
import org.bandeng.care.CareDesk;
import org.bandeng.care.CarePerson;
import org.bandeng.community.Place;
import org.bandeng.community.PlaceId;
import org.bandeng.community.Places;
import org.bandeng.community.Scopes;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffId;
import org.bandeng.community.StaffMember;
import org.bandeng.occasion.Occasion;
import org.bandeng.occasion.OccasionDesk;
import org.bandeng.support.Browser;
import org.bandeng.support.Cable;
import org.bandeng.support.FakeWeChat;
import org.bandeng.support.House;
import org.bandeng.support.Staff;
import org.bandeng.support.TestProgram;
import org.bandeng.support.TestResident;
import org.bandeng.ticket.TicketAction;
import org.bandeng.ticket.TicketNumber;
import org.bandeng.works.Works;
import org.bandeng.works.WorksDesk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Dimension;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Every page of the inbox as people meet it: on the office PC and on a phone, light and dark, by eye and by ear. The pictures are
 * in {@code target/screens}, with what each page weighs and when something of it is seen first in {@code pages.tsv}.
 */
class PagesIT {

    private static final Dimension PC = new Dimension(1440, 900);
    private static final Dimension PHONE = new Dimension(390, 844);

    private final TestProgram program = House.program();
    private final FakeWeChat weChat = House.weChat();
    private final TestResident auntLi = TestResident.of(program);
    private TicketNumber number;
    private long resident;
    private Object topic;

    @BeforeEach
    void aMorningInTheOffice() {
        weChat.works();
        number = auntLi.reports("3号楼2单元楼道灯坏了");
        auntLi.sendsPicture("media-of-the-morning");
        Staff wangFang = Staff.wangFang(program);
        wangFang.does(TicketAction.ACCEPT, number, "");
        wangFang.writes(number, "师傅半小时内到。");
        TestResident.of(program).reports("5号楼1单元电梯总是抖");
        TestResident.of(program).says("人工");
        program.rows("""
                insert into topic (number, version, forum, title, words, status, needed, opened_at, updated_at)
                values (nextval('topic_serial'), 1, 'street-council', '夜市这条路怎么修', '坑太多', 'submitted', 30, now(), now())
                returning id""");
        topic = program.value("select max(number) from topic");
        resident = (long) program.value("select id from resident where open_id = '" + auntLi.openId() + "'");
        program.rows(
                "insert into canned_answer (title, content) values ('已安排', '您好，编号 {ticket.number} 已经安排师傅。') on conflict do nothing returning id");
    }

    private Map<String, String> pages() {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("inbox", "/inbox");
        pages.put("inbox-filter", "/inbox?view=open&status=accepted");
        pages.put("ticket", "/inbox/tickets/" + number);
        pages.put("resident", "/inbox/residents/" + resident);
        pages.put("report", "/inbox/report");
        pages.put("promises", "/inbox/promises");
        pages.put("issues", "/inbox/issues");
        pages.put("figures", "/inbox/figures");
        pages.put("week", "/inbox/figures/week");
        pages.put("lessons", "/inbox/lessons");
        pages.put("answers", "/inbox/answers");
        pages.put("staff", "/inbox/staff");
        pages.put("directory", "/inbox/directory");
        pages.put("people", "/inbox/directory/people");
        pages.put("dialogs", "/inbox/dialogs");
        pages.put("dialog", "/inbox/dialogs/lighting.yaml");
        pages.put("wechat", "/inbox/wechat");
        pages.put("qr", "/inbox/qr");
        pages.put("setup", "/inbox/setup");
        pages.put("audit", "/inbox/audit");
        pages.put("rules", "/inbox/rules");
        pages.put("topics", "/inbox/topics");
        pages.put("topic", "/inbox/topics/" + topic);
        theBench(pages);
        pages.put("account", "/inbox/account");
        pages.put("second-factor", "/inbox/account/second-factor");
        return pages;
    }

    /** What people come together for, with something on each page. */
    private void theBench(Map<String, String> pages) {
        StaffId admin = program.bean(StaffAccounts.class)
                .named("admin")
                .map(account -> account.member().id())
                .block();
        PlaceId building = program.bean(Places.class).directory().block().places().stream()
                .filter(place -> place.fullName().equals("幸福里5号楼"))
                .map(Place::id)
                .findFirst()
                .orElseThrow();
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        Occasion meeting = program.bean(OccasionDesk.class)
                .plan(
                        new OccasionDesk.Plan(
                                Occasion.Kind.MEETING,
                                "夜市怎么管",
                                "street-council",
                                0,
                                0,
                                building,
                                "社区二楼",
                                tomorrow,
                                tomorrow.plus(Duration.ofHours(2)),
                                0,
                                List.of(new Occasion.Slot("家电维修", 10)),
                                false),
                        admin)
                .block();
        LocalDate today = LocalDate.now();
        Works works = program.bean(WorksDesk.class)
                .announce(
                        new WorksDesk.Plan(
                                "屋面防水",
                                building,
                                "5号楼屋顶",
                                "市政工程队",
                                "13800000000",
                                today,
                                today.plusDays(30),
                                "周一至周五 8:00-12:00",
                                List.of("lighting"),
                                "公共维修资金 12 万元",
                                true,
                                List.of(new WorksDesk.Step("拆旧防水", today.plusDays(5)))),
                        admin)
                .block();
        program.bean(WorksDesk.class).hang(works.number(), number, true).block();
        program.bean(WorksDesk.class)
                .check(works.number(), new WorksDesk.Step("碎渣清干净没有", today.plusDays(3)))
                .block();
        Canvass canvass = program.bean(CanvassDesk.class)
                .open(
                        new CanvassDesk.Plan(
                                Canvass.Kind.DEMAND, "充电桩装在哪里", List.of("南门", "北门"), building, tomorrow, 0),
                        admin)
                .block();
        program.bean(CareDesk.class)
                .enter(
                        new CarePerson.Who("孙奶奶", "5号楼1单元301", "13900001111", "女儿", "耳背"),
                        "本人当面同意",
                        new CareDesk.Watch(admin, admin, DayOfWeek.WEDNESDAY, LocalTime.of(9, 30)))
                .block();
        pages.put("occasions", "/inbox/occasions");
        pages.put("occasion", "/inbox/occasions/" + meeting.number());
        pages.put("rosters", "/inbox/rosters");
        pages.put("talents", "/inbox/talents");
        pages.put("agreements", "/inbox/agreements");
        pages.put("works", "/inbox/works");
        pages.put("works-page", "/inbox/works/" + works.number());
        pages.put("canvasses", "/inbox/canvasses");
        pages.put("canvass", "/inbox/canvasses/" + canvass.number());
        pages.put("care", "/inbox/care");
    }

    @Test
    void noPageKeepsAnybodyOutAndAllFitTheirScreens() throws Exception {
        Map<String, String> pages = pages();
        Map<String, String> found = new TreeMap<>();
        List<String> weights = new ArrayList<>(List.of("page\tscreen\tfirst contentful paint, ms\tkB\trequests"));
        for (Dimension screen : List.of(PC, PHONE)) {
            try (Browser browser = Browser.open(screen)) {
                browser.go(program.address() + "/login");
                look(browser, "login", screen, found, weights);
                browser.logIn("admin");
                browser.find("main.list");
                pages.forEach((name, address) -> {
                    browser.go(program.address() + address);
                    look(browser, name, screen, found, weights);
                });
                if (screen.equals(PC)) {
                    browser.script("localStorage.setItem('theme', 'dark')");
                    for (String name : List.of("inbox", "ticket", "figures", "staff", "setup")) {
                        browser.go(program.address() + pages.get(name));
                        look(browser, name + "-dark", screen, found, weights);
                    }
                }
            }
        }
        Browser.keep("pages.tsv", String.join("\n", weights) + "\n");

        assertThat(found).isEmpty();
    }

    private static void look(
            Browser browser, String name, Dimension screen, Map<String, String> found, List<String> weights) {
        browser.find("main");
        browser.photograph(name + "-" + screen.width);
        weights.add("%s\t%d\t%s".formatted(name, screen.width, browser.weight()));
        List<Rule> violations = browser.accessibility().stream()
                .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                .toList();
        violations.forEach(rule -> found.put(
                name + "-" + screen.width + " " + rule.getId(),
                rule.getNodes().stream()
                        .limit(4)
                        .map(node -> node.getTarget() + " " + node.getHtml())
                        .collect(Collectors.joining(" | "))));
        long overflow = (long) browser.script(
                "return Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)");
        if (overflow > 1) {
            found.put(name + "-" + screen.width + " too wide", overflow + " pixels");
        }
        browser.complaints().forEach(line -> found.put(name + "-" + screen.width + " console", line));
    }

    @Test
    void twoClerksAtOneTicketSeeEachOther() throws Exception {
        StaffAccounts accounts = program.bean(StaffAccounts.class);
        String username = "zhou" + System.nanoTime();
        StaffMember zhou = accounts.add(
                        username,
                        "周明",
                        StaffMember.Role.HANDLER,
                        program.bean(PasswordEncoder.class).encode(Staff.PASSWORD))
                .block();
        assertThat(program.bean(Scopes.class).narrow(zhou.id(), List.of()).block())
                .isEmpty();
        try (Browser first = Browser.open(PC);
                Browser second = Browser.open(PC)) {
            first.go(program.address() + "/inbox/tickets/" + number).logIn("admin");
            first.find("#reply");
            second.go(program.address() + "/inbox/tickets/" + number).logIn(username);
            second.awaitWords("#here", "管理员也在看");

            first.type("#reply", "师傅");
            second.awaitWords("#here", "管理员正在回复");
        }
    }

    @Test
    void whatWasTypedIsThereAgainAfterAProblem() throws Exception {
        try (Browser desk = Browser.open(PC)) {
            desk.go(program.address() + "/inbox/works").logIn("admin");
            desk.find("main.list");
            desk.script("""
                    document.getElementById('works-new').open = true;
                    document.getElementById('works-title').value = '换水管';
                    document.getElementById('works-place').value = '月亮上';
                    document.getElementById('works-venue').value = '楼下';
                    document.getElementById('works-who').value = '市政';
                    document.getElementById('works-starts').value = '2030-01-01';
                    document.getElementById('works-ends').value = '2030-02-01';
                    document.querySelector('#works-new form').requestSubmit();""");
            desk.awaitWords("[role=alert]", "地点要从提示里选");
            assertThat(desk.script("return document.getElementById('works-title').value"))
                    .isEqualTo("换水管");
            assertThat(desk.script("return document.getElementById('works-ends').value"))
                    .isEqualTo("2030-02-01");
        }
    }

    @Test
    void aClerksMorningByKeys() throws Exception {
        try (Browser desk = Browser.open(PC)) {
            desk.go(program.address() + "/inbox?text=" + number).logIn("admin");
            desk.awaitWords("#rows", number.toString());
            desk.keys("j");
            desk.keys("\n");
            desk.awaitWords("#panel", "工单 " + number);
            desk.keys("r");
            desk.keys("马上");
            assertThat(desk.script("return document.activeElement.id")).isEqualTo("reply");
            await("the draft").until(() -> program.value("select count(*) from reply_draft where content = '马上'")
                    .equals(1L));
            desk.go(program.address() + "/inbox/tickets/" + number);
            assertThat(desk.script("return document.getElementById('reply').value"))
                    .isEqualTo("马上");
            desk.keys("?");
            desk.awaitWords("#keys", "回到列表");
            desk.photograph("keys");
        }
    }

    @Test
    void aLostConnectionLosesNothing() throws Exception {
        try (Cable cable = new Cable(program);
                Browser desk = Browser.open(PC)) {
            desk.go(cable.address() + "/inbox?view=open").logIn("admin");
            desk.awaitWords("#rows", number.toString());
            desk.script("window.sameWindow = true");

            cable.pullOut();
            desk.awaitWords("#lost", "连接断了");
            desk.photograph("lost");
            String meanwhile = TestResident.of(program).reports("6号楼2单元楼道灯坏了").toString();
            desk.fill("#search", "写到一半");
            desk.press("查找");
            assertThat(desk.script("return document.getElementById('search').value"))
                    .as("a form that is sent now stays as it is")
                    .isEqualTo("写到一半");

            cable.putIn();
            desk.awaitWords("#rows", meanwhile);
            await("the warning").until(() -> desk.text("#lost").isEmpty());
            assertThat(desk.script("return window.sameWindow"))
                    .as("without reloading")
                    .isEqualTo(true);
        }
    }

    @Test
    void picturesOpenOnThePageOneAfterTheOther() throws Exception {
        auntLi.sendsPicture("media-of-the-evening");
        await("both pictures").until(() -> program.value(
                        "select count(*) from media where status = 'stored' and resident_id = " + resident)
                .equals(2L));
        try (Browser desk = Browser.open(PC)) {
            desk.go(program.address() + "/inbox/tickets/" + number).logIn("admin");
            desk.awaitPicture("#thread a[data-photo] img");

            desk.click("#thread a[data-photo]");
            desk.awaitPicture("#photo-image");
            desk.awaitWords("[data-photo-count]", "/ 2");
            Object first = desk.script("return document.getElementById('photo-image').src");
            desk.photograph("photo");
            desk.press("下一张");
            assertThat(desk.script("return document.getElementById('photo-image').src"))
                    .isNotEqualTo(first);
            desk.press("转一转");
            assertThat(desk.script("return document.getElementById('photo-image').className"))
                    .isEqualTo("turned-1");
            desk.press("关上");
            assertThat(desk.script("return document.getElementById('photo').open"))
                    .isEqualTo(false);
            assertThat(desk.address()).endsWith("/inbox/tickets/" + number);
        }
    }
}
