package org.bandeng.support;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The platform's API, answered by WireMock with the platform's own words. */
public final class FakeWeChat implements AutoCloseable {

    /** A small picture, as a phone would send it. */
    public static final byte[] JPEG = picture();

    private static final String SEND = "/cgi-bin/message/custom/send";
    private static final String TOKEN = "/cgi-bin/stable_token";
    private static final String TEMPLATE = "/cgi-bin/message/template/send";
    private static final String SUBSCRIBE = "/cgi-bin/message/subscribe/bizsend";
    private static final String OK = """
            {"errcode":0,"errmsg":"ok"}""";
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final JsonMapper JSON = new JsonMapper();

    private final WireMockServer server =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());

    private static byte[] picture() {
        BufferedImage image = new BufferedImage(160, 120, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setPaint(new GradientPaint(0, 0, Color.DARK_GRAY, 160, 120, Color.ORANGE));
        pen.fillRect(0, 0, 160, 120);
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpg", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public FakeWeChat() {
        server.start();
        works();
    }

    /** Everything is as it should be. */
    public void works() {
        server.resetAll();
        server.stubFor(post(urlPathEqualTo(TOKEN)).willReturn(okJson("""
                {"access_token":"ACCESS_TOKEN","expires_in":7200}""")));
        answersSending(okJson(OK));
        server.stubFor(post(urlPathEqualTo(TEMPLATE)).willReturn(okJson("""
                {"errcode":0,"errmsg":"ok","msgid":3148209457602035718}""")));
        server.stubFor(post(urlPathEqualTo(SUBSCRIBE)).willReturn(okJson(OK)));
        server.stubFor(post(urlPathEqualTo("/cgi-bin/message/custom/typing")).willReturn(okJson(OK)));
        server.stubFor(post(urlPathEqualTo("/cgi-bin/menu/create")).willReturn(okJson(OK)));
        server.stubFor(get(urlPathEqualTo("/cgi-bin/menu/get")).willReturn(okJson("""
                {"errcode":46003,"errmsg":"menu no exist"}""")));
        server.stubFor(post(urlPathEqualTo("/cgi-bin/qrcode/create")).willReturn(okJson("""
                {"ticket":"gQH47joAAAAAAAAAASxodHRwOi8vd2VpeGluLnFxLmNvbS9x","url":"http://weixin.qq.com/q/kZgfwMTm72WWPkovabbI"}""")));
        server.stubFor(post(urlPathEqualTo("/cgi-bin/media/upload")).willReturn(okJson("""
                {"type":"image","media_id":"UPLOADED","created_at":1700000000}""")));
        server.stubFor(get(urlPathEqualTo("/cgi-bin/media/get"))
                .willReturn(aResponse().withHeader("Content-Type", "image/jpeg").withBody(JPEG)));
    }

    /** From now on this is what it answers to customer-service messages. */
    public void answersSending(ResponseDefinitionBuilder answer) {
        server.stubFor(post(urlPathEqualTo(SEND)).willReturn(answer));
    }

    public void answersSending(int errcode, String errmsg) {
        answersSending(okJson("""
                {"errcode":%d,"errmsg":"%s"}""".formatted(errcode, errmsg)));
    }

    /** From now on this is what an API that is posted to answers. */
    public void answers(String path, int errcode, String errmsg) {
        server.stubFor(post(urlPathEqualTo(path)).willReturn(okJson("""
                {"errcode":%d,"errmsg":"%s"}""".formatted(errcode, errmsg))));
    }

    public void answers(String path, ResponseDefinitionBuilder answer) {
        server.stubFor(post(urlPathEqualTo(path)).willReturn(answer));
    }

    /** The bodies that were posted to an API for a resident, in order. */
    public List<JsonNode> postsTo(String path, String openId) {
        return server.findAll(postRequestedFor(urlPathEqualTo(path))).stream()
                .map(request -> JSON.readTree(request.getBodyAsString()))
                .filter(body -> body.path("touser").asString("").equals(openId))
                .toList();
    }

    public List<LoggedRequest> postsTo(String path) {
        return server.findAll(postRequestedFor(urlPathEqualTo(path)));
    }

    public void on(MappingBuilder mapping) {
        server.stubFor(mapping);
    }

    public String address() {
        return server.baseUrl();
    }

    /** The texts of all customer-service messages that were tried for a resident, in order. */
    public List<String> pushesTo(String openId) {
        return requests(openId).map(FakeWeChat::text).toList();
    }

    /** Waits for a push that contains the words, and returns its whole body. */
    public JsonNode awaitPush(String openId, String words) {
        await("a push to " + openId + " with " + words).atMost(PATIENCE).until(() -> pushesTo(openId).stream()
                .anyMatch(text -> text.contains(words)));
        return requests(openId)
                .filter(body -> text(body).contains(words))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    public int tokensFetched() {
        return server.findAll(postRequestedFor(urlPathEqualTo(TOKEN))).size();
    }

    /** Every request to send anything. */
    public List<LoggedRequest> sendings() {
        return server.findAll(postRequestedFor(urlPathEqualTo(SEND)));
    }

    private Stream<JsonNode> requests(String openId) {
        return sendings().stream()
                .map(request -> JSON.readTree(request.getBodyAsString()))
                .filter(body -> body.path("touser").asString("").equals(openId));
    }

    private static String text(JsonNode body) {
        return body.path("msgtype").asString("").equals("text")
                ? body.path("text").path("content").asString("")
                : body.path("msgmenu").path("head_content").asString("");
    }

    @Override
    public void close() {
        server.stop();
    }
}
