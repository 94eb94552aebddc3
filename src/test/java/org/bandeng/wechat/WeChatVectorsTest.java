package org.bandeng.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
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
