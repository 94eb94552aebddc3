package org.bandeng.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractDoubleAssert;
import org.bandeng.community.Directory;
import org.bandeng.conversation.Edition;
import org.bandeng.understanding.TimeReading;
import org.junit.jupiter.api.Test;

/** What {@code eval} prints of the messages that other hands wrote for this program stays as good as it is. */
class ScoresOfOwnSetsTest {

    private static final Path SETS = Path.of("src/test/resources/understanding");
    private static final Edition EDITION = Edition.read(Path.of("dialogs"));

    @Test
    void nearlyAllThatTellsWhoSomebodyIsIsFoundAndHardlyAnythingElse() throws IOException {
        Map<String, Object> scores = DetailScores.personal(Tsv.read(SETS.resolve("personal.tsv"), List.of("marked")));

        score(scores, "recall").isGreaterThanOrEqualTo(0.97);
        score(scores, "precision").isGreaterThanOrEqualTo(0.97);
    }

    @Test
    void nearlyAllTimesAreReadAsTheyAreMeant() throws IOException {
        List<Map<String, String>> rows = Tsv.read(SETS.resolve("times.tsv"), List.of("text", "from", "to", "every"));

        score(DetailScores.times(rows, ScoresOfOwnSetsTest::read), "right").isGreaterThanOrEqualTo(0.97);
    }

    private static Optional<TimeReading> read(Map<String, String> row) {
        LocalDateTime now = DetailScores.now(row);
        return Optional.ofNullable(EDITION.understanding()
                .understand(row.get("text"), new Directory(List.of()), null, now)
                .time());
    }

    @Test
    void whatIsAnsweredIsAnsweredRightlyAndMostIsAnswered() throws IOException {
        Map<String, Object> scores =
                AnswerScores.of(Tsv.read(SETS.resolve("faq.tsv"), List.of("text", "answer")), EDITION.understanding());

        score(scores, "right").isGreaterThanOrEqualTo(0.95);
        score(scores, "answeredRightly").isGreaterThanOrEqualTo(0.6);
    }

    private static AbstractDoubleAssert<?> score(Map<String, Object> scores, String name) {
        return assertThat((double) scores.get(name)).as("%s; wrong: %s", name, scores.get("wrong"));
    }
}
