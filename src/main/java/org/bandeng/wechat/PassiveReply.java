package org.bandeng.wechat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.bandeng.conversation.Incoming;

/**
 * The answer to a call ("被动回复用户消息", WeChat docs).
 *
 * @param toUserName the openid of who wrote
 * @param fromUserName the {@code gh_} id of the account
 */
record PassiveReply(String toUserName, String fromUserName, Instant createTime) {

    /** What says that there is nothing to say; never encrypted. */
    static final String NOTHING = "success";

    /** Practice; the documents give no limit. */
    static final int MAX_BYTES = 2048;

    /** What answers text, pictures, voice, video and places takes one article, whatever else up to eight. */
    private static final int MAX_ARTICLES = 8;

    private static final String ELLIPSIS = "…";

    /** What can be answered. */
    sealed interface Content {}

    record Text(String content) implements Content {}

    record Image(String mediaId) implements Content {}

    record Voice(String mediaId) implements Content {}

    record Video(String mediaId, String title, String description) implements Content {}

    record Music(String title, String description, String musicUrl, String hqMusicUrl, String thumbMediaId)
            implements Content {}

    record News(List<Article> articles) implements Content {
        News {
            articles = List.copyOf(articles);
            if (articles.isEmpty() || articles.size() > MAX_ARTICLES) {
                throw new IllegalArgumentException("A reply has 1 to " + MAX_ARTICLES + " articles");
            }
        }
    }

    record Article(String title, String description, String picUrl, String url) {}

    /** Hands the chat to WeChat's own human desk; empty: to anybody there. */
    record TransferCustomerService(String kfAccount) implements Content {}

    static PassiveReply to(Incoming incoming, Instant now) {
        return new PassiveReply(incoming.openId().value(), incoming.account(), now);
    }

    String write(Content content) {
        return "<xml>"
                + MessageXml.element("ToUserName", toUserName)
                + MessageXml.element("FromUserName", fromUserName)
                + "<CreateTime>" + createTime.getEpochSecond() + "</CreateTime>"
                + body(content)
                + "</xml>";
    }

    private static String body(Content content) {
        if (content instanceof Text text) {
            return type("text") + MessageXml.element("Content", cut(text.content));
        }
        if (content instanceof Image image) {
            return type("image") + within("Image", MessageXml.element("MediaId", image.mediaId));
        }
        if (content instanceof Voice voice) {
            return type("voice") + within("Voice", MessageXml.element("MediaId", voice.mediaId));
        }
        if (content instanceof Video video) {
            return type("video")
                    + within(
                            "Video",
                            MessageXml.element("MediaId", video.mediaId)
                                    + optional("Title", video.title)
                                    + optional("Description", video.description));
        }
        if (content instanceof Music music) {
            return type("music")
                    + within(
                            "Music",
                            optional("Title", music.title)
                                    + optional("Description", music.description)
                                    + optional("MusicUrl", music.musicUrl)
                                    + optional("HQMusicUrl", music.hqMusicUrl)
                                    + MessageXml.element("ThumbMediaId", music.thumbMediaId));
        }
        if (content instanceof News news) {
            return type("news")
                    + "<ArticleCount>" + news.articles.size() + "</ArticleCount>"
                    + within(
                            "Articles",
                            news.articles.stream().map(PassiveReply::article).collect(Collectors.joining()));
        }
        TransferCustomerService transfer = (TransferCustomerService) content;
        return type("transfer_customer_service")
                + (transfer.kfAccount.isEmpty()
                        ? ""
                        : within("TransInfo", MessageXml.element("KfAccount", transfer.kfAccount)));
    }

    private static String article(Article article) {
        return within(
                "item",
                MessageXml.element("Title", article.title)
                        + MessageXml.element("Description", article.description)
                        + MessageXml.element("PicUrl", article.picUrl)
                        + MessageXml.element("Url", article.url));
    }

    private static String type(String type) {
        return MessageXml.element("MsgType", type);
    }

    private static String within(String name, String elements) {
        return "<" + name + ">" + elements + "</" + name + ">";
    }

    private static String optional(String name, String text) {
        return text.isEmpty() ? "" : MessageXml.element(name, text);
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
