package org.bandeng.studio;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bandeng.community.Places;
import org.bandeng.conversation.DialogPublisher;
import org.bandeng.conversation.DialogVersions;
import org.bandeng.conversation.Dialogs;
import org.bandeng.conversation.Edition;
import org.bandeng.conversation.Recordings;
import org.bandeng.dialog.Script;
import org.bandeng.web.StaffUser;
import org.bandeng.yaml.Problem;
import org.bandeng.yaml.ProblemsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The dialogs on pages: how they fare, a picture of each, its versions; drafts are checked, tried on real conversations, published. */
@Controller
class DialogPages {

    private static final Logger LOG = LoggerFactory.getLogger(DialogPages.class);

    private static final Duration LOOKED_BACK = Duration.ofDays(30);
    private static final int RESIDENTS = 500;
    private static final int VERSIONS = 20;
    private static final int DIFFERENCES_SHOWN = 20;
    private static final int MAX_CHARACTERS = 200_000;
    private static final DateTimeFormatter AT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /** These are read when the program starts, and belong to the account. */
    private static final Set<String> OF_THE_ACCOUNT = Set.of("menu.yaml", "templates.yaml");

    private final Dialogs dialogs;
    private final DialogPublisher publisher;
    private final DialogVersions versions;
    private final Recordings recordings;
    private final Places places;
    private final Clock clock;

    DialogPages(
            Dialogs dialogs,
            DialogPublisher publisher,
            DialogVersions versions,
            Recordings recordings,
            Places places,
            Clock clock) {
        this.dialogs = dialogs;
        this.publisher = publisher;
        this.versions = versions;
        this.recordings = recordings;
        this.places = places;
        this.clock = clock;
    }

    /** A script in the list, with how its conversations ended. */
    record Row(String file, String title, String purpose, String owner, long done, long gaveUp, long person) {}

    /** A published text in the list of versions. */
    record VersionRow(long id, String at, String staff, String note, boolean present) {}

    /** A text that somebody works on. */
    record Draft(
            @Nullable String text,
            @Nullable String note,
            @Nullable String act,
            @Nullable String base) {}

    @GetMapping("/inbox/dialogs")
    Mono<String> list(@AuthenticationPrincipal StaffUser user, Model model) {
        return recordings.endings(since()).map(endings -> {
            model.addAttribute("user", user);
            model.addAttribute(
                    "rows",
                    dialogs.scripts().all().stream()
                            .map(script -> row(script, endings))
                            .toList());
            model.addAttribute(
                    "others",
                    dialogs.edition().texts().keySet().stream()
                            .filter(file -> scriptOf(file) == null && !OF_THE_ACCOUNT.contains(file))
                            .sorted()
                            .toList());
            showRefused(model);
            return "studio/list";
        });
    }

    private Row row(Script script, Map<String, Map<String, Long>> endings) {
        Map<String, Long> of = endings.getOrDefault(script.name(), Map.of());
        return new Row(
                script.name() + ".yaml",
                script.title(),
                script.head().purpose(),
                script.head().owner(),
                of.getOrDefault("done", 0L),
                of.getOrDefault("put-by", 0L) + of.getOrDefault("cancelled", 0L),
                of.getOrDefault("person", 0L));
    }

    private void showRefused(Model model) {
        Dialogs.Refused refused = dialogs.refused();
        model.addAttribute("refused", refused == null ? List.of() : refused.problems());
        model.addAttribute("refusedAt", refused == null ? "" : time(refused.at()));
    }

    @GetMapping("/inbox/dialogs/{file}")
    Mono<String> page(
            @AuthenticationPrincipal StaffUser user,
            @PathVariable String file,
            @RequestParam(defaultValue = "0") long version,
            @RequestParam(defaultValue = "") String said,
            Model model) {
        String present = textOf(file);
        model.addAttribute("said", said);
        return versions.of(file, VERSIONS)
                .filter(each -> each.id() == version)
                .next()
                .map(DialogVersions.Version::content)
                .defaultIfEmpty(present)
                .flatMap(text -> show(user, file, text, version > 0 ? "回到以前的版本" : "", model));
    }

    @PostMapping("/inbox/dialogs/{file}")
    Mono<String> work(
            @AuthenticationPrincipal StaffUser user,
            @PathVariable String file,
            @ModelAttribute Draft draft,
            Model model) {
        textOf(file);
        String text = withUnixLines(draft.text());
        String note = draft.note() == null ? "" : draft.note().strip();
        if (text.length() > MAX_CHARACTERS) {
            throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE);
        }
        Mono<String> work =
                switch (draft.act() == null ? "" : draft.act()) {
                    case "publish" ->
                        publisher
                                .publish(file, text, user.id(), note)
                                .doOnSuccess(done -> LOG.info(
                                        "{} was published by staff {}",
                                        file,
                                        user.id().value()))
                                .thenReturn("redirect:/inbox/dialogs/" + file + "?said=published");
                    case "replay" ->
                        publisher.tried(file, text).flatMap(this::replayed).flatMap(outcome -> {
                            model.addAttribute("replayed", outcome);
                            model.addAttribute(
                                    "shown",
                                    outcome.differences().stream()
                                            .limit(DIFFERENCES_SHOWN)
                                            .toList());
                            return show(user, file, text, note, model);
                        });
                    default ->
                        publisher.tried(file, text).flatMap(edition -> {
                            model.addAttribute("said", "checked");
                            return show(user, file, text, note, model);
                        });
                };
        return work.onErrorResume(ProblemsException.class, broken -> {
                    model.addAttribute("problems", broken.problems());
                    return show(user, file, text, note, model);
                })
                .onErrorResume(UncheckedIOException.class, locked -> {
                    LOG.warn("A dialog could not be saved: {}", locked.getMessage());
                    model.addAttribute("said", "locked");
                    return show(user, file, text, note, model);
                });
    }

    /** Somebody else has published it since this page was opened: theirs must not be lost without a word. */
    private Mono<String> changedMeanwhile(StaffUser user, String file, String text, String note, Model model) {
        model.addAttribute("said", "meanwhile");
        return show(user, file, text, note, model);
    }

    private Mono<Replay.Outcome> replayed(Edition draft) {
        return Mono.zip(recordings.since(since(), RESIDENTS).collectList(), places.directory())
                .publishOn(Schedulers.boundedElastic())
                .map(both -> new Replay(dialogs.edition(), draft, both.getT2()).run(both.getT1()));
    }

    private Mono<String> show(StaffUser user, String file, String text, String note, Model model) {
        Script script = scriptOf(file);
        model.addAttribute("user", user);
        model.addAttribute("file", file);
        model.addAttribute("script", script);
        model.addAttribute("text", text);
        model.addAttribute("note", note);
        if (!model.containsAttribute("problems")) {
            model.addAttribute("problems", List.<Problem>of());
        }
        showRefused(model);
        String present = textOf(file);
        return Mono.zip(
                        versions.of(file, VERSIONS).collectList(),
                        recordings.counts(since()).collectList())
                .map(both -> {
                    model.addAttribute(
                            "versions",
                            both.getT1().stream()
                                    .map(each -> new VersionRow(
                                            each.id(),
                                            time(each.at()),
                                            each.staff(),
                                            each.note(),
                                            each.content().equals(present)))
                                    .toList());
                    if (script != null) {
                        model.addAttribute("picture", Svg.of(Flowchart.of(script), figures(script, both.getT2())));
                    }
                    return "studio/dialog";
                });
    }

    private static Map<Integer, Svg.Figures> figures(Script script, List<Recordings.Count> counts) {
        Map<String, Map<String, Long>> bySlot = new HashMap<>();
        counts.stream().filter(count -> count.dialog().equals(script.name())).forEach(count -> bySlot.computeIfAbsent(
                        count.step(), key -> new HashMap<>())
                .merge(count.what(), count.times(), Long::sum));
        Map<Integer, Svg.Figures> figures = new HashMap<>();
        for (int i = 0; i < script.steps().size(); i++) {
            Map<String, Long> of = bySlot.remove(script.nameOf(i));
            if (of != null) {
                figures.put(
                        i,
                        new Svg.Figures(
                                Math.toIntExact(of.getOrDefault("waiting", 0L)),
                                Math.toIntExact(of.getOrDefault("asked", 0L)),
                                Math.toIntExact(of.getOrDefault("put-by", 0L) + of.getOrDefault("cancelled", 0L)),
                                Math.toIntExact(of.getOrDefault("person", 0L))));
            }
        }
        return figures;
    }

    private @Nullable Script scriptOf(String file) {
        return dialogs.scripts().all().stream()
                .filter(script -> (script.name() + ".yaml").equals(file))
                .findFirst()
                .orElse(null);
    }

    /** Only what is published already can be worked on here; new files are saved in the folder. */
    private String textOf(String file) {
        String text = dialogs.edition().texts().get(file);
        if (text == null || OF_THE_ACCOUNT.contains(file)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return text;
    }

    /** Browsers send forms with the line ends of Windows. */
    private static String withUnixLines(@Nullable String text) {
        return text == null ? "" : text.replace("\r\n", "\n").stripTrailing() + "\n";
    }

    private Instant since() {
        return Instant.now(clock).minus(LOOKED_BACK);
    }

    private String time(Instant at) {
        return AT.format(at.atZone(clock.getZone()));
    }
}
