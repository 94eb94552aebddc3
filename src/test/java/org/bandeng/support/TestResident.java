package org.bandeng.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bandeng.ticket.TicketNumber;
import org.bandeng.wechat.MessageSignature;
import org.bandeng.wechat.MessageXml;

/** A resident whose messages WeChat brings to the webhook, in plain mode. */
public final class TestResident {

    public static final String TOKEN = "bandeng-test-token";
    public static final String ACCOUNT = "gh_bandeng_test";

    private static final AtomicLong MSG_ID = new AtomicLong(System.currentTimeMillis() * 1_000_000);
    private static final Pattern NUMBER = Pattern.compile("编号 ([0-9]+)");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final String address;
    private final String openId;
    private final Clock clock;

    private TestResident(String address, String openId, Clock clock) {
        this.address = address;
        this.openId = openId;
        this.clock = clock;
    }

    /** Somebody new. */
    public static TestResident of(TestProgram program) {
        return new TestResident(program.address(), newOpenId(), program.bean(Clock.class));
    }

    /** Somebody new, at a program of which only the address is known. */
    public static TestResident at(String address) {
        return new TestResident(address, newOpenId(), Clock.systemUTC());
    }

    private static String newOpenId() {
        return "oTest" + UUID.randomUUID().toString().replace("-", "").substring(0, 23);
    }

    /** The same person, whose message goes to another instance. */
    public TestResident via(TestProgram program) {
        return new TestResident(program.address(), openId, clock);
    }

    public TestResident at(PackagedProgram program) {
        return new TestResident(program.address(), openId, clock);
    }

    public String openId() {
        return openId;
    }

    public static long nextMsgId() {
        return MSG_ID.incrementAndGet();
    }

    /** Says something and returns the answer's text; empty if there was none. */
    public String says(String words) {
        return textOf(posts(text(words, nextMsgId())).body());
    }

    public String taps(String choice, String caption) {
        return textOf(posts(message(
                        "text",
                        MessageXml.element("Content", caption)
                                + MessageXml.element("bizmsgmenuid", choice)
                                + msgId(nextMsgId())))
                .body());
    }

    public String sendsPicture(String mediaId) {
        return textOf(posts(message(
                        "image",
                        MessageXml.element("PicUrl", "http://example.org/p")
                                + MessageXml.element("MediaId", mediaId)
                                + msgId(nextMsgId())))
                .body());
    }

    public String event(String event, String key) {
        return textOf(posts(message("event", MessageXml.element("Event", event) + MessageXml.element("EventKey", key)))
                .body());
    }

    public String text(String words, long msgId) {
        return message("text", MessageXml.element("Content", words) + msgId(msgId));
    }

    public String message(String type, String elements) {
        return "<xml>" + MessageXml.element("ToUserName", ACCOUNT) + MessageXml.element("FromUserName", openId)
                + "<CreateTime>" + clock.instant().getEpochSecond() + "</CreateTime>"
                + MessageXml.element("MsgType", type) + elements + "</xml>";
    }

    private static String msgId(long id) {
        return "<MsgId>" + id + "</MsgId>";
    }

    /** Posts a body, signed. */
    public HttpResponse<String> posts(String body) {
        try {
            return HTTP.send(request(body), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public CompletableFuture<HttpResponse<String>> postsSoon(String body) {
        return HTTP.sendAsync(request(body), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String body) {
        String timestamp = String.valueOf(clock.instant().getEpochSecond());
        String nonce = UUID.randomUUID().toString().substring(0, 8);
        String query = "signature=%s&timestamp=%s&nonce=%s&openid=%s"
                .formatted(MessageSignature.of(TOKEN, timestamp, nonce), timestamp, nonce, openId);
        return HttpRequest.newBuilder(URI.create(address + "/wechat?" + query))
                .header("Content-Type", "text/xml")
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .build();
    }

    /** The text in a passive reply; empty for {@code success}. */
    public static String textOf(String answer) {
        return answer.startsWith("<xml>") ? MessageXml.read(answer).get("Content") : "";
    }

    /**
     * Reports something that the bot needs to ask no more about, also if a neighbour has done so before, and sends no picture.
     *
     * @return the number of the resident's own ticket
     */
    public TicketNumber reports(String words) {
        String answer = says(words);
        TicketNumber number = numberIn(answer.contains("登记好了") ? answer : says("没有"));
        says("没有");
        return number;
    }

    /** The ticket number in a bot's sentence. */
    public static TicketNumber numberIn(String sentence) {
        Matcher number = NUMBER.matcher(sentence);
        if (!number.find()) {
            throw new AssertionError("There is no ticket number in: " + sentence);
        }
        return TicketNumber.parse(number.group(1)).orElseThrow();
    }
}
