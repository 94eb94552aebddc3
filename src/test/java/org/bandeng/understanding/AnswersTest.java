package org.bandeng.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bandeng.conversation.Edition;
import org.bandeng.yaml.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the shipped FAQ, on questions that others wrote: answered only when it is sure what was asked. */
class AnswersTest {

    private static final Edition EDITION = Edition.read(Path.of("dialogs"));

    @ParameterizedTest
    @ValueSource(strings = {"3号楼停水了", "楼上装修太吵了", "电动车堵在楼道口", "你好", "1", ""})
    void aReportIsNoQuestion(String words) {
        assertThat(EDITION.understanding().answer(words)).isEmpty();
    }

    @Test
    void anAnswerKnowsTheOfficeHours() {
        Faq.Entry entry = new Faq.Entry(List.of("几点上班"), "{community.name}：{office.hours}。", "值班安排");

        assertThat(entry.filled(name -> name.equals("office.hours") ? "8 点到 18 点" : "幸福里")
                        .answer())
                .isEqualTo("幸福里：8 点到 18 点。");
    }

    @Test
    void aBlankThatNothingFillsIsRefused() {
        List<Problem> problems = new ArrayList<>();

        Faq.read(
                "dialogs/faq.yaml",
                "faq:\n  - questions: [几点上班]\n    answer: \"{office.hour}\"\n    source: 值班安排\n",
                problems);

        assertThat(problems)
                .singleElement()
                .asString()
                .contains("dialogs/faq.yaml", "\"office.hour\"", "did you mean \"office.hours\"?");
    }
}
