package org.bandeng.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bandeng.community.DirectoryImport;
import org.bandeng.community.DirectoryImport.NamedFile;
import org.bandeng.community.DirectoryMistakesException;
import org.bandeng.support.Clerk;
import org.bandeng.support.FakeWeChat;
import org.bandeng.support.House;
import org.bandeng.support.Staff;
import org.bandeng.support.TestProgram;
import org.bandeng.support.TestResident;
import org.bandeng.ticket.TicketNumber;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The directory's files and pages: looked at before they change anything, as often as one likes, and nobody is forgotten. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectoryIT {

    private static final String PLACES = """
            compound,building,unit,spot,aliases,office,position,grid
            梦园,,,,梦园小区,梦园物业,,梦园支部
            梦园,1号楼,,,,,,梦园支部/第一网格/1号微网格
            梦园,1号楼,1单元,,,,,
            梦园,1号楼,2单元,,,,,梦园支部/第一网格/2号微网格
            梦园,,,北门,,,113.01 28.2,
            """;
    private static final String PEOPLE = """
            name,role,scope,rank,duty,code
            李桂英,红管家,梦园1号楼1单元,1,,
            王秀英,红管家,梦园支部/第一网格/2号微网格,1,,X01
            王秀英,红管家,梦园1号楼1单元,2,mon-fri 8:00-12:00 14:00-18:00; sat 9:00-12:00,X02
            """;

    private final FakeWeChat weChat = House.weChat();
    private TestProgram program;
    private DirectoryImport files;
    private Clerk clerk;

    @BeforeAll
    void openTheOffice() throws Exception {
        program = TestProgram.start(House.temporary(), House.arguments("--bandeng.wechat.compatible=true"));
        files = program.bean(DirectoryImport.class);
        files.take(files(PLACES, PEOPLE)).block();
        clerk = new Clerk(program);
        clerk.logIn("admin", Staff.PASSWORD);
    }

    @AfterAll
    void closeTheOffice() {
        program.close();
    }

    @BeforeEach
    void thePlatformWorks() {
        weChat.works();
    }

    private static List<NamedFile> files(String places, String people) {
        return List.of(new NamedFile("people.csv", people), new NamedFile("places.csv", places));
    }

    @Test
    void whatIsTakenInAgainChangesNothing() {
        assertThat(files.take(files(PLACES, PEOPLE)).block()).isEmpty();
        assertThat(files.preview(List.of(exported("places.csv"), exported("people.csv")))
                        .block())
                .as("what was exported is what there is")
                .isEmpty();
    }

    private NamedFile exported(String name) {
        return files.export().block().stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aPreviewShowsEveryRowAndChangesNone() {
        String places = PLACES.replace("梦园物业", "新物业") + "梦园,2号楼,,,,,,\n";

        List<DirectoryImport.Change> changes =
                files.preview(files(places, PEOPLE)).block();

        assertThat(changes)
                .containsExactlyInAnyOrder(
                        new DirectoryImport.Change("梦园,,,,梦园小区,梦园物业,,梦园支部", "梦园,,,,梦园小区,新物业,,梦园支部"),
                        new DirectoryImport.Change("", "梦园,2号楼,,,,,,"));
        assertThat(exported("places.csv").text()).contains("梦园物业").doesNotContain("新物业", "梦园,2号楼");
    }

    @Test
    void oneMistakeAndNothingIsTakenIn() {
        String people = PEOPLE + "赵六,红管家,梦园9号楼,one,sometimes,\n,,梦园,1,,\n";

        assertThat(files.take(files(PLACES + "梦园,3号楼,,,,,,a/b/c/d\n梦园,3号楼,,,,,,\n", people))
                        .map(List::toString)
                        .onErrorResume(
                                DirectoryMistakesException.class, e -> reactor.core.publisher.Mono.just(e.getMessage()))
                        .block())
                .contains(
                        "places.csv: row 7: column grid: \"a/b/c/d\" is none",
                        "places.csv: row 8: column compound: \"梦园3号楼\" stands here twice",
                        "people.csv: row 5: column scope: there is no place and no grid \"梦园9号楼\"",
                        "people.csv: row 5: column rank: \"one\" is none",
                        "people.csv: row 5: column duty: \"sometimes\" are no hours",
                        "people.csv: row 6: column name: must have 1 to 20 characters",
                        "people.csv: row 6: column role: is empty");
        assertThat(exported("places.csv").text()).doesNotContain("3号楼,,,,,,a");
    }

    @Test
    void anAdminLooksFirstAndThenTakesIn() throws Exception {
        Document page = Jsoup.parse(clerk.get("/inbox/directory").body());
        assertThat(page.text()).contains("2 微网格", "个单元没有红管家");

        HttpResponse<String> preview =
                clerk.upload(page, "/inbox/directory/preview", "files", Map.of("places.csv", PLACES + "梦园,,,南门,,,,\n"));
        Document looked = Jsoup.parse(preview.body());
        assertThat(looked.text()).contains("会改 1 行", "梦园,,,南门,,,,");
        assertThat(exported("places.csv").text()).doesNotContain("南门,,,,\n梦园");

        Document taken = Jsoup.parse(clerk.submit(
                        looked,
                        "/inbox/directory",
                        Map.of("text", looked.selectFirst("textarea[name=text]").wholeText()))
                .body());
        assertThat(taken.text()).contains("改了 1 行");
        assertThat(clerk.get("/inbox/directory/places.csv").body()).contains("梦园,,,南门");
    }

    @Test
    void aPlaceIsAddedAndChangedOnThePage() throws Exception {
        Document page = Jsoup.parse(clerk.get("/inbox/directory").body());

        clerk.submit(page, "/inbox/directory/place", Map.of("compound", "梦园", "building", "9号楼", "office", "九号楼管家"));
        assertThat(exported("places.csv").text()).contains("梦园,9号楼,,,,九号楼管家,,");
        clerk.submit(page, "/inbox/directory/place", Map.of("compound", "梦园", "building", "9号楼", "aliases", "老九栋"));
        assertThat(exported("places.csv").text()).contains("梦园,9号楼,,,老九栋,,,");
        assertThat(clerk.submit(page, "/inbox/directory/place", Map.of("compound", "梦园", "unit", "1单元"))
                        .body())
                .contains("要写在哪栋楼");
    }

    @Test
    void aMistakeInAFileIsShownOnThePage() throws Exception {
        Document page = Jsoup.parse(clerk.get("/inbox/directory").body());

        Document told = Jsoup.parse(
                clerk.upload(page, "/inbox/directory/preview", "files", Map.of("people.csv", "name,role\n李四,红管家\n"))
                        .body());

        assertThat(told.text()).contains("什么也没有导入", "people.csv 第 1 行 缺少列 scope, rank, duty");
    }

    @Test
    void whoLeavesPassesOnWhatTheyHad() throws Exception {
        Map<String, String> post =
                new LinkedHashMap<>(Map.of("name", "周大姐", "role", "红管家", "scope", "梦园1号楼2单元", "rank", "1"));
        Document people =
                Jsoup.parse(clerk.get("/inbox/directory/people?text=王秀英").body());
        assertThat(clerk.submit(people, "/inbox/directory/people", post).body()).contains("周大姐", "梦园1号楼2单元");
        TestResident zhou = bound("周大姐");
        TestResident xiuying = bound("王秀英");
        TestResident auntLi = TestResident.of(program);
        TicketNumber number = auntLi.reports("梦园1号楼2单元楼上半夜装修太吵了");
        weChat.awaitPush(zhou.openId(), "派给您一单，编号 " + number);
        zhou.says("接单");

        long id = (long) program.value("select id from staff where name = '周大姐'");
        Document page = Jsoup.parse(clerk.get("/inbox/directory/people").body());
        clerk.submit(page, "/inbox/directory/people/%d/left".formatted(id), Map.of());

        weChat.awaitPush(xiuying.openId(), "派给您一单，编号 " + number);
        assertThat(program.rows(
                        "select e.cause from ticket_event e join ticket t on t.id = e.ticket_id where t.number = "
                                + number + " order by e.version"))
                .extracting(row -> row.get("cause"))
                .endsWith("left");
        assertThat(zhou.says("我的任务")).doesNotContain("手上要办的");
        files.take(List.of(new NamedFile("people.csv", "name,role,scope,rank,duty\n周大姐,红管家,梦园1号楼2单元,1,\n")))
                .block();
        Document gone = Jsoup.parse(clerk.get("/inbox/directory/people").body());
        assertThat(gone.select("table.people").text())
                .as("an old file brings nobody back")
                .doesNotContain("周大姐");

        clerk.submit(gone, "/inbox/directory/people/%d/back".formatted(id), Map.of());
        assertThat(Jsoup.parse(clerk.get("/inbox/directory/people").body())
                        .select("table.people")
                        .text())
                .as("it was a slip of the hand")
                .contains("周大姐", "梦园1号楼2单元");
    }

    @Test
    void theSessionOfWhoLeftEnds() throws Exception {
        Clerk other = new Clerk(program);
        Document staff = Jsoup.parse(clerk.get("/inbox/staff").body());
        clerk.submit(
                staff,
                "/inbox/staff",
                Map.of("username", "laoqian", "name", "老钱", "password", "a-long-password", "role", "dispatcher"));
        other.logIn("laoqian", "a-long-password");
        assertThat(other.get("/inbox").statusCode()).isEqualTo(200);

        long id = (long) program.value("select id from staff where username = 'laoqian'");
        Document people = Jsoup.parse(clerk.get("/inbox/directory/people").body());
        clerk.submit(people, "/inbox/directory/people/%d/left".formatted(id), Map.of());

        await("the login page")
                .atMost(Duration.ofSeconds(15))
                .until(() -> other.get("/inbox").statusCode() == 302);
        assertThat(other.logIn("laoqian", "a-long-password")
                        .headers()
                        .firstValue("location")
                        .orElse(""))
                .contains("/login?error");
    }

    private TestResident bound(String name) throws Exception {
        TestResident person = TestResident.of(program);
        long id = (long) program.value("select id from staff where name = '%s' order by id limit 1".formatted(name));
        Document people = Jsoup.parse(clerk.get("/inbox/directory/people").body());
        String shown = Jsoup.parse(clerk.submit(people, "/inbox/directory/people/%d/invitation".formatted(id), Map.of())
                        .body())
                .selectFirst(".invitation")
                .text();
        String code = shown.replaceAll(".*绑定 ([A-Z0-9-]{9}).*", "$1");
        assertThat(person.says("绑定 " + code)).contains(name + "，欢迎您");
        return person;
    }

    @Test
    void aClerkWhoIsNoAdminDoesNotGetThere() throws Exception {
        Clerk other = new Clerk(program);
        Document staff = Jsoup.parse(clerk.get("/inbox/staff").body());
        clerk.submit(
                staff,
                "/inbox/staff",
                Map.of("username", "xiaoliu", "name", "小刘", "password", "a-long-password", "role", "dispatcher"));
        other.logIn("xiaoliu", "a-long-password");

        assertThat(other.get("/inbox/directory").statusCode()).isEqualTo(403);
        assertThat(other.get("/inbox/directory/people.csv").statusCode()).isEqualTo(403);
    }
}
