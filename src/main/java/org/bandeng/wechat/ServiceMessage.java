package org.bandeng.wechat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bandeng.community.OpenId;

/** A customer-service message ("客服接口-发消息", WeChat docs). */
sealed interface ServiceMessage {

    /** WeChat's name of the type, which is also the name of its object. */
    String msgtype();

    Map<String, Object> object();

    record Text(String content) implements ServiceMessage {
        @Override
        public String msgtype() {
            return "text";
        }

        @Override
        public Map<String, Object> object() {
            return Map.of("content", PassiveReply.cut(content));
        }
    }

    record Image(String mediaId) implements ServiceMessage {
        @Override
        public String msgtype() {
            return "image";
        }

        @Override
        public Map<String, Object> object() {
            return Map.of("media_id", mediaId);
        }
    }

    /** One article; the platform takes no more since 2018. */
    record News(String title, String description, String url, String picUrl) implements ServiceMessage {
        @Override
        public String msgtype() {
            return "news";
        }

        @Override
        public Map<String, Object> object() {
            return Map.of(
                    "articles",
                    List.of(Map.of("title", title, "description", description, "url", url, "picurl", picUrl)));
        }
    }

    /** Answers to tap; a tap comes back as text with {@code bizmsgmenuid}. */
    record Menu(String head, Map<String, String> choices, String tail) implements ServiceMessage {
        @Override
        public String msgtype() {
            return "msgmenu";
        }

        @Override
        public Map<String, Object> object() {
            List<Map<String, String>> list = new ArrayList<>();
            choices.forEach((id, caption) -> list.add(Map.of("id", id, "content", caption)));
            return Map.of("head_content", PassiveReply.cut(head), "list", list, "tail_content", tail);
        }
    }

    /** @param aiMade WeChat then writes 内容由第三方AI生成 under it */
    default Map<String, Object> bodyFor(OpenId to, boolean aiMade) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("touser", to.value());
        body.put("msgtype", msgtype());
        body.put(msgtype(), object());
        if (aiMade) {
            body.put("aimsgcontext", Map.of("is_ai_msg", 1));
        }
        return body;
    }
}
