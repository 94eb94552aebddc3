package org.bandeng.conversation;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bandeng.dialog.Input;
import org.springframework.stereotype.Component;

/** Hears what residents say about what is deliberated: 我想议……, 附议 12, 议题. */
@Component
class BenchTalk {

    private static final Pattern RAISE =
            Pattern.compile("(?:我想议(?![价论事员])|我要议(?![价论事员])|我想提议|我要提议|提议题|提个议题)[:：，,。\\s]*(.{0,300})", Pattern.DOTALL);
    private static final Pattern SUPPORT = Pattern.compile("(?:我)?附议[:：，,\\s]*(?:议题)?[\\s]*([0-9]{2,6})?[。!！]?");
    private static final Pattern VOTE = Pattern.compile(
            "(?:我)?(?:投票|表决)[:：,，\\s]*(?:议题)?\\s*(?:([0-9]{2,6})(?:[\\s:：,，]+(.{1,150}))?)?", Pattern.DOTALL);
    private static final Pattern WITHDRAW = Pattern.compile("撤回议题[\\s]*([0-9]{2,6})?");
    private static final Pattern LIST = Pattern.compile("议题|议事|正在议什么|有什么议题|看议题");

    /** What tapped choices are called: topic:rate:TOPIC:SCORE, topic:vote:TOPIC:OPTION, topic:support:TOPIC. */
    private static final Pattern TAPPED = Pattern.compile("topic:(rate|support|vote):([0-9]{2,6})(?::([1-9]))?");

    /** What is to be done about words or a tap; empty: they are about something else. */
    Optional<Input.Event> hear(String said, String choice) {
        Matcher tapped = TAPPED.matcher(choice);
        if (tapped.matches()) {
            String score = tapped.group(3) == null ? "" : tapped.group(3);
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
        Matcher support = SUPPORT.matcher(words);
        if (support.matches()) {
            return Optional.of(event("support", orEmpty(support.group(1)), ""));
        }
        Matcher vote = VOTE.matcher(words);
        if (vote.matches()) {
            return Optional.of(vote(orEmpty(vote.group(2)).strip(), orEmpty(vote.group(1))));
        }
        Matcher withdraw = WITHDRAW.matcher(words);
        if (withdraw.matches()) {
            return Optional.of(event("withdraw", orEmpty(withdraw.group(1)), ""));
        }
        return LIST.matcher(words).matches() ? Optional.of(event("list", "", "")) : Optional.empty();
    }

    private static Input.Event event(String deed, String topic, String score) {
        return Input.Event.of(
                "bench", Map.of("bench.deed", deed, "bench.said", "", "bench.topic", topic, "bench.score", score));
    }

    private static Input.Event vote(String said, String topic) {
        return Input.Event.of("ballot", Map.of("bench.said", said, "bench.topic", topic));
    }

    private static String orEmpty(@org.jspecify.annotations.Nullable String group) {
        return group == null ? "" : group;
    }
}
