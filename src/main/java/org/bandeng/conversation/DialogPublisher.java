package org.bandeng.conversation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bandeng.community.StaffId;
import org.bandeng.dialog.Script;
import org.bandeng.dialog.check.Checker;
import org.bandeng.dialog.yaml.DialogFiles;
import org.bandeng.learning.Lessons;
import org.bandeng.yaml.Problem;
import org.bandeng.yaml.ProblemsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Publishes dialogs: what is saved in the folder, and what is written on a page. Each edition is checked first; a bad one is
 * refused, and residents go on with the last good one.
 */
@Component
public class DialogPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(DialogPublisher.class);

    /** No conversation is older: its state is gone from Redis before that. */
    private static final Duration CONVERSATIONS_LAST = Duration.ofDays(14);

    private final Dialogs dialogs;
    private final DialogVersions versions;
    private final Lessons lessons;
    private final DialogProperties properties;
    private final Clock clock;
    /** One edition is made of the other, so one at a time. */
    private final Semaphore turn = new Semaphore(1);

    private volatile Map<String, FileTime> seen = Map.of();

    DialogPublisher(
            Dialogs dialogs, DialogVersions versions, Lessons lessons, DialogProperties properties, Clock clock) {
        this.dialogs = dialogs;
        this.versions = versions;
        this.lessons = lessons;
        this.properties = properties;
        this.clock = clock;
    }

    /** Keeps what is published now, and makes known again what conversations from before the start may run in. */
    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        seen = dialogs.refused() == null ? stamps() : Map.of();
        keep(dialogs.edition().texts(), null, "")
                .flatMap(kept -> versions.since(Instant.now(clock).minus(CONVERSATIONS_LAST))
                        .publishOn(Schedulers.boundedElastic())
                        .flatMap(version -> Mono.justOrEmpty(script(version)))
                        .collectList()
                        .publishOn(Schedulers.boundedElastic())
                        .doOnNext(dialogs::remember)
                        .thenReturn(kept))
                // What was published before was walked then.
                .filter(kept -> kept > 0 && properties.walk())
                .flatMap(kept -> Mono.fromRunnable(this::walkWhatRuns).subscribeOn(Schedulers.boundedElastic()))
                .subscribe(done -> {}, problem -> LOG.error("The versions of the dialogs could not be kept", problem));
    }

    /** At the very first start there is nothing to go back to: what a walk finds wrong is told, and residents meet it all the same. */
    private void walkWhatRuns() {
        List<Problem> problems = Checker.check(dialogs.scripts()).problems();
        problems.forEach(problem -> LOG.error("Residents meet a script with a mistake: {}", problem));
    }

    private java.util.Optional<Script> script(DialogVersions.Version version) {
        boolean present = version.content().equals(dialogs.edition().texts().get(version.file()));
        if (present || !version.content().contains("dialog:")) {
            return java.util.Optional.empty();
        }
        try {
            return java.util.Optional.of(DialogFiles.script(version.file(), version.content(), dialogs.scripts()));
        } catch (ProblemsException outdated) {
            return java.util.Optional.empty();
        }
    }

    /** Looks whether anything was saved in the folder. */
    @Scheduled(fixedDelay = 1_000, initialDelay = 3_000)
    Mono<Void> watch() {
        return alone(Mono.fromCallable(this::stamps)
                        .filter(stamps -> !stamps.equals(seen))
                        .flatMap(stamps -> saved().doOnSuccess(done -> seen = stamps)))
                .onErrorResume(problem -> {
                    LOG.warn("The folder of the dialogs could not be read, trying again: {}", problem.toString());
                    return Mono.empty();
                })
                .then();
    }

    /**
     * Learns what staff taught, if that is new; residents are understood by it when this completes. Other instances look every few
     * seconds whether anything is.
     */
    @Scheduled(fixedDelay = 3_000, initialDelay = 5_000)
    public Mono<Void> learn() {
        return lessons.taught()
                .filter(taught -> !taught.equals(dialogs.taught()))
                // Read again in its turn: a later lesson may have been learned meanwhile.
                .flatMap(news -> alone(lessons.taught()
                        .publishOn(Schedulers.boundedElastic())
                        .filter(taught -> !taught.equals(dialogs.taught()))
                        .doOnNext(dialogs::teach)))
                .onErrorResume(problem -> {
                    LOG.warn("What staff taught could not be learned, trying again: {}", problem.toString());
                    return Mono.empty();
                })
                .then();
    }

    /**
     * Checks a text for a file without publishing it.
     *
     * @return the edition that it would make
     */
    public Mono<Edition> tried(String file, String text) {
        return Mono.fromCallable(() -> checked(with(file, text))).subscribeOn(Schedulers.boundedElastic());
    }

    /**
     * Publishes a text for a file and saves it in the folder.
     *
     * @return completes when residents meet it; fails with {@link ProblemsException} if something is wrong with it, and with
     *     {@link java.io.UncheckedIOException} if the folder cannot be written to
     */
    public Mono<Void> publish(String file, String text, StaffId staff, String note) {
        return alone(Mono.fromCallable(() -> checked(with(file, text)))
                .flatMap(edition -> keep(Map.of(file, text), staff, note).thenReturn(edition))
                .flatMap(edition -> Mono.fromCallable(() -> save(file, text)).thenReturn(edition))
                .doOnNext(dialogs::publish)
                .then());
    }

    /** Off the event loop, and not while another edition is being made. */
    private <T> Mono<T> alone(Mono<T> work) {
        return Mono.usingWhen(
                Mono.fromCallable(() -> {
                            turn.acquire();
                            return turn;
                        })
                        .subscribeOn(Schedulers.boundedElastic()),
                taken -> work.subscribeOn(Schedulers.boundedElastic()),
                taken -> Mono.fromRunnable(taken::release));
    }

    private Map<String, String> with(String file, String text) {
        Map<String, String> texts = new HashMap<>(dialogs.edition().texts());
        texts.put(file, text);
        return texts;
    }

    /** Something was saved in the folder. */
    private Mono<Void> saved() {
        Map<String, String> before = dialogs.edition().texts();
        try {
            Map<String, String> texts = DialogFiles.texts(dialogs.folder());
            if (texts.equals(before)) {
                return Mono.fromRunnable(this::folderIsWhatRuns);
            }
            Edition next = checked(texts);
            Map<String, String> changed = new TreeMap<>(texts);
            changed.entrySet().removeIf(each -> each.getValue().equals(before.get(each.getKey())));
            return keep(changed, null, "").then(Mono.fromRunnable(() -> {
                dialogs.publish(next);
                LOG.info(
                        "Published: {}",
                        changed.isEmpty() ? "files were taken away" : String.join(", ", changed.keySet()));
            }));
        } catch (ProblemsException e) {
            dialogs.refuse(new Dialogs.Refused(e.problems(), Instant.now(clock)));
            return Mono.empty();
        }
    }

    /** What was wrong in the folder is as it was before. */
    private void folderIsWhatRuns() {
        if (dialogs.refused() != null) {
            LOG.info("The folder holds what is published again.");
            dialogs.publish(dialogs.edition());
        }
    }

    /** Reads and walks. */
    private Edition checked(Map<String, String> texts) {
        Edition next = Edition.of(dialogs.name(), texts);
        walk(next, dialogs.edition());
        return next;
    }

    /**
     * Walks what has changed; the rest was walked when it was published.
     *
     * @throws ProblemsException if anything is wrong with it
     */
    static void walk(Edition next, Edition before) {
        boolean phrases =
                !Objects.equals(next.texts().get("phrases.yaml"), before.texts().get("phrases.yaml"));
        Set<String> changed = next.scripts().all().stream()
                .filter(script -> phrases
                        || before.scripts()
                                .named(script.name())
                                .filter(old -> old.revision().equals(script.revision()))
                                .isEmpty())
                .map(Script::name)
                .collect(Collectors.toSet());
        List<Problem> problems = changed.isEmpty()
                ? List.of()
                : Checker.checkChanged(next.scripts(), changed).problems();
        if (!problems.isEmpty()) {
            throw new ProblemsException(problems);
        }
    }

    /** How many of the texts are new. */
    private Mono<Long> keep(Map<String, String> texts, @Nullable StaffId staff, String note) {
        return Flux.fromIterable(new TreeMap<>(texts).entrySet())
                .concatMap(each -> versions.keep(
                        each.getKey(), DialogFiles.revision(each.getValue()), each.getValue(), staff, note))
                .reduce(0L, Long::sum);
    }

    /** Written beside it and moved over it, so that nobody ever reads half a file. */
    private Path save(String file, String text) {
        Path target = dialogs.folder().resolve(file);
        try {
            Path half = Files.createTempFile(dialogs.folder(), ".saving", ".tmp");
            try {
                Files.writeString(half, text);
                Files.move(half, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(half);
            }
            return target;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("Cannot write " + file + " into " + dialogs.folder(), e);
        }
    }

    private Map<String, FileTime> stamps() {
        Map<String, FileTime> stamps = new HashMap<>();
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(dialogs.folder())) {
            all.filter(DialogFiles::isContent).forEach(files::add);
            for (Path file : files) {
                stamps.put(file.getFileName() + " " + Files.size(file), Files.getLastModifiedTime(file));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("Cannot list " + dialogs.folder(), e);
        }
        return stamps;
    }
}
