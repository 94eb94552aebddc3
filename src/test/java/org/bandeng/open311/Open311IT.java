package org.bandeng.open311;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bandeng.support.FakeWeChat;
import org.bandeng.support.House;
import org.bandeng.support.Staff;
import org.bandeng.support.TestProgram;
import org.bandeng.support.TestResident;
import org.bandeng.ticket.TicketAction;
import org.bandeng.ticket.TicketNumber;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** GeoReport v2 as other systems meet it: both formats, the filters, the table of errors, and nothing about anybody. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Open311IT {

    private static final String KEY = "a-partner-of-the-street";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private final FakeWeChat weChat = House.weChat();
    private TestProgram program;
    private TicketNumber lamp;
    private TicketNumber quarrel;

    @BeforeAll
    void thereAreTickets() {
        weChat.works();
        program = TestProgram.start(
                House.temporary(),
                House.arguments("--bandeng.wechat.compatible=true", "--bandeng.open311.api-keys=" + KEY));
        TestResident auntLi = TestResident.of(program);
        lamp = auntLi.reports("我姓李，3号楼2单元501门口的灯坏了，电话13800138000");
        auntLi.says("你好");
        quarrel = Staff.wangFang(program).registersFor(auntLi.openId(), "neighbour-dispute", "3号楼2单元", "跟501吵起来了");
        TicketNumber lift = TestResident.of(program).reports("5号楼1单元电梯坏了");
        Staff.wangFang(program).does(TicketAction.ACCEPT, lift, "");
        Staff.wangFang(program).does(TicketAction.RESOLVE, lift, "换了门机");
    }

    @AfterAll
    void close() {
        program.close();
    }

    @BeforeEach
    void thePlatformWorks() {
        weChat.works();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(program.address() + "/open311/v2/" + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String format, Map<String, String> form) throws Exception {
        String body = form.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(program.address() + "/open311/v2/requests." + format))
                        .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static void isAsTheSpecificationSays(String schema, String json) throws IOException {
        String text = Files.readString(Path.of("src/test/resources/open311", schema));
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(text, InputFormat.JSON)
                        .validate(json, InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void servicesAreTheCategoriesThatAreEverybodysBusiness() throws Exception {
        HttpResponse<String> json = get("services.json");

        assertThat(json.headers().firstValue("content-type")).contains("application/json; charset=utf-8");
        isAsTheSpecificationSays("services.json", json.body());
        assertThat(json.body()).contains("lighting", "照明报修").doesNotContain("neighbour-dispute");
        HttpResponse<String> xml = get("services.xml?jurisdiction_id=anything");
        assertThat(xml.headers().firstValue("content-type")).contains("text/xml; charset=utf-8");
        assertThat(xml.body()).startsWith("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
        Document document = Jsoup.parse(xml.body(), Parser.xmlParser());
        assertThat(document.select("services > service > service_code").eachText())
                .contains("lighting");
    }

    @Test
    void requestsAreToldWithoutAnythingPersonal() throws Exception {
        HttpResponse<String> json = get("requests.json");

        isAsTheSpecificationSays("requests.json", json.body());
        JsonNode shown = row(json, lamp);
        assertThat(shown.path("status").asString()).isEqualTo("open");
        assertThat(shown.path("address").asString()).isEqualTo("幸福里3号楼");
        assertThat(shown.path("agency_responsible").asString()).isEqualTo("幸福里物业服务中心");
        assertThat(OffsetDateTime.parse(shown.path("expected_datetime").asString()))
                .isAfter(OffsetDateTime.now());
        assertThat(json.body())
                .doesNotContain("501", "13800138000", "我姓李", "2单元", quarrel.toString(), "neighbour-dispute");
        assertThat(get("requests/" + quarrel + ".json").statusCode()).isEqualTo(404);
    }

    private static JsonNode row(HttpResponse<String> answer, TicketNumber number) {
        for (JsonNode each : JSON.readTree(answer.body())) {
            if (each.path("service_request_id").asString().equals(number.toString())) {
                return each;
            }
        }
        throw new AssertionError(number + " is not in " + answer.body());
    }

    @Test
    void oneRequestAndSeveralByTheirNumbers() throws Exception {
        Document one = Jsoup.parse(get("requests/" + lamp + ".xml").body(), Parser.xmlParser());
        assertThat(one.select("service_requests > request > service_request_id").eachText())
                .containsExactly(lamp.toString());

        JsonNode several =
                JSON.readTree(get("requests.json?service_request_id=%s,%s&status=closed".formatted(lamp, quarrel))
                        .body());
        assertThat(several)
                .as("numbers override all other arguments; what is hidden stays hidden")
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "status=open, lighting",
        "status=closed, elevator",
        "'status=open,closed&service_code=lighting', lighting",
        "service_code=elevator, elevator",
        "'service_code=elevator&start_date=2020-01-01T00:00:00Z&end_date=2020-02-01T00:00:00Z', ''",
        "page_size=1, elevator",
        "page_size=1&page=2, lighting"
    })
    void theFiltersFilter(String query, String category) throws Exception {
        JsonNode found = JSON.readTree(get("requests.json?" + query).body());

        assertThat(found.valueStream()
                        .map(each -> each.path("service_code").asString())
                        .distinct())
                .containsExactlyElementsOf(category.isEmpty() ? List.of() : List.of(category));
    }

    /** The errors of the specification: by status, with a description of what was wrong. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "requests/1011.json | 404 | service_request_id was not found: 1011",
                "requests/abc.json | 404 | service_request_id was not found: abc",
                "services/nothing.json | 404 | service_code was not found: nothing",
                "services/lighting.json | 404 | service_code lighting has no definition: its metadata is false",
                "tokens/1011.json | 404 | token was not found: 1011",
                "requests.json?start_date=yesterday | 400 | start_date must be like 2026-01-01T00:00:00Z",
                "requests.json?start_date=2025-01-01T00:00:00Z&end_date=2026-01-01T00:00:00Z | 400 | start_date and end_date may not span more than 90 days",
                "requests.json?status=lost | 400 | status is open or closed",
                "requests.json?page=0 | 400 | page is a number from 1 to 1000"
            })
    void mistakesAreTold(String path, int status, String description) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(status);
        JsonNode error = JSON.readTree(answer.body()).get(0);
        assertThat(error.path("code").asInt()).isEqualTo(status);
        assertThat(error.path("description").asString()).isEqualTo(description);
    }

    @Test
    void aFormatThatThereIsNotIsToldInXml() throws Exception {
        HttpResponse<String> answer = get("services.yaml");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(Jsoup.parse(answer.body(), Parser.xmlParser())
                        .select("errors > error > code")
                        .eachText())
                .containsExactly("404");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | lighting | 3号楼 | 403 | Missing or invalid api_key -- can't proceed with create_request.",
                "wrong | lighting | 3号楼 | 403 | Missing or invalid api_key -- can't proceed with create_request.",
                "a-partner-of-the-street | '' | 3号楼 | 400 | service_code was not provided",
                "a-partner-of-the-street | nothing | 3号楼 | 404 | service_code was not found: nothing",
                "a-partner-of-the-street | lighting | '' | 400 | 'a location was not provided: lat and long, address_string or address_id'"
            })
    void reportsWithMistakesAreRefused(String key, String code, String address, int status, String description)
            throws Exception {
        HttpResponse<String> answer = post(
                "json", Map.of("api_key", key, "service_code", code, "address_string", address, "description", "灯坏了"));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(JSON.readTree(answer.body()).get(0).path("description").asString())
                .isEqualTo(description);
    }

    @Test
    void aReportBecomesATicketWithAPlaceAndSomebodyWhoAnswers() throws Exception {
        HttpResponse<String> answer = post(
                "xml",
                Map.of(
                        "api_key",
                        KEY,
                        "service_code",
                        "lighting",
                        "address_string",
                        "幸福里7号楼2单元",
                        "description",
                        "楼道 <灯> & 开关坏了",
                        "last_name",
                        "赵",
                        "first_name",
                        "敏",
                        "phone",
                        "139-0000-1111",
                        "email",
                        "z@example.org"));

        assertThat(answer.statusCode()).isEqualTo(201);
        Document created = Jsoup.parse(answer.body(), Parser.xmlParser());
        String number = created.selectFirst("service_requests > request > service_request_id")
                .text();
        assertThat(created.selectFirst("service_notice").text()).contains("幸福里物业服务中心", "最晚");
        Map<String, Object> row =
                program.rows("select * from ticket where number = " + number).get(0);
        assertThat(row)
                .containsEntry("place_text", "幸福里7号楼2单元")
                .containsEntry("status", "dispatched")
                .containsEntry("summary", "楼道 <灯> & 开关坏了");
        assertThat(program.value("select actor from ticket_event where version = 1 and ticket_id = " + row.get("id")))
                .isEqualTo("system");
        assertThat(get("requests/" + number + ".json").body()).doesNotContain("赵", "1390000");
        assertThat(get("tokens/" + number + ".xml").body()).contains(number);
    }

    @Test
    void aPointOnTheMapIsThePlaceNearestToIt() throws Exception {
        HttpResponse<String> answer = post(
                "json",
                Map.of(
                        "api_key",
                        KEY,
                        "service_code",
                        "sanitation",
                        "lat",
                        "28.2",
                        "long",
                        "113.01",
                        "description",
                        "垃圾没人清运"));

        String number =
                JSON.readTree(answer.body()).get(0).path("service_request_id").asString();
        assertThat(program.value("select place_text from ticket where number = " + number))
                .as("nothing is known to be near")
                .isEqualTo("28.200000, 113.010000");
    }

    @Test
    void discoverySaysWhatThereIs() throws Exception {
        assertThat(get("discovery.xml").body())
                .contains("http://wiki.open311.org/GeoReport_v2", "/open311/v2", "text/xml, application/json");
    }
}
