package org.bandeng.text;

import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;

/**
 * HTML in words that somebody typed. WeChat makes links of {@code <a href="…">} in whatever the account sends ("发送客服消息",
 * 文本消息): what a resident or a colleague typed and others get to read must not become one.
 */
public final class Markup {

    /** What is no tag to its end would take the words behind it along. */
    private static final Pattern UNCLOSED = Pattern.compile("<(?![^<>]*>)");

    private static final Pattern TAG_BEGINS = Pattern.compile("<(?=[a-zA-Z/!?])");

    /** Looks like it and begins nothing. */
    private static final String HARMLESS = "＜";

    private Markup() {}

    /**
     * The words alone: without tags, and with nothing in them that would begin one; whatever is no tag stays. To remove it twice
     * changes nothing more.
     */
    public static String removed(String typed) {
        if (typed.indexOf('<') < 0) {
            return typed;
        }
        Element body = body(typed);
        body.select("script, style").remove();
        return TAG_BEGINS.matcher(body.wholeText()).replaceAll(HARMLESS);
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

    /** Entities are no markup to WeChat: they are kept as they were typed, and not read. */
    private static Element body(String words) {
        String closed = UNCLOSED.matcher(words).replaceAll(HARMLESS);
        return Jsoup.parseBodyFragment(closed.replace("&", "&amp;")).body();
    }
}
