package org.bandeng.portal;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bandeng.community.CommunityProperties;
import org.bandeng.conversation.Dialogs;
import org.bandeng.deliberation.Forum;
import org.bandeng.deliberation.Measure;
import org.bandeng.deliberation.Measures;
import org.bandeng.understanding.PersonalData;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import reactor.core.publisher.Mono;

/** 清单: what each forum decided in a year to be done, with how far it is, for everybody and for the wall. */
@Controller
class MeasureSheets {

    private static final int MOST = 2_000;

    /** There is no list of a year before the first line of this program was written. */
    private static final int FIRST_YEAR = 2026;

    private final Measures measures;
    private final Dialogs dialogs;
    private final CommunityProperties community;
    private final Clock clock;

    MeasureSheets(Measures measures, Dialogs dialogs, CommunityProperties community, Clock clock) {
        this.measures = measures;
        this.dialogs = dialogs;
        this.community = community;
        this.clock = clock;
    }

    /** A measure as everybody reads it. */
    record Line(
            long topic, String title, String what, String who, LocalDate dueOn, Measure.State state, String struck) {}

    /** Those of a forum, with how many of them are over: 7/9. */
    record Part(String forum, long over, List<Line> lines) {}

    @GetMapping("/r/measures")
    Mono<String> page(@RequestParam(defaultValue = "0") int year, Model model) {
        int present = LocalDate.now(clock).getYear();
        int shown = year < FIRST_YEAR || year > present ? present : year;
        return measures.decided(LocalDate.of(shown, 1, 1), LocalDate.of(shown + 1, 1, 1), MOST)
                .collectList()
                .map(all -> {
                    model.addAttribute("community", community.name());
                    model.addAttribute("year", shown);
                    model.addAttribute("earlier", shown > FIRST_YEAR);
                    model.addAttribute("all", all.size());
                    model.addAttribute(
                            "done",
                            all.stream()
                                    .filter(each -> each.measure().state() == Measure.State.DONE)
                                    .count());
                    model.addAttribute(
                            "late",
                            all.stream()
                                    .filter(each -> each.measure().state() == Measure.State.LATE)
                                    .count());
                    model.addAttribute("parts", parts(all));
                    model.addAttribute(
                            "responsibilities", dialogs.edition().forums().responsibilities());
                    return "portal/measures";
                });
    }

    private List<Part> parts(List<Measures.Listed> all) {
        Map<String, List<Measures.Listed>> byForum = new LinkedHashMap<>();
        all.forEach(each -> byForum.computeIfAbsent(each.forum(), forum -> new ArrayList<>())
                .add(each));
        return byForum.entrySet().stream()
                .map(each -> new Part(
                        dialogs.edition()
                                .forums()
                                .forum(each.getKey())
                                .map(Forum::name)
                                .orElse(each.getKey()),
                        each.getValue().stream()
                                .filter(one -> !one.measure().state().isOpen())
                                .count(),
                        each.getValue().stream().map(MeasureSheets::line).toList()))
                .toList();
    }

    private static Line line(Measures.Listed listed) {
        return line(listed.measure(), listed.title());
    }

    /** Of a topic that needs not be named. */
    static Line line(Measure measure) {
        return line(measure, "");
    }

    private static Line line(Measure measure, String title) {
        return new Line(
                measure.topic(),
                PersonalData.masked(title),
                PersonalData.masked(measure.what()),
                PersonalData.masked(measure.who()),
                measure.dueOn(),
                measure.state(),
                PersonalData.masked(measure.struck()));
    }
}
