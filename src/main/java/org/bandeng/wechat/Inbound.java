package org.bandeng.wechat;

import java.time.Instant;
import java.util.List;
import org.bandeng.community.OpenId;
import org.jspecify.annotations.Nullable;

/**
 * One call of WeChat's, in WeChat's own terms ("接收普通消息", "接收事件推送", WeChat docs).
 *
 * @param toUserName the {@code gh_} id of the account
 * @param key the same for every delivery of the same call, and for no other
 * @param createTime as the platform says; the time of receipt if it says none
 */
record Inbound(OpenId fromUserName, String toUserName, String key, Instant createTime, Body body) {

    /** What came. The set is closed: whatever WeChat adds one day is an {@link UnknownMessage} or an {@link UnknownEvent}. */
    sealed interface Body {}

    // Messages.

    /** @param bizMsgMenuId the id of the tapped entry of a msgmenu; empty if the words were typed */
    record Text(String content, String bizMsgMenuId) implements Body {}

    record Image(String picUrl, String mediaId) implements Body {}

    /**
     * @param format amr or speex
     * @param mediaId16K the same at 16 kHz; empty if there is none
     * @param recognition what WeChat heard; empty since WeChat no longer listens, as reported in 2026
     */
    record Voice(String mediaId, String format, String mediaId16K, String recognition) implements Body {}

    /** A video; a {@code shortvideo} was taken in the chat. */
    record Video(String mediaId, String thumbMediaId, boolean isShort) implements Body {}

    /** @param locationX the latitude; {@code Location_X} it is */
    record Location(double locationX, double locationY, String scale, String label) implements Body {}

    record Link(String title, String description, String url) implements Body {}

    /** Seen, but not in the documents, and there is no way to download it. */
    record File(String title, String fileTotalLen) implements Body {}

    /** What WeChat puts in place of stickers and other things that it does not pass on. */
    record NotPassedOn() implements Body {}

    record UnknownMessage(String msgType) implements Body {}

    // Events.

    /** @param scene of the code that was scanned, without {@code qrscene_}; empty: followed in another way */
    record Subscribe(String scene) implements Body {}

    record Unsubscribe() implements Body {}

    /** Somebody who follows already scanned a code. */
    record Scan(String scene) implements Body {}

    /** A position that the phone reports by itself, every 5 s if staff enabled that; null: it has none. */
    record ReportedLocation(
            @Nullable Double latitude, @Nullable Double longitude) implements Body {}

    record Click(String eventKey) implements Body {}

    /** A link or a mini program of the menu was opened. */
    record View(String eventKey, boolean miniProgram) implements Body {}

    /** @param waits whether the resident waits for an answer: {@code scancode_waitmsg} */
    record ScanCode(String eventKey, String scanType, String scanResult, boolean waits) implements Body {}

    /** Pictures are on their way as messages of their own. */
    record PictureMenu(String event, String eventKey, List<String> picMd5Sums) implements Body {
        PictureMenu {
            picMd5Sums = List.copyOf(picMd5Sums);
        }
    }

    /** A location message follows. */
    record LocationSelect(String eventKey, String label, String poiname) implements Body {}

    /** @param problem empty: it arrived */
    record TemplateSendJobFinish(String msgId, String problem) implements Body {}

    /** What residents chose in a prompt, or changed later: template by template. */
    record SubscribeChoices(List<Choice> choices) implements Body {
        SubscribeChoices {
            choices = List.copyOf(choices);
        }
    }

    record Choice(String templateId, boolean accepted) {}

    /** What became of subscription messages. */
    record SubscribeMsgSent(List<Sent> sent) implements Body {
        SubscribeMsgSent {
            sent = List.copyOf(sent);
        }
    }

    /** @param errorCode 0: it arrived */
    record Sent(String templateId, String msgId, int errorCode, String errorStatus) {}

    /** The end of a mass message of the staff's. */
    record MassSendJobFinish(String msgId, String status, String sentCount, String totalCount) implements Body {}

    /** WeChat's own human desk took, passed on or left the chat. */
    record KfSession(String event, String kfAccount) implements Body {}

    /** How the account's verification stands, on which its API rights depend. */
    record Verification(String event, String time, String failReason) implements Body {}

    /** The resident changed or withdrew their consent, or closed their WeChat account. */
    record UserAuthorization(OpenId openId, boolean withdrawn, String event) implements Body {}

    record UnknownEvent(String event) implements Body {}
}
