package org.bandeng.wechat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bandeng.community.OpenId;
import org.bandeng.wechat.Inbound.Body;
import org.jspecify.annotations.Nullable;

/** Reads WeChat's messages and events ("接收普通消息", "接收事件推送", WeChat docs). */
final class InboundParser {

    /** What WeChat puts in place of stickers and other things that it does not pass on. */
    private static final String NOT_PASSED_ON = "【收到不支持的消息类型，暂无法显示】";

    private static final Pattern SENDER = Pattern.compile(
            "<FromUserName>\\s*(?:<!\\[CDATA\\[)?\\s*([A-Za-z0-9_-]{1,64})\\s*(?:]]>)?\\s*</FromUserName>");

    /** What tells apart two events about subscriptions in one second. */
    private static final List<String> LISTED_IDS = List.of(
            "OpenID",
            "RevokeInfo",
            "SubscribeMsgPopupEvent/List/TemplateId",
            "SubscribeMsgChangeEvent/List/TemplateId",
            "SubscribeMsgSentEvent/List/TemplateId",
            "SubscribeMsgSentEvent/List/MsgID");

    /** Before the scene in the key of a subscription; other ways to follow have prefixes of their own. */
    private static final String SCENE = "qrscene_";

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
    Inbound parse(String body, String call) {
        MessageXml xml = MessageXml.read(body);
        try {
            OpenId from = new OpenId(xml.get("FromUserName"));
            return new Inbound(from, xml.get("ToUserName"), key(xml, call), sentAt(xml), body(xml));
        } catch (IllegalArgumentException e) {
            throw new MessageXml.UnreadableException("does not say from whom it is");
        }
    }

    /** The key of a body that cannot be read. */
    static String keyOfUnreadable(OpenId from, String body) {
        return "raw|" + from.value() + "|" + digest(body);
    }

    /**
     * From whom an unreadable body probably is. The platform names the sender before anything that the sender wrote, so the
     * first name counts.
     */
    static Optional<OpenId> probableSender(String body) {
        Matcher sender = SENDER.matcher(body);
        return sender.find() ? Optional.of(new OpenId(sender.group(1))) : Optional.empty();
    }

    private static Body body(MessageXml xml) {
        String type = xml.get("MsgType").toLowerCase(Locale.ROOT);
        return switch (type) {
            case "text" ->
                xml.get("Content").equals(NOT_PASSED_ON)
                        ? new Inbound.NotPassedOn()
                        : new Inbound.Text(xml.get("Content"), xml.get("bizmsgmenuid"));
            case "image" -> new Inbound.Image(xml.get("PicUrl"), xml.get("MediaId"));
            case "voice" ->
                new Inbound.Voice(xml.get("MediaId"), xml.get("Format"), xml.get("MediaId16K"), xml.get("Recognition"));
            case "video", "shortvideo" ->
                new Inbound.Video(xml.get("MediaId"), xml.get("ThumbMediaId"), type.equals("shortvideo"));
            case "location" -> location(xml);
            case "link" -> new Inbound.Link(xml.get("Title"), xml.get("Description"), xml.get("Url"));
            case "file" -> new Inbound.File(xml.get("Title"), xml.get("FileTotalLen"));
            case "event" -> event(xml);
            default -> new Inbound.UnknownMessage(type);
        };
    }

    private static Body location(MessageXml xml) {
        Double x = number(xml.get("Location_X"));
        Double y = number(xml.get("Location_Y"));
        return x == null || y == null
                ? new Inbound.UnknownMessage("location without coordinates")
                : new Inbound.Location(x, y, xml.get("Scale"), xml.get("Label"));
    }

    /** Names of events come in either case. */
    private static Body event(MessageXml xml) {
        String event = xml.get("Event").toLowerCase(Locale.ROOT);
        String key = xml.get("EventKey");
        return switch (event) {
            case "subscribe" -> new Inbound.Subscribe(key.startsWith(SCENE) ? key.substring(SCENE.length()) : "");
            case "unsubscribe" -> new Inbound.Unsubscribe();
            case "scan" -> new Inbound.Scan(key);
            case "location" -> new Inbound.ReportedLocation(number(xml.get("Latitude")), number(xml.get("Longitude")));
            case "click" -> new Inbound.Click(key);
            case "view", "view_miniprogram" -> new Inbound.View(key, event.equals("view_miniprogram"));
            case "scancode_push", "scancode_waitmsg" ->
                new Inbound.ScanCode(
                        key,
                        xml.get("ScanCodeInfo/ScanType"),
                        xml.get("ScanCodeInfo/ScanResult"),
                        event.equals("scancode_waitmsg"));
            case "pic_sysphoto", "pic_photo_or_album", "pic_weixin" ->
                new Inbound.PictureMenu(event, key, xml.all("SendPicsInfo/PicList/item/PicMd5Sum"));
            case "location_select" ->
                new Inbound.LocationSelect(key, xml.get("SendLocationInfo/Label"), xml.get("SendLocationInfo/Poiname"));
            case "templatesendjobfinish" -> new Inbound.TemplateSendJobFinish(xml.get("MsgID"), templateProblem(xml));
            case "subscribe_msg_popup_event" -> new Inbound.SubscribeChoices(choices(xml, "SubscribeMsgPopupEvent"));
            case "subscribe_msg_change_event" -> new Inbound.SubscribeChoices(choices(xml, "SubscribeMsgChangeEvent"));
            case "subscribe_msg_sent_event" -> new Inbound.SubscribeMsgSent(sent(xml));
            case "masssendjobfinish" ->
                new Inbound.MassSendJobFinish(
                        xml.get("MsgID"), xml.get("Status"), xml.get("SentCount"), xml.get("TotalCount"));
            case "kf_create_session", "kf_close_session" -> new Inbound.KfSession(event, xml.get("KfAccount"));
            case "kf_switch_session" -> new Inbound.KfSession(event, xml.get("ToKfAccount"));
            case "qualification_verify_success",
                    "qualification_verify_fail",
                    "naming_verify_success",
                    "naming_verify_fail",
                    "annual_renew",
                    "verify_expired" ->
                new Inbound.Verification(event, xml.get("ExpiredTime") + xml.get("FailTime"), xml.get("FailReason"));
            case "user_info_modified", "user_authorization_revoke", "user_authorization_cancellation" ->
                authorization(event, xml);
            default -> new Inbound.UnknownEvent(event);
        };
    }

    /** The blanks in the status differ: "failed:user block", "failed: system failed". */
    private static String templateProblem(MessageXml xml) {
        String status = xml.get("Status").toLowerCase(Locale.ROOT).replaceAll("\\s*:\\s*", ": ");
        return status.equals("success") ? "" : status;
    }

    private static List<Inbound.Choice> choices(MessageXml xml, String parent) {
        List<String> templates = xml.all(parent + "/List/TemplateId");
        List<String> statuses = xml.all(parent + "/List/SubscribeStatusString");
        return IntStream.range(0, Math.min(templates.size(), statuses.size()))
                .mapToObj(i -> new Inbound.Choice(
                        templates.get(i).strip(), statuses.get(i).strip().equalsIgnoreCase("accept")))
                .toList();
    }

    private static List<Inbound.Sent> sent(MessageXml xml) {
        String parent = "SubscribeMsgSentEvent/List/";
        List<String> ids = xml.all(parent + "MsgID");
        return IntStream.range(0, ids.size())
                .mapToObj(i -> new Inbound.Sent(
                        at(xml.all(parent + "TemplateId"), i),
                        ids.get(i).strip(),
                        Integer.parseInt(
                                "0" + at(xml.all(parent + "ErrorCode"), i).replaceAll("[^0-9]", "")),
                        at(xml.all(parent + "ErrorStatus"), i)))
                .toList();
    }

    private static String at(List<String> values, int index) {
        return index < values.size() ? values.get(index).strip() : "";
    }

    private static Body authorization(String event, MessageXml xml) {
        String openId = xml.get("OpenID").isEmpty() ? xml.get("FromUserName") : xml.get("OpenID");
        return new Inbound.UserAuthorization(new OpenId(openId), !event.equals("user_info_modified"), event);
    }

    /** Empty numbers are none. */
    private static @Nullable Double number(String text) {
        try {
            return text.isEmpty() ? null : Double.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
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
            String ids = Stream.concat(
                            xml.all("MsgID").stream(), LISTED_IDS.stream().flatMap(name -> xml.all(name).stream()))
                    .map(String::strip)
                    .collect(Collectors.joining(","));
            return "event|" + who + String.join("|", when, event, xml.get("EventKey"), ids, xml.get("Status"));
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
