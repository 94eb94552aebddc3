package org.bandeng.conversation;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bandeng.community.Directory;
import org.bandeng.community.OfficeCalendar;
import org.bandeng.deliberation.Forums;
import org.bandeng.deliberation.ForumsFile;
import org.bandeng.dialog.Candidate;
import org.bandeng.dialog.Facts;
import org.bandeng.dialog.Notices;
import org.bandeng.dialog.Script;
import org.bandeng.dialog.Scripts;
import org.bandeng.dialog.yaml.DialogFiles;
import org.bandeng.ticket.Routing;
import org.bandeng.ticket.RoutingFile;
import org.bandeng.understanding.ExampleUnderstanding;
import org.bandeng.understanding.Faq;
import org.bandeng.understanding.PlaceReading;
import org.bandeng.understanding.Taught;
import org.bandeng.understanding.Understanding;
import org.bandeng.understanding.Understood;
import org.bandeng.yaml.Problem;
import org.bandeng.yaml.ProblemsException;
import org.jspecify.annotations.Nullable;

/**
 * One state of the folder of dialogs, read whole, free of mistakes, and ready to use.
 *
 * @param understanding taught by the examples of the scripts
 * @param texts the files as they were read, by name
 */
public record Edition(
        Scripts scripts,
        Notices notices,
        OfficeCalendar calendar,
        Routing routing,
        Forums forums,
        Announcements announcements,
        Faq faq,
        Understanding understanding,
        Map<String, String> texts) {

    private static final int ORDINARY = 3;

    private static final String CALENDAR = "calendar.yaml";
    private static final String ROUTING = "routing.yaml";
    private static final String FORUMS = "forums.yaml";
    private static final String ANNOUNCEMENTS = "announcements.yaml";
    private static final String FAQ = "faq.yaml";

    /**
     * Reads the folder.
     *
     * @throws ProblemsException with all mistakes of all files, if there is any
     */
    public static Edition read(Path folder) {
        DialogFiles files = DialogFiles.read(folder);
        return of(String.valueOf(folder.toAbsolutePath().normalize().getFileName()), files);
    }

    /**
     * Makes an edition of files that are at hand already.
     *
     * @param folder the name of their folder, for messages
     * @param texts by name
     * @throws ProblemsException with all mistakes of all files, if there is any
     */
    public static Edition of(String folder, Map<String, String> texts) {
        return of(folder, DialogFiles.of(folder, texts));
    }

    private static Edition of(String folder, DialogFiles files) {
        List<Problem> problems = new ArrayList<>();
        Map<String, String> texts = files.texts();
        Set<String> names = files.scripts().all().stream().map(Script::name).collect(Collectors.toSet());
        OfficeCalendar calendar = optional(
                folder,
                CALENDAR,
                texts,
                OfficeCalendar.always(),
                (name, text) -> OfficeCalendar.read(name, text, problems));
        Set<String> matters = files.scripts().all().stream()
                .filter(Script::isMatter)
                .map(Script::name)
                .collect(Collectors.toSet());
        Routing routing = optional(
                folder,
                ROUTING,
                texts,
                Routing.DEFAULT,
                (name, text) -> RoutingFile.read(name, text, matters, problems));
        Forums forums =
                optional(folder, FORUMS, texts, Forums.DEFAULT, (name, text) -> ForumsFile.read(name, text, problems));
        Announcements announcements = optional(
                folder,
                ANNOUNCEMENTS,
                texts,
                new Announcements(List.of()),
                (name, text) -> Announcements.read(name, text, names, problems));
        Faq faq = optional(folder, FAQ, texts, Faq.NONE, (name, text) -> Faq.read(name, text, problems));
        if (problems.isEmpty() && !calendar.hasHours()) {
            problems.add(new Problem(
                    folder + "/" + CALENDAR, 1, 1, "the office is never open; no time limit could be kept"));
        }
        if (!problems.isEmpty()) {
            throw new ProblemsException(problems);
        }
        return new Edition(
                files.scripts(),
                files.notices(),
                calendar,
                routing,
                forums,
                announcements,
                faq,
                understanding(files.scripts(), faq, Taught.NOTHING),
                texts);
    }

    private static <T> T optional(
            String folder, String file, Map<String, String> texts, T otherwise, BiFunction<String, String, T> reader) {
        String text = texts.get(file);
        return text == null || text.isBlank() ? otherwise : reader.apply(folder + "/" + file, text);
    }

    private static Understanding understanding(Scripts scripts, Faq faq, Taught taught) {
        Map<String, List<String>> examples = scripts.all().stream()
                .filter(script -> !script.head().examples().isEmpty())
                .collect(Collectors.toMap(Script::name, script -> examples(script, faq)));
        return new ExampleUnderstanding(
                examples,
                requests(scripts),
                answering(scripts).map(Script::name).orElse(""),
                faq,
                taught);
    }

    private static Set<String> requests(Scripts scripts) {
        return scripts.all().stream()
                .filter(script -> script.isMatter() && !script.head().inPassing())
                .map(Script::name)
                .collect(Collectors.toSet());
    }

    /** Of a script that answers questions, these are examples, too. */
    private static List<String> examples(Script script, Faq faq) {
        return script.answersQuestions()
                ? Stream.concat(script.head().examples().stream(), faq.all().stream())
                        .distinct()
                        .toList()
                : script.head().examples();
    }

    /** The answer to a question, its blanks filled; empty if there is none, or it is not clear which. */
    public Optional<Faq.Entry> answer(String question, Facts facts) {
        return understanding
                .answer(question)
                .map(entry -> entry.filled(name -> facts.values().getOrDefault(name, "")));
    }

    /** Whether words surely ask for something to be done. */
    boolean soundsLikeMatter(String words) {
        return understanding.categories(words).stream()
                .limit(1)
                .filter(Understood.Guess::isSure)
                .flatMap(guess -> scripts.named(guess.category()).stream())
                .anyMatch(Script::isMatter);
    }

    /** Whether nobody here is sure what words are about. */
    boolean isUnsureOf(String words) {
        return understanding.categories(words).stream().limit(1).noneMatch(Understood.Guess::isSure)
                && scripts.startedBy(words).isEmpty()
                && understanding.answer(words).isEmpty();
    }

    /** What each matter is for, by its name. */
    Map<String, String> matters() {
        return scripts.all().stream()
                .filter(Script::isMatter)
                .collect(Collectors.toMap(
                        Script::name,
                        script -> script.title() + "。" + script.head().purpose()));
    }

    /** The script that answers questions. */
    Optional<Script> answering() {
        return answering(scripts);
    }

    private static Optional<Script> answering(Scripts scripts) {
        return scripts.all().stream().filter(Script::answersQuestions).findFirst();
    }

    /** The same, with what staff taught. */
    public Edition knowing(Taught taught) {
        return new Edition(
                scripts,
                notices,
                calendar,
                routing,
                forums,
                announcements,
                faq,
                understanding(scripts, faq, taught),
                texts);
    }

    /** The matters that words could be about, most probable first. */
    public List<String> categoriesOf(String words) {
        return understanding.categories(words).stream()
                .map(Understood.Guess::category)
                .toList();
    }

    /** Whether a word is in several of the examples: 楼下 cannot be the name of a place. */
    public boolean isOrdinary(String word) {
        return scripts.all().stream()
                        .flatMap(script -> script.head().examples().stream())
                        .filter(example -> example.contains(word))
                        .limit(ORDINARY)
                        .count()
                == ORDINARY;
    }

    /** The place that words name. */
    public PlaceReading placeIn(String words, Directory directory) {
        return understanding.place(words, directory);
    }

    /** The same, with older revisions of scripts for conversations that began with them. */
    public Edition with(Scripts more) {
        return new Edition(more, notices, calendar, routing, forums, announcements, faq, understanding, texts);
    }

    /** What scripts may know at a moment. */
    public Facts facts(String community, @Nullable Candidate home, LocalDateTime now) {
        Map<String, String> values = new HashMap<>();
        values.put("community.name", community);
        values.put("resident.home", home == null ? "" : home.name());
        values.put("office.open", String.valueOf(calendar.isOpen(now)));
        values.put("office.hours", calendar.inWords());
        values.put("office.next", calendar.opensNextInWords(now));
        values.put("now", now.withSecond(0).withNano(0).toString());
        values.put("hour", String.valueOf(now.getHour()));
        values.put("weekday", String.valueOf(now.getDayOfWeek().getValue()));
        return new Facts(values, home);
    }
}
