package org.bandeng.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bandeng.community.Directory;
import org.bandeng.dialog.Script;
import org.bandeng.dialog.yaml.DialogFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With the examples of the shipped scripts, on messages that are none of them and that others wrote. */
class ExampleUnderstandingTest {

    private static final Directory NOWHERE = new Directory(List.of());
    private static final LocalDateTime NOW = LocalDateTime.of(2026, 11, 24, 10, 0);

    /** Categories of what is said without wanting anything. */
    private static final Set<String> TALK = Set.of("greeting", "thanks", "chatter", "abuse", "advertising");

    private static final Set<String> REQUESTS = examples().keySet().stream()
            .filter(category -> !TALK.contains(category)
                    && !Set.of("other", "praise", "property-mgmt").contains(category))
            .collect(Collectors.toSet());

    private final Understanding understanding =
            new ExampleUnderstanding(examples(), REQUESTS, "", Faq.NONE, Taught.NOTHING);

    @ParameterizedTest
    @CsvSource({
        "3号楼2单元楼道灯坏了, lighting",
        "麻烦看看我们楼道的灯，一直不亮, lighting",
        "路灯不亮怎么没人管, lighting",
        "我家车位让人占了, parking",
        "有辆车堵在单元门口, parking",
        "充电桩充不了电, ev-charging",
        "楼上有人飞线给电瓶车充电, ev-charging"
    })
    void findsTheCategory(String words, String category) {
        assertThat(understood(words).sureCategory()).contains(category);
    }

    @ParameterizedTest
    @ValueSource(strings = {"asdf", "asdf qwer", "", "12", "。。。"})
    void doesNotGuessWhatItWasNotTaught(String words) {
        assertThat(understood(words).sureCategory()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"今天天气不错", "你们几点下班", "我儿子考上大学了", "明天有没有雨"})
    void takesWhatIsNoRequestForNone(String words) {
        assertThat(understood(words).sureCategory())
                .matches(sure -> sure.filter(each -> !TALK.contains(each) && !each.equals("other"))
                        .isEmpty());
    }

    @Test
    void whatItIsSureOfIsRight() {
        List<Labelled> sure = Labelled.rows("messages.tsv").stream()
                .filter(each -> understood(each.text()).sureCategory().isPresent())
                .toList();
        long right = sure.stream()
                .filter(each ->
                        understood(each.text()).sureCategory().orElseThrow().equals(each.get("category")))
                .count();

        assertThat(sure).hasSizeGreaterThan(50);
        assertThat((double) right / sure.size()).isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void theRightCategoryIsMostlyAmongThoseItAsksAbout() {
        List<Labelled> asked = Labelled.rows("messages.tsv").stream()
                .filter(each -> understood(each.text()).likelyCategories().size() > 1)
                .toList();

        assertThat(asked)
                .filteredOn(each -> !understood(each.text()).likelyCategories().contains(each.get("category")))
                .hasSizeLessThanOrEqualTo(Math.max(1, asked.size() / 4));
    }

    /** A report taken for a chat would be lost. */
    @Test
    void hardlyARequestIsTakenForTalk() {
        List<Labelled> requests = Labelled.rows("talk.tsv").stream()
                .filter(each -> each.get("kind").equals("request"))
                .toList();

        assertThat(requests)
                .filteredOn(each -> understood(each.text())
                        .sureCategory()
                        .filter(TALK::contains)
                        .isPresent())
                .hasSizeLessThanOrEqualTo(requests.size() / 50);
    }

    @Test
    void severalRequestsInOneBreathAreFound() {
        assertThat(understood("楼道灯坏了三天了，还有电梯老是抖").requests()).hasSize(2);
        assertThat(understood("灯坏了好几天，老人摔了一跤，物业说没电工").requests()).hasSize(1);
    }

    @Test
    void oneLongRequestIsNotTornApart() {
        List<Labelled> one = Labelled.rows("messages.tsv");

        assertThat(one)
                .filteredOn(each -> understood(each.text()).requests().size() > 1)
                .hasSizeLessThanOrEqualTo(one.size() / 10);
    }

    @Test
    void aVeryLongMessageIsReadByItsBeginning() {
        String words = "楼道灯坏了，" + "一直没有人来修，".repeat(500);

        assertThat(understood(words).likelyCategory()).contains("lighting");
    }

    /** A tenth of the examples, forgotten for once, is told by the others: hardly any is taken for another category. */
    @Test
    void examplesAgreeWithEachOther() {
        Map<String, List<String>> forgotten = everyTenth(true);
        Understanding others = new ExampleUnderstanding(everyTenth(false), REQUESTS, "", Faq.NONE, Taught.NOTHING);
        List<String> wrong = new ArrayList<>();
        List<String> notFound = new ArrayList<>();
        forgotten.forEach((category, sentences) -> sentences.forEach(sentence -> {
            Optional<String> guess =
                    others.understand(sentence, NOWHERE, null, NOW).sureCategory();
            if (guess.isEmpty()) {
                notFound.add(sentence);
            } else if (!guess.get().equals(category)) {
                wrong.add(sentence + " → " + guess.get());
            }
        }));
        int all = forgotten.values().stream().mapToInt(List::size).sum();

        assertThat(all).isGreaterThan(700);
        assertThat(wrong).hasSizeLessThanOrEqualTo(all / 15);
        assertThat(notFound).hasSizeLessThanOrEqualTo(all / 2);
    }

    private static Map<String, List<String>> everyTenth(boolean forgotten) {
        Map<String, List<String>> part = new HashMap<>();
        examples()
                .forEach((category, sentences) -> part.put(
                        category,
                        IntStream.range(0, sentences.size())
                                .filter(i -> (i % 10 == 9) == forgotten)
                                .mapToObj(sentences::get)
                                .toList()));
        return part;
    }

    @Test
    void anExampleIsUnderstoodToTheLetter() {
        Understood understood = understood("楼道灯坏了");

        assertThat(understood.stage()).isEqualTo(Understood.Stage.VERBATIM);
        assertThat(understood.sureCategory()).contains("lighting");
    }

    private Understood understood(String words) {
        return understanding.understand(words, NOWHERE, null, NOW);
    }

    private static Map<String, List<String>> examples() {
        Map<String, List<String>> examples = new HashMap<>();
        for (Script script :
                DialogFiles.read(Path.of("dialogs").toAbsolutePath()).scripts().all()) {
            if (!script.head().examples().isEmpty()) {
                examples.put(script.name(), script.head().examples());
            }
        }
        return examples;
    }
}
