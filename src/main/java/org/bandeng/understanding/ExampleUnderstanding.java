package org.bandeng.understanding;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;
import org.bandeng.community.Position;
import org.jspecify.annotations.Nullable;

/**
 * Understands by the scripts' own example sentences and by the names in the directory. It is taught when it is first asked, once
 * in this program for the same examples.
 */
public final class ExampleUnderstanding implements Understanding {

    /** Residents repeat each other; this many recent sentences are remembered. */
    private static final int REMEMBERED = 1_000;

    /** The request is in the first words; what follows is detail, and no message may be dear to read. */
    private static final int READ_AT_MOST = 300;

    /** The edition that residents meet, the one before it, and one being tried. */
    private static final int TAUGHT_AT_ONCE = 4;

    private static final Cache<UUID, Learned> LEARNED =
            Caffeine.newBuilder().maximumSize(TAUGHT_AT_ONCE).build();

    private record Learned(Categorizer categorizer, Likeness likeness, Answers answers) {}

    private final Map<String, List<String>> examples;
    private final Set<String> requests;
    private final UUID content;
    private final Cache<String, Categorizer.Guesses> recent =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    private final String questions;
    private final Faq faq;
    private final Taught taught;

    /** The directory is the same for minutes; with the names that were taught it is made once for each. */
    private final LoadingCache<Directory, Directory> directories;

    /**
     * @param examples example sentences by category
     * @param requests the categories that are requests of their own wherever they are mentioned
     * @param questions the category of questions; those of the FAQ are among its examples
     * @param faq the questions that have an answer
     * @param taught what staff taught besides
     */
    public ExampleUnderstanding(
            Map<String, List<String>> examples, Set<String> requests, String questions, Faq faq, Taught taught) {
        this.questions = questions;
        this.faq = faq;
        this.taught = taught;
        this.directories = Caffeine.newBuilder().weakKeys().build(taught::with);
        this.examples = Map.copyOf(taught.with(examples));
        this.requests = Set.copyOf(requests);
        this.content = UUID.nameUUIDFromBytes(
                (new TreeMap<>(this.examples) + "" + new TreeSet<>(requests) + faq).getBytes(StandardCharsets.UTF_8));
    }

    private Learned learned() {
        return LEARNED.get(content, untaught -> {
            try (KnownSentences known = SharedEncoder.INSTANCE.examples(taught.sentences())) {
                Categorizer categorizer = new Categorizer(examples, requests, known);
                Likeness likeness = new Likeness(examples.values());
                return new Learned(
                        categorizer, likeness, new Answers(faq, questions, likeness, categorizer.meanings()));
            }
        });
    }

    private Categorizer categorizer() {
        return learned().categorizer();
    }

    @Override
    public Optional<Faq.Entry> answer(String words) {
        return learned().answers().find(matter(words));
    }

    /** What is looked at for what it is about: who says it does not matter. */
    private static String matter(String words) {
        return PersonalData.without(head(words));
    }

    @Override
    public boolean callsOff(String words) {
        return Calloffs.shipped().in(head(words));
    }

    @Override
    public Likeness likeness() {
        return learned().likeness();
    }

    private static String head(String words) {
        return words.length() <= READ_AT_MOST ? words : words.substring(0, READ_AT_MOST);
    }

    @Override
    public List<Understood.Guess> categories(String words) {
        return recent.get(matter(words), each -> categorizer().guess(each)).guesses();
    }

    @Override
    public PlaceReading place(String words, Directory directory) {
        return new PlaceReader(named(directory)).read(head(words), null);
    }

    @Override
    public PlaceReading at(Position position, Directory directory) {
        return new PlaceReader(named(directory)).at(position);
    }

    private Directory named(Directory directory) {
        return taught.aliases().isEmpty() ? directory : directories.get(directory);
    }

    @Override
    public void prepare() {
        learned();
        Alarms.shipped();
        Calloffs.shipped();
    }

    @Override
    public Understood understand(String words, Directory directory, @Nullable Place within, LocalDateTime now) {
        String head = head(words);
        Categorizer.Guesses guesses =
                recent.get(matter(words), each -> categorizer().guess(each));
        return new Understood(
                guesses.guesses(),
                guesses.stage(),
                new PlaceReader(named(directory)).read(head, within),
                new TimeReader(now, head).read().orElse(null),
                Alarms.shipped().in(words),
                guesses.requests());
    }
}
