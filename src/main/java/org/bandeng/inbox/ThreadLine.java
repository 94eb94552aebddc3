package org.bandeng.inbox;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bandeng.conversation.Transcript;
import org.bandeng.text.Markup;
import org.springframework.web.util.UriUtils;

/**
 * A message of a conversation as the page shows it.
 *
 * @param time when, for people
 * @param canResend whether somebody may send it again
 */
record ThreadLine(Transcript.Line line, String time, boolean canResend) {

    /** A shared position, as the transcript has it. */
    private static final Pattern POSITION = Pattern.compile("(.*) \\((-?[0-9.]+), (-?[0-9.]+)\\)", Pattern.DOTALL);

    /** Counts in GCJ-02, as WeChat does (腾讯位置服务, 调起地图 URI API, 标记点). */
    private static final String MAP =
            "https://apis.map.qq.com/uri/v1/marker?marker=coord:%s,%s;title:%s&referer=bandeng";

    static ThreadLine of(Transcript.Line line, Times times) {
        boolean canResend =
                switch (line.delivery()) {
                    case "failed", "unconfirmed", "held" -> true;
                    default -> false;
                };
        return new ThreadLine(line, times.show(line.at()), canResend);
    }

    /** The words without the addresses in them: the links are for the resident alone. */
    public String words() {
        return line.inbound() ? line.text() : Markup.withLinksNamed(line.text());
    }

    /** Where a shared position is on a map; empty: it is none. */
    public String map() {
        Matcher position = POSITION.matcher(line.text());
        if (!line.kind().equals("position") || !position.matches()) {
            return "";
        }
        String title = position.group(1).isBlank() ? position.group(2) + "," + position.group(3) : position.group(1);
        return MAP.formatted(position.group(2), position.group(3), UriUtils.encode(title, StandardCharsets.UTF_8));
    }

    /** Where the bubble stands and how it looks. */
    public String side() {
        return line.inbound() ? "resident" : line.author();
    }
}
