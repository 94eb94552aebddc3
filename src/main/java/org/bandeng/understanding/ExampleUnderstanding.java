package org.bandeng.understanding;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;
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

    private static final Cache<UUID, Categorizer> TAUGHT =
            Caffeine.newBuilder().maximumSize(TAUGHT_AT_ONCE).build();

    private final Map<String, List<String>> examples;
    private final UUID content;
    private final Cache<String, Categorizer.Guesses> recent =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /** @param examples example sentences by category */
    public ExampleUnderstanding(Map<String, List<String>> examples) {
        this.examples = Map.copyOf(examples);
        this.content = UUID.nameUUIDFromBytes(new TreeMap<>(examples).toString().getBytes(StandardCharsets.UTF_8));
    }

    private Categorizer categorizer() {
        return TAUGHT.get(content, untaught -> {
            Categorizer categorizer = new Categorizer(examples, SharedEncoder.SENTENCES);
            SharedEncoder.SENTENCES.save();
            return categorizer;
        });
    }

    @Override
    public void prepare() {
        categorizer();
        Alarms.shipped();
    }

    @Override
    public Understood understand(String words, Directory directory, @Nullable Place within, LocalDateTime now) {
        String head = words.length() <= READ_AT_MOST ? words : words.substring(0, READ_AT_MOST);
        Categorizer.Guesses guesses = recent.get(head, each -> categorizer().guess(each));
        return new Understood(
                guesses.guesses(),
                guesses.stage(),
                new PlaceReader(directory).read(head, within),
                new TimeReader(now).read(head).orElse(null),
                Alarms.shipped().in(words),
                categorizer().requests(head));
    }

    /** One sentence model for the whole program: it takes some 100 MB. */
    static final class SharedEncoder {

        static final KnownSentences SENTENCES = new KnownSentences(new BgeEncoder(), cache().resolve("sentences.bin"));

        private SharedEncoder() {}

        /** Where what takes long to work out is kept; it may be deleted at any time. */
        private static Path cache() {
            String set = System.getProperty("bandeng.cache", System.getenv("BANDENG_CACHE"));
            return set == null || set.isBlank()
                    ? Path.of(System.getProperty("user.home"), ".cache", "bandeng")
                    : Path.of(set);
        }
    }
}
