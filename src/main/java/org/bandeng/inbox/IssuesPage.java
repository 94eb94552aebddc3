package org.bandeng.inbox;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;
import org.bandeng.community.Places;
import org.bandeng.issue.Issue;
import org.bandeng.issue.Issues;
import org.bandeng.ticket.Ticket;
import org.bandeng.understanding.PersonalData;
import org.bandeng.web.StaffUser;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import reactor.core.publisher.Mono;

/** The problems that several people reported, the hottest first. */
@Controller
class IssuesPage {

    private static final int SHOWN = 50;
    private static final int WORDS = 60;
    private static final double FULL = 100.0;

    private final Issues issues;
    private final Access access;
    private final Places places;
    private final Times times;

    IssuesPage(Issues issues, Access access, Places places, Times times) {
        this.issues = issues;
        this.access = access;
        this.places = places;
        this.times = times;
    }

    /**
     * A problem, for people.
     *
     * @param where the smallest place that all reports are in; empty: there is none
     * @param words one report's, without names and numbers of people
     * @param percent its heat, the hottest having 100
     */
    record Hot(Issue issue, String title, String where, String words, String from, String to, long percent) {}

    @GetMapping("/inbox/issues")
    Mono<String> page(@AuthenticationPrincipal StaffUser user, Model model) {
        return fill(user, model).map(done -> {
            model.addAttribute("user", user);
            return "inbox/issues";
        });
    }

    /** The changing part of the page. */
    @GetMapping("/inbox/issues/rows")
    Mono<String> rows(@AuthenticationPrincipal StaffUser user, Model model) {
        return fill(user, model).thenReturn("inbox/issues :: rows");
    }

    /** Whoever sees a part sees those problems that are in it whole. */
    private Mono<Model> fill(StaffUser user, Model model) {
        return access.sight(user)
                .flatMap(sight -> Mono.zip(
                        issues.hottest(SHOWN)
                                .filter(issue -> issue.tickets().stream().allMatch(sight::covers))
                                .collectList(),
                        places.directory()))
                .map(both -> model.addAttribute("issues", hot(both.getT1(), both.getT2())));
    }

    private List<Hot> hot(List<Issue> found, Directory directory) {
        double hottest = found.stream().mapToDouble(Issue::heat).max().orElse(1);
        return found.stream()
                .map(issue -> new Hot(
                        issue,
                        issue.latest().title(),
                        where(issue, directory),
                        words(issue.latest()),
                        times.show(issue.from()),
                        times.show(issue.to()),
                        Math.round(issue.heat() / hottest * FULL)))
                .toList();
    }

    private static String words(Ticket ticket) {
        String words = PersonalData.masked(ticket.words().isEmpty() ? ticket.summary() : ticket.words());
        return words.length() <= WORDS ? words : words.substring(0, WORDS) + "…";
    }

    /** 3号楼 for its second and third door, 幸福里 for its third and fifth house. */
    private static String where(Issue issue, Directory directory) {
        List<Place> at = issue.tickets().stream()
                .map(Ticket::place)
                .filter(Objects::nonNull)
                .flatMap(place -> directory.place(place).stream())
                .toList();
        Optional<Place> around = at.stream().findFirst();
        while (around.isPresent()) {
            Place place = around.get();
            if (at.stream().allMatch(each -> directory.isWithin(each, place))) {
                return place.fullName();
            }
            around = Optional.ofNullable(place.parent()).flatMap(directory::place);
        }
        return "";
    }
}
