package org.bandeng.conversation;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bandeng.dialog.ChineseNumerals;
import org.bandeng.dialog.Input;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Hears what residents say about what is deliberated: 我想议……, 附议 12, 投票 12 1, 议题. */
@Component
class BenchTalk {

    private static final Pattern RAISE =
            Pattern.compile("(?:我想议(?![价论事员])|我要议(?![价论事员])|我想提议|我要提议|提议题|提个议题)[:：，,。\\s]*(.{0,300})", Pattern.DOTALL);

    /** 附议 12, 我也附议, 附议议题十二, 支持12号, 支持这个; 支持 or 同意 alone may answer anything. */
    private static final Pattern SUPPORT = Pattern.compile(
            "(?:我们?家?|俺)?也?(?:附议[:：，,\\s]*(?:(?:第|议题)*\\s*(?<second>[0-9]{1,6}|[一二三四五六七八九十百]{1,4})?\\s*号?(?:议题)?|这个(?:议题)?)"
                    + "|(?:同意|支持|赞成)(?:这个(?:议题)?|议题\\s*(?<topic>[0-9]{1,6})\\s*号?|\\s*(?<number>[0-9]{2,6})\\s*号?(?:议题)?))[。!！]?");

    /** 12号我支持. */
    private static final Pattern SUPPORTED =
            Pattern.compile("(?:议题)?\\s*([0-9]{2,6})\\s*号?(?:议题)?[，,\\s]*我?们?也?(?:同意|支持|附议)[。!！]?");

    private static final Pattern VOTE = Pattern.compile(
            "(?:我)?(?:投票|表决)[:：,，\\s]*(?:议题)?\\s*(?:([0-9]{2,6})(?:[\\s:：,，]+(.{1,150}))?)?", Pattern.DOTALL);

    /** 12号选1; but 15号投诉过 is a day. */
    private static final Pattern VOTED = Pattern.compile(
            "(?:议题)?\\s*([0-9]{2,6})\\s*号(?:议题)?[，,\\s]*我?(?:选|投(?![诉入放资保]))(?:给|票给)?\\s*(.{1,150})", Pattern.DOTALL);

    private static final Pattern AGAIN = Pattern.compile("(?:我)?(?:要|想)?(?:改票|重新投票|改一下票|改投票)");
    private static final Pattern WITHDRAW = Pattern.compile("撤回议题[\\s]*([0-9]{1,6})?");
    private static final Pattern LIST = Pattern.compile("议题|议事|正在议什么|有什么议题|看议题");

    /** What tapped choices are called: topic:rate:TOPIC:SCORE, topic:vote:TOPIC:OPTION, topic:support:TOPIC. */
    private static final Pattern TAPPED = Pattern.compile("topic:(rate|support|vote):([0-9]{2,6})(?::([1-9]))?");

    /** What is to be done about words or a tap; empty: they are about something else. */
    Optional<Input.Event> hear(String said, String choice) {
        Matcher tapped = TAPPED.matcher(choice);
        if (tapped.matches()) {
            String score = orEmpty(tapped.group(3));
            return Optional.of(
                    tapped.group(1).equals("vote")
                            ? vote(score, tapped.group(2))
                            : event(tapped.group(1), tapped.group(2), score));
        }
        String words = said.strip();
        Matcher raise = RAISE.matcher(words);
        if (raise.matches()) {
            return Optional.of(Input.Event.of(
                    "propose", Map.of("bench.said", raise.group(1).strip())));
        }
        return supported(words).or(() -> voted(words)).or(() -> {
            Matcher withdraw = WITHDRAW.matcher(words);
            if (withdraw.matches()) {
                return Optional.of(event("withdraw", orEmpty(withdraw.group(1)), ""));
            }
            return LIST.matcher(words).matches() ? Optional.of(event("list", "", "")) : Optional.empty();
        });
    }

    private static Optional<Input.Event> supported(String words) {
        Matcher support = SUPPORT.matcher(words);
        if (support.matches()) {
            String number = orEmpty(support.group("second"))
                    + orEmpty(support.group("topic"))
                    + orEmpty(support.group("number"));
            boolean spoken = !number.isEmpty() && !Character.isDigit(number.charAt(0));
            return Optional.of(event("support", spoken ? String.valueOf(ChineseNumerals.value(number)) : number, ""));
        }
        Matcher supported = SUPPORTED.matcher(words);
        return supported.matches() ? Optional.of(event("support", supported.group(1), "")) : Optional.empty();
    }

    private static Optional<Input.Event> voted(String words) {
        Matcher vote = VOTE.matcher(words);
        if (vote.matches()) {
            return Optional.of(vote(orEmpty(vote.group(2)).strip(), orEmpty(vote.group(1))));
        }
        Matcher voted = VOTED.matcher(words);
        if (voted.matches()) {
            return Optional.of(vote(voted.group(2).strip(), voted.group(1)));
        }
        return AGAIN.matcher(words).matches() ? Optional.of(vote("", "")) : Optional.empty();
    }

    /** A mark for what came of a topic, or more words about it. */
    static Input.Event opinion(long topic, String deed, String said, String score) {
        return Input.Event.of(
                "bench",
                Map.of(
                        "bench.deed",
                        deed,
                        "bench.said",
                        said,
                        "bench.topic",
                        String.valueOf(topic),
                        "bench.score",
                        score));
    }

    private static Input.Event event(String deed, String topic, String score) {
        return Input.Event.of(
                "bench", Map.of("bench.deed", deed, "bench.said", "", "bench.topic", topic, "bench.score", score));
    }

    private static Input.Event vote(String said, String topic) {
        return Input.Event.of("ballot", Map.of("bench.said", said, "bench.topic", topic));
    }

    private static String orEmpty(@Nullable String group) {
        return group == null ? "" : group;
    }
}
