package org.bandeng.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bandeng.support.FakeWeChat;
import org.bandeng.support.House;
import org.bandeng.support.TestProgram;
import org.bandeng.support.TestResident;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What comes to the webhook, good and bad, and the answer that each gets. */
class WebhookIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final TestProgram program = House.program();
    private final FakeWeChat weChat = House.weChat();
    private final TestResident auntLi = TestResident.of(program);

    @BeforeEach
    void thePlatformWorks() {
        weChat.works();
    }

    // The check of the URL.

    @Test
    void theUrlIsVerifiedByEchoingItsText() throws Exception {
        HttpResponse<String> answer =
                get(signed(TestResident.TOKEN, Instant.now()), Map.of("echostr", "5833258582299191661"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("5833258582299191661");
    }

    @Test
    void theUrlIsNotVerifiedForWhoDoesNotKnowTheToken() throws Exception {
        HttpResponse<String> answer = get(signed("another-token", Instant.now()), Map.of("echostr", "<script>"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void whileTheConsoleIsBeingChangedTheFormerTokenAndKeyAreGoodToo() throws Exception {
        MessageCrypto former = new MessageCrypto(House.PREVIOUS_AES_KEY, House.APP_ID);
        String encrypt = former.encrypt(auntLi.text("你好", TestResident.nextMsgId()));
        Map<String, String> query = signed(House.PREVIOUS_TOKEN, Instant.now());
        query.put("encrypt_type", "aes");
        query.put("openid", auntLi.openId());
        query.put(
                "msg_signature",
                MessageSignature.of(House.PREVIOUS_TOKEN, query.get("timestamp"), query.get("nonce"), encrypt));

        MessageXml answer = MessageXml.read(post(query, "<xml>" + MessageXml.element("Encrypt", encrypt) + "</xml>")
                .body());

        assertThat(MessageSignature.matches(
                        answer.get("MsgSignature"),
                        House.PREVIOUS_TOKEN,
                        answer.get("TimeStamp"),
                        answer.get("Nonce"),
                        answer.get("Encrypt")))
                .isTrue();
        assertThat(MessageXml.read(former.decrypt(answer.get("Encrypt"))).get("Content"))
                .contains("您好");
    }

    @Test
    void aCallThatADyingProgramAnsweredWithSuccessIsTakenUpByTheNext() {
        String body = auntLi.text("东门口我的车位被占了", TestResident.nextMsgId());
        program.bean(DatabaseClient.class)
                .sql(
                        "insert into late_message (dedup_key, body, call, received_at) values (:key, :body, '1', now() - interval '1 hour')")
                .bind("key", "msg|left|" + auntLi.openId())
                .bind("body", body)
                .then()
                .block();

        weChat.awaitPush(auntLi.openId(), "这样登记可以吗");
        await("nothing is left behind").until(() -> program.value(
                        "select count(*) from late_message where body like '%" + auntLi.openId() + "%'")
                .equals(0L));
    }

    @Test
    void anUnknownMessageIsAnsweredKindlyAndKept() {
        String answer = TestResident.textOf(
                auntLi.posts(auntLi.message("hologram", "<MsgId>" + TestResident.nextMsgId() + "</MsgId>"))
                        .body());

        assertThat(answer).contains("看不懂");
        assertThat(program.value("select count(*) from message m join resident r on r.id = m.resident_id"
                        + " where m.content = 'hologram' and r.open_id = '" + auntLi.openId() + "'"))
                .isEqualTo(1L);
    }

    @Test
    void whatWeChatTellsAboutTheAccountItselfIsKeptForTheStaff() {
        auntLi.posts(auntLi.message("event", "<Event>verify_expired</Event><ExpiredTime>1442400900</ExpiredTime>"));

        assertThat(program.bean(AccountEvents.class).latest(1).blockFirst().kind())
                .isEqualTo("verify_expired");
    }

    // Refused: nothing is done, nobody is told anything.

    @Test
    void aCallWithoutSignatureIsRefused() throws Exception {
        isRefused(post(Map.of(), auntLi.text("灯坏了", TestResident.nextMsgId())), 403);
    }

    @Test
    void aCallWithAWrongSignatureIsRefused() throws Exception {
        isRefused(post(signed("another-token", Instant.now()), auntLi.text("灯坏了", TestResident.nextMsgId())), 403);
    }

    @ParameterizedTest
    @ValueSource(longs = {-660, 660, -86_400})
    void aTimestampFarOffIsRefused(long secondsOff) throws Exception {
        isRefused(
                post(
                        signed(TestResident.TOKEN, Instant.now().plusSeconds(secondsOff)),
                        auntLi.text("灯坏了", TestResident.nextMsgId())),
                403);
    }

    @Test
    void aTimestampALittleOffIsTaken() throws Exception {
        HttpResponse<String> answer = post(
                signed(TestResident.TOKEN, Instant.now().minusSeconds(540)),
                auntLi.text("你好", TestResident.nextMsgId()));

        assertThat(TestResident.textOf(answer.body())).contains("您好");
    }

    @Test
    void anOversizedBodyIsRefused() throws Exception {
        isRefused(
                post(
                        signed(TestResident.TOKEN, Instant.now()),
                        auntLi.text("灯".repeat(40_000), TestResident.nextMsgId())),
                413);
    }

    private void isRefused(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEmpty();
        assertThat(messages()).isZero();
    }

    // The safe mode.

    @Test
    void anEncryptedMessageIsAnsweredEncrypted() throws Exception {
        MessageCrypto crypto = new MessageCrypto(House.AES_KEY, House.APP_ID);
        String encrypt = crypto.encrypt(auntLi.text("你好", TestResident.nextMsgId()));

        HttpResponse<String> answer =
                post(sealed(encrypt), "<xml>" + MessageXml.element("Encrypt", encrypt) + "</xml>");

        MessageXml reply = MessageXml.read(answer.body());
        assertThat(MessageSignature.matches(
                        reply.get("MsgSignature"),
                        TestResident.TOKEN,
                        reply.get("TimeStamp"),
                        reply.get("Nonce"),
                        reply.get("Encrypt")))
                .isTrue();
        assertThat(MessageXml.read(crypto.decrypt(reply.get("Encrypt"))).get("Content"))
                .contains("您好");
    }

    @Test
    void anEncryptedMessageWithAWrongMsgSignatureIsRefused() throws Exception {
        String encrypt =
                new MessageCrypto(House.AES_KEY, House.APP_ID).encrypt(auntLi.text("你好", TestResident.nextMsgId()));
        Map<String, String> query = sealed(encrypt);
        query.put("msg_signature", "0".repeat(40));

        isRefused(post(query, "<xml>" + MessageXml.element("Encrypt", encrypt) + "</xml>"), 403);
    }

    @Test
    void aMessageEncryptedForAnotherAccountIsRefused() throws Exception {
        String encrypt = new MessageCrypto(House.AES_KEY, "wx0000000000000000")
                .encrypt(auntLi.text("你好", TestResident.nextMsgId()));

        isRefused(post(sealed(encrypt), "<xml>" + MessageXml.element("Encrypt", encrypt) + "</xml>"), 403);
    }

    // Signed but unreadable: WeChat hears "success", the resident is asked again, the body is kept.

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<xml><Content>没有合上",
                "",
                "{\"MsgType\":\"text\"}",
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><xml><Content>&e;</Content></xml>",
                "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><xml><Content>&b;</Content></xml>",
                "<xml><Content>&#2;</Content></xml>",
                "<xml><FromUserName>oVictim</FromUserName><FromUserName>oVictim2</FromUserName></xml>"
            })
    void whatCannotBeReadIsKeptAndAskedForAgain(String body) {
        HttpResponse<String> answer = auntLi.posts(body);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("success");
        weChat.awaitPush(auntLi.openId(), "麻烦再发一次");
        assertThat(program.rows("select u.raw from unreadable u join message m on m.id = u.message_id join resident r"
                        + " on r.id = m.resident_id where r.open_id = '%s'".formatted(auntLi.openId())))
                .containsExactly(Map.of("raw", body));
    }

    @Test
    void nobodyCanSpeakInSomebodyElsesName() {
        TestResident victim = TestResident.of(program);

        HttpResponse<String> answer = auntLi.posts(victim.text("取消", TestResident.nextMsgId()));

        assertThat(answer.body()).isEqualTo("success");
        assertThat(messagesOf(victim)).isZero();
    }

    @Test
    void whatNobodySentIsKeptAllTheSame() throws Exception {
        String body = "<xml>nobody %d".formatted(TestResident.nextMsgId());

        assertThat(post(signed(TestResident.TOKEN, Instant.now()), body).body()).isEqualTo("success");
        assertThat(program.value(
                        "select count(*) from unreadable where message_id is null and raw = '%s'".formatted(body)))
                .isEqualTo(1L);
    }

    // Every kind of message gets a kind answer, or "success", in time.

    @TestFactory
    Stream<DynamicTest> everyOfficialSampleIsTaken() throws IOException {
        try (InputStream samples = WebhookIT.class.getResourceAsStream("/wechat/inbound.json")) {
            return new JsonMapper()
                    .readTree(samples).path("samples").valueStream().toList().stream()
                            .map(sample ->
                                    DynamicTest.dynamicTest(sample.path("id").asString(""), () -> isTaken(sample)));
        }
    }

    private void isTaken(JsonNode sample) throws Exception {
        String body;
        try (InputStream file = WebhookIT.class.getResourceAsStream(
                "/wechat/" + sample.path("file").asString(""))) {
            body = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
        Map<String, String> query = signed(TestResident.TOKEN, Instant.now());
        query.put("openid", sample.path("expect").path("fromUser").asString(""));

        long start = System.nanoTime();
        HttpResponse<String> answer = post(query, body);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).matches("(?s)success|<xml>.*</xml>");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void voiceAndPositionAreHeardLikeWords() {
        String voice = auntLi.message(
                "voice",
                "<MediaId>m</MediaId><Recognition>东门口我的车位被占了。</Recognition><MsgId>%d</MsgId>"
                        .formatted(TestResident.nextMsgId()));
        assertThat(TestResident.textOf(auntLi.posts(voice).body())).contains("这样登记可以吗");

        TestResident uncleZhao = TestResident.of(program);
        uncleZhao.says("车位被占了");
        String position = uncleZhao.message(
                "location",
                "<Location_X>23.1</Location_X><Location_Y>113.3</Location_Y><Label>幸福里东门</Label><MsgId>%d</MsgId>"
                        .formatted(TestResident.nextMsgId()));
        assertThat(TestResident.textOf(uncleZhao.posts(position).body())).contains("幸福里东门");
    }

    @Test
    void aVoiceThatWeChatDidNotUnderstandIsAskedForInWords() {
        String voice = auntLi.message(
                "voice",
                "<MediaId>m</MediaId><Recognition></Recognition><MsgId>%d</MsgId>".formatted(TestResident.nextMsgId()));

        assertThat(TestResident.textOf(auntLi.posts(voice).body())).contains("打几个字");
    }

    private Map<String, String> sealed(String encrypt) {
        Map<String, String> query = signed(TestResident.TOKEN, Instant.now());
        query.put("encrypt_type", "aes");
        query.put("openid", auntLi.openId());
        query.put(
                "msg_signature",
                MessageSignature.of(TestResident.TOKEN, query.get("timestamp"), query.get("nonce"), encrypt));
        return query;
    }

    private static Map<String, String> signed(String token, Instant time) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("timestamp", String.valueOf(time.getEpochSecond()));
        query.put("nonce", "nonce");
        query.put("signature", MessageSignature.of(token, query.get("timestamp"), "nonce"));
        return query;
    }

    private HttpResponse<String> get(Map<String, String> query, Map<String, String> more) throws Exception {
        query.putAll(more);
        return HTTP.send(HttpRequest.newBuilder(uri(query)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(Map<String, String> query, String body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(uri(query))
                        .header("Content-Type", "text/xml")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(Map<String, String> query) {
        return URI.create(program.address() + "/wechat?"
                + query.entrySet().stream()
                        .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")));
    }

    private long messages() {
        return messagesOf(auntLi);
    }

    private long messagesOf(TestResident resident) {
        return (Long) program.value("select count(*) from message m join resident r on r.id = m.resident_id"
                + " where r.open_id = '%s'".formatted(resident.openId()));
    }
}
