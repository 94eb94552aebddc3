package org.bandeng.wechat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bandeng.community.OpenId;

/**
 * A template or subscription message ("发送模板消息", "发送订阅通知", WeChat docs).
 *
 * @param url where a tap leads; empty: nowhere
 * @param data values by key, in the order of the template
 */
record TemplateMessage(OpenId to, String templateId, String url, Map<String, String> data) {

    /** @param clientMsgId the platform sends the same one to the same receiver once in 10 minutes */
    Map<String, Object> templateBody(String clientMsgId) {
        Map<String, Object> body = body("url");
        body.put("client_msg_id", clientMsgId);
        return body;
    }

    Map<String, Object> subscribeBody() {
        return body("page");
    }

    private Map<String, Object> body(String nameOfUrl) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("touser", to.value());
        body.put("template_id", templateId);
        if (!url.isEmpty()) {
            body.put(nameOfUrl, url);
        }
        Map<String, Object> values = new LinkedHashMap<>();
        data.forEach((key, value) -> values.put(key, Map.of("value", value)));
        body.put("data", values);
        return body;
    }
}
