package org.bandeng.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.bandeng.support.Clerk;
import org.bandeng.support.House;
import org.bandeng.support.Staff;
import org.bandeng.support.TestProgram;
import org.bandeng.support.TestResident;
import org.bandeng.ticket.TicketAction;
import org.bandeng.ticket.TicketNumber;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists of tickets: page after page, by words of one sign and more, as files, and what is promised by whom. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListsIT {

    private static final int TICKETS = 230;

    private TestProgram program;
    private Clerk clerk;
    private Staff wangFang;
    private TicketNumber lift;

    @BeforeAll
    void thereAreManyTickets() throws Exception {
        House.weChat().works();
        program = TestProgram.start(House.temporary(), House.arguments("--bandeng.wechat.compatible=true"));
        TestResident auntLi = TestResident.of(program);
        auntLi.says("你好");
        wangFang = Staff.wangFang(program);
        lift = wangFang.registersFor(auntLi.openId(), "elevator", "2号楼3单元", "=HYPERLINK(\"http://evil\") 电梯停在7楼");
        for (int i = 1; i < TICKETS; i++) {
            wangFang.registersFor(auntLi.openId(), "lighting", "3号楼2单元", "楼道灯坏了");
        }
        clerk = new Clerk(program);
        clerk.logIn("admin", Staff.PASSWORD);
    }

    @AfterAll
    void close() {
        program.close();
    }

    private Document list(String query) throws Exception {
        return Jsoup.parse(clerk.get("/inbox" + query).body());
    }

    @Test
    void everyTicketStandsOnOnePageAndNoneOnTwo() throws Exception {
        List<String> numbers = new ArrayList<>();
        String query = "?view=open";
        int pages = 0;
        while (!query.isEmpty()) {
            Document page = list(query);
            pages++;
            numbers.addAll(page.select("tr[data-ticket]").eachAttr("data-ticket"));
            Element next = page.selectFirst(".list-more a:contains(再往后看)");
            query = next == null ? "" : URI.create(next.attr("href")).toString().replace("/inbox", "");
        }

        Document scrolled = Jsoup.parse("<table>%s</table>"
                .formatted(clerk.get(list("?view=open")
                                .selectFirst(".list-more[hx-get]")
                                .attr("hx-get"))
                        .body()));
        assertThat(scrolled.select("tr[data-ticket]").eachAttr("data-ticket"))
                .as("what is fetched while somebody scrolls")
                .isEqualTo(numbers.subList(100, 200));
        assertThat(pages).isEqualTo(3);
        assertThat(numbers).hasSize(TICKETS).doesNotHaveDuplicates();
        assertThat(list(query = "?view=open").select(".list-end").text())
                .contains("Excel", "CSV")
                .doesNotContain("回到最前");
    }

    @ParameterizedTest
    @CsvSource({
        "梯, 1",
        "电梯, 1",
        "2号楼 电梯, 1",
        "停在7楼, 1",
        "灯, 100",
        "灯亮, 0",
        "'2号楼 灯', 0",
        "HYPERLINK(, 1",
        "'%', 0",
        "'''', 0"
    })
    void wordsAreFoundFromOneSignOn(String words, int found) throws Exception {
        Document page = list("?text=" + URLEncoder.encode(words, StandardCharsets.UTF_8));

        assertThat(page.select("tr[data-ticket]")).hasSize(found);
    }

    @Test
    void aNumberIsFoundByItsDigits() throws Exception {
        assertThat(list("?text=" + lift).select("tr[data-ticket]").eachAttr("data-ticket"))
                .contains(lift.toString());
    }

    @Test
    void whatIsOverdueStandsTheLongestFirst() throws Exception {
        program.rows("update ticket set due_at = now() - id * interval '1 minute', remind_at = null,"
                + " urgent = false where id in (5, 9, 7) returning id");
        // Before the timers come by, which is within a second, or after: what they let climb is due later again.
        List<String> overdue = list("?view=overdue").select("tr[data-ticket]").eachAttr("data-ticket");

        List<String> longest = program.rows("select number from ticket where id in (5, 9, 7) order by id desc").stream()
                .map(row -> String.valueOf(row.get("number")))
                .filter(overdue::contains)
                .toList();
        assertThat(overdue).containsExactlyElementsOf(longest);
        await("what time brings about").until(() -> program.value(
                        "select count(*) from ticket_event where type = 'escalate' and ticket_id in (5, 9, 7)")
                .equals(3L));
    }

    @Test
    void aListIsExportedWithItsFilters() throws Exception {
        HttpResponse<String> csv = clerk.get("/inbox/tickets.csv?category=elevator");

        assertThat(csv.headers().firstValue("content-disposition")).contains("attachment; filename=\"tickets.csv\"");
        assertThat(csv.body().lines()).hasSize(2);
        assertThat(csv.body())
                .startsWith("\uFEFF编号,状态,结果,类别,地点")
                .contains(lift + ",已派单,,电梯故障,幸福里2号楼3单元")
                .as("nothing that somebody wrote is taken for a formula")
                .contains("'=HYPERLINK");
        assertThat(clerk.get("/inbox/tickets.csv").body().lines()).hasSize(TICKETS + 1);
    }

    @Test
    void aWorkbookHasTheSameRows() throws Exception {
        byte[] bytes = clerk.download("/inbox/tickets.xlsx?category=elevator");

        Path file = Files.write(House.temporary().resolve("tickets.xlsx"), bytes);
        StringBuilder texts = new StringBuilder();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                texts.append(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertThat(Parser.unescapeEntities(texts.toString(), false))
                .contains("编号", lift.toString(), "电梯停在7楼")
                .doesNotContain("<f>", "楼道灯坏了");
    }

    @Test
    void promisesAreListedByWhoMustKeepThem() throws Exception {
        wangFang.does(TicketAction.ACCEPT, lift, "");

        Document byPerson = Jsoup.parse(clerk.get("/inbox/promises?by=person").body());
        assertThat(byPerson.select(".promises h2").eachText().get(0)).contains("王芳 1");
        assertThat(byPerson.select(".promises h2").eachText().get(1)).contains("还没有人接单", String.valueOf(TICKETS - 1));
        assertThat(clerk.get("/inbox/promises.csv?by=person").body())
                .contains("王芳," + lift + ",电梯故障,幸福里2号楼3单元,幸福里物业服务中心 王芳,1,");
        assertThat(Jsoup.parse(clerk.get("/inbox/promises?by=branch").body()).text())
                .contains("不在哪个支部");
    }
}
