package org.bandeng.dialog;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Taking back what was said before: 不对，是3单元; 刚才说错了，是路灯; 不是2单元，是3单元. */
public final class Corrections {

    private static final Pattern INSTEAD =
            Pattern.compile("^(?:不对|错了|啊|哦)?[，,。.！!、\\s]*不是.{1,12}?[，,。.！!、\\s]*(?:而?是|应该是)(.+)$");
    private static final Pattern TAKEN_BACK = Pattern.compile(
            "^(?:不对不对|不对|不是的|不是|错了错了|错了|搞错了|弄错了|写错了|打错了|我?(?:刚才|刚刚|上面|前面)?(?:说|写|打|弄|搞)错了?|更正(?:一下)?|纠正一下|改一下|改成|改为|应该是)"
                    + "[，,。.！!、：:\\s啊哈]*(?:应该是|改成|改为|是|我住)?(.*)$");
    private static final Pattern CHANGED = Pattern.compile("^.{0,8}(?:改成|改为|应该是|换成)(.+)$");

    private Corrections() {}

    /** What is right, out of words that take something back; empty if they do not. May be blank: they only say that it is wrong. */
    public static Optional<String> in(String words) {
        String said = words.strip();
        for (Pattern pattern : new Pattern[] {INSTEAD, TAKEN_BACK, CHANGED}) {
            Matcher matcher = pattern.matcher(said);
            if (matcher.matches()) {
                return Optional.of(matcher.group(1).strip());
            }
        }
        return Optional.empty();
    }
}
