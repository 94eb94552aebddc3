package org.bandeng.wechat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bandeng.community.OpenId;
import org.bandeng.conversation.Incoming;
import org.bandeng.conversation.Incoming.Content;

/** Turns WeChat's messages and events into what the conversation knows ("接收普通消息", "接收事件推送", WeChat docs). */
final class InboundParser {

    /** What WeChat puts in place of stickers and other things that it does not pass on. */
    private static final String NOT_PASSED_ON = "【收到不支持的消息类型，暂无法显示】";

    private static final Pattern SENDER = Pattern.compile(
            "<FromUserName>\\s*(?:<!\\[CDATA\\[)?\\s*([A-Za-z0-9_-]{1,64})\\s*(?:]]>)?\\s*</FromUserName>");

    private final Clock clock;

    InboundParser(Clock clock) {
        this.clock = clock;
    }

    /**
     * Reads a body.
     *
     * @param call tells apart two calls whose bodies do not say when they were sent
     * @throws MessageXml.UnreadableException if it cannot be read or does not say from whom it is
     */
    Incoming parse(String body, String call) {
        MessageXml xml = MessageXml.read(body);
        try {
            OpenId from = new OpenId(xml.get("FromUserName"));
            return new Incoming(from, xml.get("ToUserName"), key(xml, call), sentAt(xml), content(xml));
        } catch (IllegalArgumentException e) {
            throw new MessageXml.UnreadableException("does not say from whom it is");
        }
    }

    /** What stands for a body that cannot be read. */
    Incoming unreadable(OpenId from, String body) {
        return new Incoming(
                from, "", "raw|" + from.value() + "|" + digest(body), Instant.now(clock), new Content.Unreadable(body));
    }

    /**
     * From whom an unreadable body probably is. The platform names the sender before anything that the sender wrote, so the
     * first name counts.
     */
    static Optional<OpenId> probableSender(String body) {
        Matcher sender = SENDER.matcher(body);
        return sender.find() ? Optional.of(new OpenId(sender.group(1))) : Optional.empty();
    }

    private static Content content(MessageXml xml) {
        String type = xml.get("MsgType").toLowerCase(Locale.ROOT);
        return switch (type) {
            case "text" -> text(xml);
            case "image" ->
                xml.get("MediaId").isEmpty()
                        ? new Content.Unsupported("image without MediaId")
                        : new Content.Picture(xml.get("MediaId"));
            case "voice" -> new Content.Voice(xml.get("MediaId"), xml.get("Recognition"));
            case "location" -> position(xml);
            case "event" -> event(xml);
            default -> new Content.Unsupported(type);
        };
    }

    private static Content text(MessageXml xml) {
        String words = xml.get("Content");
        return words.isEmpty() || words.equals(NOT_PASSED_ON)
                ? new Content.Unsupported("text")
                : new Content.Text(words, xml.get("bizmsgmenuid"));
    }

    /** X is the latitude. */
    private static Content position(MessageXml xml) {
        try {
            return new Content.Position(
                    Double.parseDouble(xml.get("Location_X")),
                    Double.parseDouble(xml.get("Location_Y")),
                    xml.get("Label"));
        } catch (NumberFormatException e) {
            return new Content.Unsupported("location without coordinates");
        }
    }

    private static Content event(MessageXml xml) {
        String event = xml.get("Event").toLowerCase(Locale.ROOT);
        return switch (event) {
            case "subscribe" -> new Content.Subscribed(xml.get("EventKey").replaceFirst("^qrscene_", ""));
            case "unsubscribe" -> new Content.Unsubscribed();
            case "click" -> new Content.Text(xml.get("EventKey"), xml.get("EventKey"));
            default -> new Content.Silent("event " + event);
        };
    }

    /** Seconds since 1970, whatever some SDKs say. */
    private Instant sentAt(MessageXml xml) {
        try {
            return Instant.ofEpochSecond(Long.parseLong(xml.get("CreateTime")));
        } catch (NumberFormatException | DateTimeException e) {
            return Instant.now(clock);
        }
    }

    /**
     * Finer than the documents ask: they tell events apart by sender and second only, and lose one of two taps in it.
     */
    private static String key(MessageXml xml, String call) {
        String who = xml.get("ToUserName") + "|" + xml.get("FromUserName") + "|";
        if (!xml.get("MsgId").isEmpty()) {
            return "msg|" + who + xml.get("MsgId");
        }
        String when = xml.get("CreateTime").isEmpty() ? call : xml.get("CreateTime");
        if ("event".equalsIgnoreCase(xml.get("MsgType"))) {
            String event = xml.get("Event").toLowerCase(Locale.ROOT);
            return "event|" + who
                    + String.join("|", when, event, xml.get("EventKey"), xml.get("MsgID"), xml.get("Status"));
        }
        return "text|" + who + when + "|" + digest(xml.get("Content"));
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
