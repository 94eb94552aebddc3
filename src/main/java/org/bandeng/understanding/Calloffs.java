package org.bandeng.understanding;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;

/** Hears that a danger was none, or is over: 搞错了, 人出来了, 火灭了; learned from examples that come with the program. */
final class Calloffs {

    private static final String EXAMPLES = "understanding/calloffs.tsv";
    private static final String OFF = "off";

    /** From here on it is called off; people still come and look. */
    private static final double ENOUGH = 0.6;

    private final Categorizer categorizer;

    private Calloffs(Map<String, List<String>> examples, KnownSentences known) {
        categorizer = new Categorizer(examples, Set.of(), known);
    }

    static Calloffs shipped() {
        return Shipped.CALLOFFS;
    }

    private static final class Shipped {
        static final Calloffs CALLOFFS = learned();

        private static Calloffs learned() {
            try (KnownSentences known = SharedEncoder.INSTANCE.examples();
                    BufferedReader lines = new BufferedReader(new InputStreamReader(
                            new ClassPathResource(EXAMPLES).getInputStream(), StandardCharsets.UTF_8))) {
                Map<String, List<String>> examples = lines.lines()
                        .skip(1)
                        .map(line -> line.split("\t"))
                        .collect(Collectors.groupingBy(
                                columns -> columns[1], Collectors.mapping(columns -> columns[0], Collectors.toList())));
                return new Calloffs(examples, known);
            } catch (IOException e) {
                throw new UncheckedIOException("The packaged " + EXAMPLES + " cannot be read", e);
            }
        }
    }

    /** Whether somebody who reported a danger takes it back by these words. */
    boolean in(String words) {
        return categorizer.guess(words).guesses().stream()
                .anyMatch(guess -> guess.category().equals(OFF) && guess.probability() >= ENOUGH);
    }
}
