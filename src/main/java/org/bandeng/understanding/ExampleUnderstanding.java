package org.bandeng.understanding;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;
import org.jspecify.annotations.Nullable;

/** Understands by the scripts' own example sentences and by the names in the directory. */
public final class ExampleUnderstanding implements Understanding {

    /** Residents repeat each other; this many recent sentences are remembered. */
    private static final int REMEMBERED = 1_000;

    /** The request is in the first words; what follows is detail, and no message may be dear to read. */
    private static final int READ_AT_MOST = 300;

    /** An example said word for word, or more words around it, leaves no doubt; shorter ones are part of too much. */
    private static final int TELLING = 4;

    private static final double VERBATIM = 10;

    private final ExampleClassifier classifier;
    private final Map<String, List<String>> examples;
    private final Cache<String, List<Understood.Guess>> recent =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /** @param examples example sentences by category */
    public ExampleUnderstanding(Map<String, List<String>> examples) {
        classifier = new ExampleClassifier(examples);
        this.examples = Map.copyOf(examples);
    }

    private List<Understood.Guess> guess(String words) {
        List<Understood.Guess> guesses = classifier.classify(words);
        List<String> verbatim = examples.entrySet().stream()
                .filter(each -> each.getValue().stream()
                        .anyMatch(example -> example.length() >= TELLING && words.contains(example)))
                .map(Map.Entry::getKey)
                .toList();
        if (verbatim.size() != 1) {
            return guesses;
        }
        List<Understood.Guess> sure = new ArrayList<>();
        sure.add(new Understood.Guess(verbatim.get(0), VERBATIM));
        guesses.stream()
                .filter(each -> !each.category().equals(verbatim.get(0)))
                .forEach(sure::add);
        return sure;
    }

    @Override
    public Understood understand(String words, Directory directory, @Nullable Place within, LocalDateTime now) {
        String head = words.length() <= READ_AT_MOST ? words : words.substring(0, READ_AT_MOST);
        return new Understood(
                recent.get(head, this::guess),
                new PlaceReader(directory).read(head, within),
                new TimeReader(now).read(head).orElse(null),
                Alarms.in(words));
    }
}
