package org.bandeng.dialog;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The wording of what is told to residents without their asking.
 *
 * @param wording by name, one of {@link #NAMES}
 */
public record Notices(Map<String, Template> wording) {

    /** Every notice that there is. */
    public static final List<String> NAMES = List.of(
            "registered",
            "dispatched",
            "dispatched-to-office",
            "accepted",
            "in-progress",
            "progress",
            "waiting-resident",
            "waiting-parts",
            "waiting-office",
            "escalated",
            "passed-up",
            "resolved",
            "explained",
            "survey",
            "survey-again",
            "unconfirmed",
            "still-fixed",
            "reopened",
            "withdrawn",
            "relocated",
            "merged",
            "work-offered",
            "work-reminder",
            "work-overdue",
            "work-urged",
            "work-added",
            "work-resumed",
            "work-unassigned",
            "work-taken",
            "work-withdrawn",
            "work-mentioned",
            "topic-proposed",
            "topic-submitted",
            "topic-refused",
            "topic-scheduled",
            "topic-decided",
            "topic-not-decided",
            "topic-progress",
            "topic-reported",
            "topic-withdrawn",
            "topic-ballot",
            "topic-ballot-reminder",
            "topic-not-passed",
            "ballot-replaced",
            "topic-status-voting",
            "topic-status-collecting",
            "topic-status-submitted",
            "topic-status-refused",
            "topic-status-scheduled",
            "topic-status-decided",
            "topic-status-not-decided",
            "topic-status-reported",
            "topic-status-closed",
            "topic-status-withdrawn",
            "reply",
            "hand-back",
            "page",
            "unreadable",
            "busy",
            "status-opened",
            "status-dispatched",
            "status-accepted",
            "status-in-progress",
            "status-waiting",
            "status-resolved",
            "status-fixed",
            "status-explained",
            "status-unconfirmed",
            "status-withdrawn",
            "status-merged",
            "until-accepted",
            "until-resolved",
            "until-continued",
            "until-next",
            "level-building",
            "level-compound",
            "level-community",
            "level-street");

    /** What a notice may speak of. */
    public static final Set<String> GIVEN = Set.of(
            "ticket.number",
            "ticket.title",
            "ticket.place",
            "ticket.office",
            "ticket.status",
            "staff.name",
            "summary",
            "note",
            "text",
            "time",
            "due",
            "next",
            "page",
            "topic.number",
            "topic.title",
            "topic.forum",
            "topic.supports",
            "topic.missing",
            "topic.schedule",
            "topic.outcome",
            "topic.line",
            "ballot.options",
            "ballot.how",
            "ballot.until",
            "ballot.kind");

    public Notices {
        wording = Map.copyOf(wording);
    }

    /** The notice of that name, with its blanks filled. */
    public String say(String name, Map<String, String> values) {
        Template template = wording.get(name);
        if (template == null) {
            throw new IllegalArgumentException("There is no notice \"" + name + "\"");
        }
        return template.fill(key -> values.getOrDefault(key, ""));
    }
}
