package org.bandeng.conversation;

import java.util.HashMap;
import java.util.Map;
import org.bandeng.deliberation.Forum;
import org.bandeng.deliberation.Topic;
import org.bandeng.deliberation.TopicStatus;
import org.springframework.stereotype.Component;

/** Topics as residents read them. */
@Component
public class TopicWords {

    private final Dialogs dialogs;

    TopicWords(Dialogs dialogs) {
        this.dialogs = dialogs;
    }

    /** What scripts and notices may say of a topic. */
    public Map<String, String> facts(Topic topic) {
        Map<String, String> facts = new HashMap<>();
        facts.put("topic.number", String.valueOf(topic.number()));
        facts.put("topic.title", topic.title());
        facts.put("topic.forum", forum(topic));
        facts.put("topic.supports", String.valueOf(topic.supports()));
        facts.put("topic.missing", String.valueOf(Math.max(0, topic.needed() - topic.supports())));
        facts.put("topic.schedule", topic.schedule());
        facts.put("topic.outcome", topic.outcome());
        facts.put("topic.line", line(topic, facts));
        return facts;
    }

    /** What the forum is called; one that is not in the file any more by its id. */
    public String forum(Topic topic) {
        return dialogs.edition().forums().forum(topic.forum()).map(Forum::name).orElse(topic.forum());
    }

    private String line(Topic topic, Map<String, String> facts) {
        String status = topic.status() == TopicStatus.COLLECTING && topic.isSupported()
                ? TopicStatus.SUBMITTED.code()
                : topic.status().code();
        return "议题 %d %s（%s）：%s"
                .formatted(
                        topic.number(),
                        topic.title(),
                        forum(topic),
                        dialogs.notices().say("topic-status-" + status, facts));
    }
}
