package org.bandeng.inbox;

import java.time.Duration;
import java.util.List;
import org.bandeng.community.Crew;
import org.bandeng.community.Directory;
import org.bandeng.community.DirectoryImport;
import org.bandeng.community.DirectoryMistakesException;
import org.bandeng.community.Grid;
import org.bandeng.community.Invitations;
import org.bandeng.community.OfficeCalendar;
import org.bandeng.community.Place;
import org.bandeng.community.Places;
import org.bandeng.community.Post;
import org.bandeng.community.Posts;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffId;
import org.bandeng.community.StaffMember;
import org.bandeng.web.StaffUser;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import reactor.core.publisher.Mono;

/** The people who look after the community: what they are where, and how they bind their WeChat. */
@Controller
class PeoplePages {

    private static final int SHOWN = 100;
    private static final Duration RECENTLY = Duration.ofDays(30);
    private static final String VIEW = "inbox/people";

    private final StaffAccounts staff;
    private final Posts posts;
    private final Places places;
    private final Invitations invitations;
    private final DirectoryImport files;
    private final Desk desk;
    private final Times times;

    PeoplePages(
            StaffAccounts staff,
            Posts posts,
            Places places,
            Invitations invitations,
            DirectoryImport files,
            Desk desk,
            Times times) {
        this.staff = staff;
        this.posts = posts;
        this.places = places;
        this.invitations = invitations;
        this.files = files;
        this.desk = desk;
        this.times = times;
    }

    /** Somebody with what they are. */
    record Person(StaffMember member, List<Held> posts) {
        private boolean fits(String text) {
            return member.name().contains(text)
                    || posts.stream()
                            .anyMatch(held ->
                                    held.scope().contains(text) || held.role().contains(text));
        }
    }

    /**
     * A post as the page shows it.
     *
     * @param duty when they are on duty; empty: always
     */
    record Held(String role, String scope, int rank, String duty) {}

    @GetMapping("/inbox/directory/people")
    Mono<String> page(
            @AuthenticationPrincipal StaffUser user, @RequestParam(defaultValue = "") String text, Model model) {
        return fill(user, text.strip(), model).thenReturn(VIEW);
    }

    private Mono<Void> fill(StaffUser user, String text, Model model) {
        return Mono.defer(() -> Mono.zip(
                        staff.present().collectList(),
                        posts.crew(),
                        places.directory(),
                        staff.leftSince(times.now().minus(RECENTLY)).collectList()))
                .doOnNext(all -> {
                    List<Person> found = all.getT1().stream()
                            .map(member -> person(member, all.getT2(), all.getT3()))
                            .filter(person -> person.fits(text))
                            .toList();
                    model.addAttribute("user", user);
                    model.addAttribute("text", text);
                    model.addAttribute("people", found.stream().limit(SHOWN).toList());
                    model.addAttribute("count", found.size());
                    model.addAttribute("gone", all.getT4());
                })
                .then();
    }

    private static Person person(StaffMember member, Crew crew, Directory directory) {
        return new Person(
                member,
                crew.of(member.id()).stream()
                        .map(post -> new Held(post.role(), scope(post, directory), post.rank(), duty(post)))
                        .toList());
    }

    private static String duty(Post post) {
        return post.duty().equals(OfficeCalendar.always()) ? "" : post.duty().inWords();
    }

    private static String scope(Post post, Directory directory) {
        if (post.place() != null) {
            return directory.place(post.place()).map(Place::fullName).orElse("");
        }
        return post.grid() == null
                ? ""
                : directory.grid(post.grid()).map(Grid::fullName).orElse("");
    }

    /** The form of a post for somebody, known or new. */
    record NewPost(
            @Nullable String name,
            @Nullable String code,
            @Nullable String role,
            @Nullable String scope,
            @Nullable Integer rank,
            @Nullable String duty) {}

    @PostMapping("/inbox/directory/people")
    Mono<String> add(@AuthenticationPrincipal StaffUser user, @ModelAttribute NewPost form, Model model) {
        return files.appoint(
                        text(form.name()),
                        text(form.code()),
                        text(form.role()),
                        text(form.scope()),
                        form.rank() == null ? 1 : form.rank(),
                        text(form.duty()))
                .then(fill(user, text(form.name()), model))
                .onErrorResume(DirectoryMistakesException.class, mistakes -> {
                    model.addAttribute("mistakes", mistakes.mistakes());
                    return fill(user, "", model);
                })
                .thenReturn(VIEW);
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }

    /** A code by which somebody binds their WeChat; shown once. */
    @PostMapping("/inbox/directory/people/{id}/invitation")
    Mono<String> invite(@AuthenticationPrincipal StaffUser user, @PathVariable long id, Model model) {
        return Mono.zip(staff.find(new StaffId(id)), invitations.invite(new StaffId(id)))
                .doOnNext(both -> {
                    model.addAttribute("invited", both.getT1().name());
                    model.addAttribute("code", both.getT2());
                })
                .then(fill(user, "", model))
                .thenReturn(VIEW);
    }

    /** Somebody works here no longer; the next in line is asked to take what they had. */
    @PostMapping("/inbox/directory/people/{id}/left")
    Mono<String> left(@AuthenticationPrincipal StaffUser user, @PathVariable long id) {
        StaffId who = new StaffId(id);
        return who.equals(user.id())
                ? Mono.just("redirect:/inbox/directory/people")
                : staff.left(who)
                        .then(posts.refresh())
                        .then(desk.passOn(who))
                        .thenReturn("redirect:/inbox/directory/people");
    }

    /** It was the wrong one, or they have come back. */
    @PostMapping("/inbox/directory/people/{id}/back")
    Mono<String> back(@PathVariable long id) {
        return staff.returned(new StaffId(id)).then(posts.refresh()).thenReturn("redirect:/inbox/directory/people");
    }
}
