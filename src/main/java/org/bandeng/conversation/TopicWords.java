package org.bandeng.conversation;

import java.util.HashMap;
import java.util.Map;
import org.bandeng.deliberation.Ballot;
import org.bandeng.deliberation.Forum;
import org.bandeng.deliberation.Topic;
import org.bandeng.deliberation.TopicStatus;
import org.springframework.stereotype.Component;

/** Topics as residents read them. */
@Component
public class TopicWords {

    private final Dialogs dialogs;
    private final TicketWords words;

    TopicWords(Dialogs dialogs, TicketWords words) {
        this.dialogs = dialogs;
        this.words = words;
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

    /** What scripts and notices may say of a vote. */
    Map<String, String> facts(Topic topic, Ballot ballot) {
        Map<String, String> facts = new HashMap<>();
        StringBuilder options = new StringBuilder();
        for (int i = 0; i < ballot.options().size(); i++) {
            Ballot.Option option = ballot.options().get(i);
            options.append(i == 0 ? "" : "\n")
                    .append(i + 1)
                    .append(". ")
                    .append(option.content())
                    .append(option.cost().isEmpty() ? "" : "（" + option.cost() + "）");
        }
        facts.put("ballot.options", options.toString());
        facts.put("ballot.how", how(topic, ballot));
        facts.put("ballot.until", words.stamp(ballot.closesAt()));
        facts.put(
                "ballot.kind",
                (ballot.by() == Ballot.By.HOUSEHOLD ? "一户一票" : "一人一票") + (ballot.secret() ? "，不记名" : "，记名"));
        return facts;
    }

    private static String how(Topic topic, Ballot ballot) {
        return switch (ballot.kind()) {
            case SINGLE -> "点一个，或者回复“投票 %d 1”".formatted(topic.number());
            case MULTIPLE -> "可以选几个，回复“投票 %d 1、2”".formatted(topic.number());
            case MEASURES -> "一项一项说，回复“投票 %d 1赞成 2反对”，或者“投票 %1$d 都赞成”".formatted(topic.number());
            case SCORE -> "每个打 1 到 5 分，回复“投票 %d 1:5 2:3”".formatted(topic.number());
        };
    }
}
