package org.bandeng.wechat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.bandeng.conversation.Incoming;

/** The answer to a call: a text message to who wrote ("被动回复用户消息", WeChat docs). */
final class PassiveReply {

    /** What says that there is nothing to say. */
    static final String NOTHING = "success";

    /** Practice; the documents give no limit. */
    static final int MAX_BYTES = 2048;

    private static final String ELLIPSIS = "…";

    private PassiveReply() {}

    static String text(Incoming incoming, String text, Instant now) {
        return "<xml>"
                + MessageXml.element("ToUserName", incoming.openId().value())
                + MessageXml.element("FromUserName", incoming.account())
                + "<CreateTime>" + now.getEpochSecond() + "</CreateTime>"
                + MessageXml.element("MsgType", "text")
                + MessageXml.element("Content", cut(text))
                + "</xml>";
    }

    static String encrypted(String encrypt, String signature, String timestamp, String nonce) {
        return "<xml>"
                + MessageXml.element("Encrypt", encrypt)
                + MessageXml.element("MsgSignature", signature)
                + "<TimeStamp>" + timestamp + "</TimeStamp>"
                + MessageXml.element("Nonce", nonce)
                + "</xml>";
    }

    /** The text within WeChat's limit, cut between characters if need be. */
    static String cut(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int room = MAX_BYTES - ELLIPSIS.getBytes(StandardCharsets.UTF_8).length;
        for (int codePoint : text.codePoints().toArray()) {
            String character = Character.toString(codePoint);
            room -= character.getBytes(StandardCharsets.UTF_8).length;
            if (room < 0) {
                break;
            }
            kept.append(character);
        }
        return kept.append(ELLIPSIS).toString();
    }
}
