package org.bandeng.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bandeng.community.Callers;
import org.bandeng.community.ResidentId;
import org.bandeng.community.Scopes;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffMember;
import org.bandeng.live.LiveFeed;
import org.bandeng.support.Clerk;
import org.bandeng.support.FakeWeChat;
import org.bandeng.support.House;
import org.bandeng.support.Staff;
import org.bandeng.support.TestProgram;
import org.bandeng.support.TestResident;
import org.bandeng.ticket.TicketNumber;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.HttpMethod;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Whoever looks after one building sees nothing of another: not by list, search, export, stream, link or guess. The pages are not
 * named here but asked for, so that one that is added later is tried, too.
 */
class ScopesIT {

    private static final String SECRET = "梯灯坏了摔跤";

    private final TestProgram program = House.program();
    private final FakeWeChat weChat = House.weChat();
    private final TestResident auntLi = TestResident.of(program);
    private final Clerk clerk = new Clerk(program);
    private TicketNumber elsewhere;
    private long resident;
    private long medium;

    @BeforeEach
    void somethingHappensInBuildingThree() {
        weChat.works();
        elsewhere = auntLi.reports("3号楼2单元楼" + SECRET);
        auntLi.sendsPicture("media-of-a-secret");
        resident = (long) program.value("select id from resident where open_id = '" + auntLi.openId() + "'");
        await("the picture").until(() -> program.value(
                        "select count(*) from media where status = 'stored' and resident_id = " + resident)
                .equals(1L));
        medium = (long) program.value("select id from media where resident_id = " + resident);
        theBenchOfBuildingThree();
    }

    /** What its neighbours deliberate, come together for and build, each with the number of the ticket. */
    private void theBenchOfBuildingThree() {
        String place = "(select place_id from ticket where number = %s)".formatted(elsewhere);
        for (String row : List.of(
                "topic (number, version, forum, place_id, title, words, status, needed, opened_at, updated_at) "
                        + "values (%s, 1, 'bench', %s, '%s', '', 'submitted', 3, now(), now())",
                "occasion (number, kind, place_id, title, venue, starts_at, ends_at, status, code, created_at) "
                        + "select %s, 'meeting', %s, '%s', '门口', now() + interval '1 day', now() + interval '2 days', 'planned', "
                        + "lpad((count(*) + 5000)::text, 4, '0'), now() from occasion",
                "works (number, place_id, title, venue, contractor, starts_on, ends_on, categories, status, announced_at) "
                        + "values (%s, %s, '%s', '门口', '队', current_date, current_date, '{water}', 'announced', now())",
                "canvass (number, kind, place_id, question, options, until, status, opened_at) "
                        + "values (%s, 'demand', %s, '%s', '{要,不要}', now() + interval '1 day', 'open', now())")) {
            program.rows("insert into " + row.formatted(elsewhere, place, SECRET) + " returning id");
        }
    }

    private void logsIn(StaffMember.Role role, String... scope) throws Exception {
        String username = "who" + System.nanoTime();
        StaffAccounts accounts = program.bean(StaffAccounts.class);
        StaffMember member = accounts.add(
                        username,
                        "周明",
                        role,
                        program.bean(PasswordEncoder.class).encode(Staff.PASSWORD))
                .block();
        assertThat(program.bean(Scopes.class)
                        .narrow(member.id(), List.of(scope))
                        .block())
                .isEmpty();
        assertThat(clerk.logIn(username, Staff.PASSWORD).headers().firstValue("location"))
                .contains("/inbox");
    }

    /** Every page, or every form, that there is; what stands for something in its address is that of building three. */
    private List<String> addresses(HttpMethod method) {
        List<String> addresses = new ArrayList<>();
        program
                .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .stream()
                .filter(mapping ->
                        mapping.getMethodsCondition().getMethods().contains(RequestMethod.valueOf(method.name())))
                .flatMap(mapping -> mapping.getPatternsCondition().getPatterns().stream())
                .map(PathPattern::getPatternString)
                .filter(pattern -> pattern.startsWith("/inbox") && !pattern.equals("/inbox/live"))
                .map(pattern -> pattern.replaceAll("\\{number}", elsewhere.toString())
                        .replaceAll("/media/\\{id}", "/media/" + medium)
                        .replaceAll("/residents/\\{id}", "/residents/" + resident)
                        .replaceAll("\\{action}", "note")
                        .replaceAll("\\{[a-z]+:([a-z]+)\\|[^}]*}", "$1")
                        .replaceAll("\\{[a-z]+}", "1"))
                .sorted()
                .forEach(addresses::add);
        return addresses;
    }

    @ParameterizedTest
    @EnumSource(
            value = StaffMember.Role.class,
            names = {"VIEWER", "HANDLER", "DISPATCHER"})
    void noPageShowsAnythingOfAnotherBuilding(StaffMember.Role role) throws Exception {
        logsIn(role, "幸福里11号楼");

        List<String> tried = addresses(HttpMethod.GET);
        tried.addAll(List.of(
                "/inbox?text=" + elsewhere,
                "/inbox?place=3",
                "/inbox/rows?view=open",
                "/inbox/tickets.csv?text=" + elsewhere,
                "/inbox/promises?by=person",
                // Other ways to write the same address.
                "/%69nbox/tickets/" + elsewhere,
                "/inbox/ticket%73/" + elsewhere,
                "/inbox/residents/+" + resident,
                "/inbox/residents/0" + resident,
                "/inbox/residents/%EF%BC%90" + resident,
                "/inbox/residents/0x" + Long.toHexString(resident),
                "/inbox/media/+" + medium,
                "/%69nbox/media/" + medium));
        assertThat(tried).hasSizeGreaterThan(25);
        for (String address : tried) {
            HttpResponse<String> answer = clerk.get(address);
            assertThat(answer.body()).as(role + " " + address).doesNotContain(SECRET, "/inbox/tickets/" + elsewhere);
            assertThat(answer.statusCode())
                    .as("a page that does not work shows nothing, too: " + role + " " + address)
                    .isLessThan(500);
            if (address.contains("/residents/") || address.contains("/media/")) {
                assertThat(answer.statusCode()).as(role + " " + address).isIn(400, 403, 404);
            }
            if (address.contains("/" + elsewhere)
                    || address.contains("/residents/" + resident)
                    || address.endsWith("/media/" + medium)) {
                assertThat(answer.statusCode()).as(role + " " + address).isIn(403, 404);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = StaffMember.Role.class,
            names = {"VIEWER", "HANDLER", "DISPATCHER"})
    void noFormChangesAnythingOfAnotherBuilding(StaffMember.Role role) throws Exception {
        logsIn(role, "幸福里11号楼");
        Object before = state();
        Map<String, String> typed = Map.of(
                "_csrf",
                Jsoup.parse(clerk.get("/inbox/account").body())
                        .selectFirst("input[name=_csrf]")
                        .val(),
                "note",
                "不关我的事",
                "words",
                "不关我的事",
                "text",
                "不关我的事",
                "office",
                "供电所",
                "category",
                "noise",
                "tags",
                "别的",
                "other",
                elsewhere.toString());

        List<String> tried = addresses(HttpMethod.POST).stream()
                .filter(address -> address.contains("/" + elsewhere) || address.contains("/residents/" + resident))
                .toList();
        assertThat(tried).hasSizeGreaterThan(12);
        for (String address : tried) {
            assertThat(clerk.post(address, typed).statusCode())
                    .as(role + " " + address)
                    .isIn(403, 404);
        }
        assertThat(state()).isEqualTo(before);
    }

    private Object state() {
        return program.rows("""
                select t.version, (select count(*) from message where resident_id = t.resident_id) as messages,
                    (select o.status || o.minutes from occasion o where o.number = t.number) as occasion,
                    (select w.status || w.ends_on from works w where w.number = t.number) as works,
                    (select c.status from canvass c where c.number = t.number) as canvass,
                    (select p.status from topic p where p.number = t.number) as topic
                from ticket t where number = """ + " " + elsewhere);
    }

    @Test
    void whatTheyHaveThemselvesTheySeeWhereverItIs() throws Exception {
        logsIn(StaffMember.Role.HANDLER, "幸福里11号楼");
        long me = (long) program.value("select max(id) from staff");
        program.rows("update ticket set assignee_id = %d where number = %s returning id".formatted(me, elsewhere));

        assertThat(clerk.get("/inbox/tickets/" + elsewhere).body()).contains(SECRET);
        assertThat(clerk.get("/inbox?view=mine").body()).contains(elsewhere.toString());
    }

    @Test
    void whatIsInTheirOwnPartTheySee() throws Exception {
        logsIn(StaffMember.Role.VIEWER, "幸福里3号楼2单元");

        assertThat(clerk.get("/inbox/tickets/" + elsewhere).body())
                .contains(SECRET)
                .as("what residents say to each other and to us is not theirs")
                .doesNotContain("id=\"thread\"", "/inbox/media/" + medium);
        assertThat(clerk.get("/inbox/residents/" + resident).statusCode()).isEqualTo(403);
        assertThat(clerk.get("/inbox/media/" + medium).statusCode()).isEqualTo(403);
        assertThat(clerk.get("/inbox?view=open").body()).contains(elsewhere.toString());
    }

    @Test
    void whoOnlyLooksChangesNothing() throws Exception {
        logsIn(StaffMember.Role.VIEWER);
        String token = Jsoup.parse(clerk.get("/inbox/account").body())
                .selectFirst("input[name=_csrf]")
                .val();

        assertThat(clerk.get("/inbox/tickets/" + elsewhere).body())
                .contains(SECRET)
                .doesNotContain("<form class=\"action");
        for (String address : addresses(HttpMethod.POST)) {
            if (!address.startsWith("/inbox/account") && !address.startsWith("/inbox/views")) {
                assertThat(clerk.post(address, Map.of("_csrf", token)).statusCode())
                        .as(address)
                        .isEqualTo(403);
            }
        }
    }

    @Test
    void whoWorksOnTicketsHandsOnOnlyTheirOwn() throws Exception {
        logsIn(StaffMember.Role.HANDLER);
        String page = clerk.get("/inbox/tickets/" + elsewhere).body();
        assertThat(page).contains("/accept\"").doesNotContain("/dispatch\"", "/merge\"", "/withdraw\"");

        clerk.submit(Jsoup.parse(page), "/inbox/tickets/" + elsewhere + "/accept", Map.of());

        assertThat(clerk.get("/inbox/tickets/" + elsewhere).body()).contains("/dispatch\"", "/withdraw\"");
    }

    @Test
    void theStreamTellsNothingOfAnotherBuilding() throws Exception {
        TestResident neighbour = TestResident.of(program);
        neighbour.reports("11号楼1单元楼道灯坏了");
        long near = (long) program.value("select id from resident where open_id = '" + neighbour.openId() + "'");
        logsIn(StaffMember.Role.HANDLER, "幸福里11号楼");
        List<String> heard = new CopyOnWriteArrayList<>();
        try (AutoCloseable stream = clerk.listen("/inbox/live", heard::add)) {
            await("the stream").until(() -> !heard.isEmpty());
            LiveFeed feed = program.bean(LiveFeed.class);
            feed.changed(new ResidentId(resident)).block();
            feed.changed(new ResidentId(near)).block();

            await("what happens in building eleven")
                    .until(() -> heard.stream().anyMatch(line -> line.contains("changed")));
            assertThat(heard.stream().filter(line -> line.contains("changed"))).hasSize(1);
        }
    }

    @Test
    void aChangeOfRightsSendsBackToTheLogin() throws Exception {
        logsIn(StaffMember.Role.DISPATCHER);
        long me = (long) program.value("select max(id) from staff");
        assertThat(clerk.get("/inbox").statusCode()).isEqualTo(200);

        program.bean(StaffAccounts.class)
                .changeRole(new org.bandeng.community.StaffId(me), StaffMember.Role.VIEWER)
                .block();

        await("the login").until(() -> clerk.get("/inbox").statusCode() == 302);
    }

    @Test
    void whoIsRungUpIsShownWholeOnlyToWhoMustRing() throws Exception {
        long caller =
                program.bean(Callers.class).add("李阿姨", "13812345678").block().value();
        String openId = (String) program.value("select open_id from resident where id = " + caller);
        TicketNumber rang = Staff.wangFang(program).registersFor(openId, "lighting", "3号楼2单元", "灯不亮");

        logsIn(StaffMember.Role.HANDLER);
        assertThat(clerk.get("/inbox/tickets/" + rang).body())
                .contains("138****5678")
                .doesNotContain("13812345678");
        long me = (long) program.value("select max(id) from staff");
        program.rows("update ticket set assignee_id = %d where number = %s returning id".formatted(me, rang));
        assertThat(clerk.get("/inbox/tickets/" + rang).body()).contains("13812345678");
    }
}
