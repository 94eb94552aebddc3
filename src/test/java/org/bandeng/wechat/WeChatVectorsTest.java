package org.bandeng.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bandeng.community.OpenId;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The protocol against published samples; see {@code src/test/resources/wechat/README.md}. */
class WeChatVectorsTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TestFactory
    Stream<DynamicTest> signatures() {
        return read("signatures.json")
                .path("url")
                .valueStream()
                .map(each -> DynamicTest.dynamicTest(text(each, "id"), () -> assertThat(MessageSignature.matches(
                                text(each, "signature"),
                                text(each, "token"),
                                text(each, "timestamp"),
                                text(each, "nonce")))
                        .isEqualTo(each.path("valid").asBoolean())));
    }

    @TestFactory
    Stream<DynamicTest> encryptedBodies() {
        return read("crypto.json")
                .path("vectors")
                .valueStream()
                .map(each -> DynamicTest.dynamicTest(text(each, "id"), () -> decrypts(each)));
    }

    private static void decrypts(JsonNode vector) {
        MessageCrypto crypto = new MessageCrypto(text(vector, "encodingAESKey"), text(vector, "trailingId"));
        assertThat(crypto.decrypt(text(vector, "encrypt"))).isEqualTo(text(vector, "plaintext"));
        assertThat(MessageSignature.matches(
                        text(vector, "msgSignature"),
                        text(vector, "token"),
                        text(vector, "timestamp"),
                        text(vector, "nonce"),
                        text(vector, "encrypt")))
                .isTrue();
        if (text(vector, "use").equals("encrypt-deterministic")) {
            byte[] random = text(vector, "random16").getBytes(StandardCharsets.ISO_8859_1);
            assertThat(crypto.encrypt(text(vector, "plaintext"), random)).isEqualTo(text(vector, "encrypt"));
        }
        assertThat(crypto.decrypt(crypto.encrypt("楼道灯坏了😭"))).isEqualTo("楼道灯坏了😭");
    }

    @TestFactory
    Stream<DynamicTest> whatMustBeRefused() {
        Map<String, JsonNode> vectors = new HashMap<>();
        read("crypto.json").path("vectors").forEach(each -> vectors.put(text(each, "id"), each));
        return read("crypto.json")
                .path("negative")
                .valueStream()
                .filter(each -> !text(each, "expect").startsWith("project decides"))
                .map(each -> DynamicTest.dynamicTest(text(each, "id"), () -> isRefused(each, vectors)));
    }

    private static void isRefused(JsonNode negative, Map<String, JsonNode> vectors) {
        Map<String, String> call = new HashMap<>();
        JsonNode base = vectors.get(text(negative, "base"));
        if (base != null) {
            base.propertyStream()
                    .filter(each -> each.getValue().isString())
                    .forEach(each -> call.put(each.getKey(), each.getValue().asString()));
        }
        negative.propertyStream()
                .filter(each -> each.getValue().isString())
                .forEach(each -> call.put(each.getKey(), each.getValue().asString()));
        negative.path("change")
                .propertyStream()
                .forEach(each -> call.put(each.getKey(), each.getValue().asString()));
        boolean signed = MessageSignature.matches(
                call.get("msgSignature"),
                call.get("token"),
                call.get("timestamp"),
                call.get("nonce"),
                call.get("encrypt"));
        if (signed || !text(negative, "expect").contains("signature")) {
            assertThatThrownBy(() -> new MessageCrypto(call.get("encodingAESKey"), call.get("appId"))
                            .decrypt(call.get("encrypt")))
                    .isInstanceOfAny(MessageCrypto.RefusedException.class, IllegalArgumentException.class);
        }
    }

    @TestFactory
    Stream<DynamicTest> inboundBodies() {
        return read("inbound.json")
                .path("samples")
                .valueStream()
                .map(each -> DynamicTest.dynamicTest(text(each, "id"), () -> {
                    MessageXml xml = MessageXml.read(resource(text(each, "file")));
                    JsonNode expect = each.path("expect");
                    assertThat(xml.get("MsgType")).isEqualTo(text(expect, "msgType"));
                    assertThat(xml.get("FromUserName")).isEqualTo(text(expect, "fromUser"));
                    assertThat(xml.get("ToUserName")).isEqualTo(text(expect, "toUser"));
                    assertThat(xml.get("CreateTime"))
                            .isEqualTo(expect.path("createTime").asString(""));
                    // Events about templates and mass messages write it MsgID.
                    assertThat(xml.get("MsgId") + xml.get("MsgID"))
                            .isEqualTo(expect.path("msgId").asString(""));
                }));
    }

    /** Whatever comes leads somewhere: it is read as one of the known kinds, with the key that tells it from others. */
    @TestFactory
    Stream<DynamicTest> inboundKindsAndKeys() {
        InboundParser parser = new InboundParser(Clock.systemUTC());
        return read("inbound.json")
                .path("samples")
                .valueStream()
                .map(each -> DynamicTest.dynamicTest(text(each, "id"), () -> {
                    Inbound call = parser.parse(resource(text(each, "file")), "call");
                    JsonNode expect = each.path("expect");
                    assertThat(call.key()).isEqualTo(text(expect, "dedupKey"));
                    assertThat(call.body()).isNotInstanceOf(Inbound.UnknownEvent.class);
                    if (!text(each, "id").equals("unknown_msgtype")) {
                        assertThat(call.body()).isNotInstanceOf(Inbound.UnknownMessage.class);
                    }
                    if (!text(expect, "scene").isEmpty()) {
                        assertThat(call.body().toString()).contains("scene=" + text(expect, "scene"));
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> passiveReplies() {
        JsonNode outbound = read("outbound.json");
        return outbound.path("passiveReplies")
                .valueStream()
                .map(each -> DynamicTest.dynamicTest(text(each, "id"), () -> {
                    JsonNode input = each.path("input");
                    String xml = new PassiveReply(
                                    text(input, "toUser"),
                                    text(input, "fromUser"),
                                    Instant.ofEpochSecond(
                                            input.path("createTime").asLong()))
                            .write(content(input));
                    assertThat(sorted(xml)).isEqualTo(sorted(text(each, "xml")));
                }));
    }

    /** Elements in any order. */
    private static List<String> sorted(String xml) {
        return Pattern.compile("<[A-Za-z]+>(?:<!\\[CDATA\\[.*?]]>|[0-9]+)</[A-Za-z]+>|<[A-Za-z]+>")
                .matcher(xml.replaceAll("\\s+", ""))
                .results()
                .map(MatchResult::group)
                .sorted()
                .toList();
    }

    private static PassiveReply.Content content(JsonNode input) {
        return switch (text(input, "type")) {
            case "text" -> new PassiveReply.Text(text(input, "content"));
            case "image" -> new PassiveReply.Image(text(input, "mediaId"));
            case "voice" -> new PassiveReply.Voice(text(input, "mediaId"));
            case "video" ->
                new PassiveReply.Video(text(input, "mediaId"), text(input, "title"), text(input, "description"));
            case "music" ->
                new PassiveReply.Music(
                        text(input, "title"),
                        text(input, "description"),
                        text(input, "musicUrl"),
                        text(input, "hqMusicUrl"),
                        text(input, "thumbMediaId"));
            case "news" ->
                new PassiveReply.News(input.path("articles")
                        .valueStream()
                        .map(each -> new PassiveReply.Article(
                                text(each, "title"),
                                text(each, "description"),
                                text(each, "picUrl"),
                                text(each, "url")))
                        .toList());
            default -> new PassiveReply.TransferCustomerService(text(input, "kfAccount"));
        };
    }

    @TestFactory
    Stream<DynamicTest> awkwardReplies() {
        return read("outbound.json")
                .path("passiveRepliesOwn")
                .valueStream()
                .map(each -> DynamicTest.dynamicTest(text(each, "id"), () -> {
                    JsonNode input = each.path("input");
                    String words = text(input, "content");
                    MessageXml xml = MessageXml.read(
                            new PassiveReply(text(input, "toUser"), text(input, "fromUser"), Instant.EPOCH)
                                    .write(new PassiveReply.Text(words)));
                    assertThat(xml.all("ToUserName")).containsExactly(text(input, "toUser"));
                    String kept = words.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F]", "");
                    if (kept.getBytes(StandardCharsets.UTF_8).length <= PassiveReply.MAX_BYTES) {
                        assertThat(xml.all("Content")).containsExactly(kept);
                    } else {
                        assertThat(xml.get("Content").getBytes(StandardCharsets.UTF_8).length)
                                .isLessThanOrEqualTo(PassiveReply.MAX_BYTES);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> customerServiceMessages() {
        Map<String, ServiceMessage> ours = Map.of(
                "text", new ServiceMessage.Text("sfsfdsdf"),
                "image", new ServiceMessage.Image("MEDIA_ID"),
                "msgmenu",
                        new ServiceMessage.Menu(
                                "head_content",
                                new TreeMap<>(Map.of("101", "msgmenu1", "102", "msgmenu2")),
                                "tail_content"),
                "text_ai_mark", new ServiceMessage.Text("Hello World"));
        return read("outbound.json")
                .path("customSend")
                .path("samples")
                .valueStream()
                .filter(each -> ours.containsKey(text(each, "id")))
                .map(each -> DynamicTest.dynamicTest(
                        text(each, "id"), () -> assertThat((Object) JSON.valueToTree(ours.get(text(each, "id"))
                                        .bodyFor(
                                                new OpenId("OPENID"),
                                                each.path("body").has("aimsgcontext"))))
                                .isEqualTo(each.path("body"))));
    }

    @TestFactory
    Stream<DynamicTest> errorCodes() {
        Map<String, Set<ErrorClass>> classes = Map.of(
                "retry", Set.of(ErrorClass.RETRY),
                "refresh_token", Set.of(ErrorClass.REFRESH_TOKEN),
                "retry_slow", Set.of(ErrorClass.SLOW_DOWN),
                "stop_until_tomorrow", Set.of(ErrorClass.DAILY_QUOTA),
                "user_restart", Set.of(ErrorClass.LOGIN_AGAIN),
                "tell_staff", Set.of(ErrorClass.TELL_STAFF, ErrorClass.TEMPLATE_GONE),
                "give_up_user",
                        Set.of(
                                ErrorClass.GIVE_UP,
                                ErrorClass.REFUSED,
                                ErrorClass.UNFOLLOWED,
                                ErrorClass.USED_UP,
                                ErrorClass.WINDOW_CLOSED),
                "caller_bug", Set.of(ErrorClass.OUR_MISTAKE));
        return read("errcodes.json")
                .path("codes")
                .valueStream()
                .filter(each -> !text(each, "class").equals("ok"))
                .map(each -> DynamicTest.dynamicTest(text(each, "code"), () -> assertThat(
                                ErrorClass.of(each.path("code").asInt()))
                        .isIn(classes.get(text(each, "class")))));
    }

    private static JsonNode read(String file) {
        return JSON.readTree(resource(file));
    }

    private static String resource(String file) {
        try (InputStream stream = WeChatVectorsTest.class.getResourceAsStream("/wechat/" + file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}
