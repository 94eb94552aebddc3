package org.bandeng.understanding;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.file.Path;
import java.util.Set;

/** One sentence model for the whole program: it takes some 100 MB beside the heap. */
final class SharedEncoder implements SentenceEncoder {

    static final SharedEncoder INSTANCE = new SharedEncoder();

    /** What somebody says is looked at for danger and for its category, one after the other; it is kept no longer. */
    private static final int RECENT = 100;

    private final SentenceEncoder encoder = new BgeEncoder();
    private final Cache<String, float[]> recent =
            Caffeine.newBuilder().maximumSize(RECENT).build();

    private SharedEncoder() {}

    @Override
    public float[] encode(String sentence) {
        return recent.get(sentence, encoder::encode);
    }

    /** The examples that were encoded before, to learn from. */
    KnownSentences examples() {
        return examples(Set.of());
    }

    /** @param passing sentences of residents, which are not kept in a file */
    KnownSentences examples(Set<String> passing) {
        return new KnownSentences(encoder, passing, folder().resolve("sentences.bin"));
    }

    /** Where what takes long to work out is kept; it may be deleted at any time. */
    private static Path folder() {
        String set = System.getProperty("bandeng.cache", System.getenv("BANDENG_CACHE"));
        return set == null || set.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache", "bandeng")
                : Path.of(set);
    }
}
