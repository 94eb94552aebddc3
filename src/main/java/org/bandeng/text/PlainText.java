package org.bandeng.text;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;

/**
 * Words without HTML. WeChat makes links of {@code <a href="…">} in whatever the account sends ("发送客服消息", 文本消息): what a
 * resident or a colleague typed and others get to read must not become one.
 */
public final class PlainText {

    private PlainText() {}

    /** The words alone; {@code <} and {@code &} that are no markup stay as they are. */
    public static String of(String typed) {
        return typed.indexOf('<') < 0 ? typed : body(typed).wholeText();
    }

    /** The same with the captions of links in 【】: what staff see of what the account sends. */
    public static String withLinksNamed(String sent) {
        if (sent.indexOf('<') < 0) {
            return sent;
        }
        Element body = body(sent);
        body.select("a").forEach(link -> link.replaceWith(new TextNode("【%s】".formatted(link.text()))));
        return body.wholeText();
    }

    private static Element body(String typed) {
        Element body = Jsoup.parseBodyFragment(typed).body();
        body.select("script, style").remove();
        return body;
    }
}
