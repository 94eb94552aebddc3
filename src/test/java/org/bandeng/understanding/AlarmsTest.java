package org.bandeng.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Half of the messages of {@code emergencies.tsv} are of danger to life in all sorts of words, the other half sound like it and
 * are not. None of them is among the examples that the alarms have learned from, and other people wrote them.
 */
class AlarmsTest {

    private final Alarms alarms = Alarms.shipped();
    private final List<Labelled> said = Labelled.rows("emergencies.tsv");

    @Test
    void noEmergencyIsMissed() {
        assertThat(said)
                .filteredOn(each -> !each.get("urgency").isEmpty())
                .hasSizeGreaterThan(150)
                .allMatch(this::isHeard);
    }

    @Test
    void nineOfTenAlarmsAreRight() {
        List<Labelled> heard = said.stream().filter(this::isHeard).toList();
        long right =
                heard.stream().filter(each -> !each.get("urgency").isEmpty()).count();

        assertThat((double) right / heard.size()).isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void theAdviceFitsTheDanger() {
        List<Labelled> emergencies =
                said.stream().filter(each -> !each.get("urgency").isEmpty()).toList();
        long fitting = emergencies.stream()
                .filter(each -> alarms.in(each.text()).equals(each.get("urgency")))
                .count();

        assertThat((double) fitting / emergencies.size()).isGreaterThanOrEqualTo(0.85);
    }

    @Test
    void noneOfThemWasLearned() {
        List<String> learned = Alarms.examples().values().stream()
                .flatMap(List::stream)
                .map(PlainText::of)
                .toList();

        assertThat(said).extracting(each -> PlainText.of(each.text())).doesNotContainAnyElementsOf(learned);
    }

    @ParameterizedTest
    @CsvSource({
        "3号楼电梯里有人被困住了, lift",
        "我家厨房煤气味好大, gas",
        "楼下着火了, fire",
        "楼道电表箱冒烟了, fire",
        "有根电线垂下来了，在打火花, electric",
        "有个老人晕倒在花坛边, injury",
        "路中间的井盖没了，是个大洞, manhole",
        "楼顶有人要跳楼, suicide",
        "救命啊, help"
    })
    void hearsWhatEverybodySays(String words, String danger) {
        assertThat(alarms.in(words)).isEqualTo(danger);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"火已经灭了，谢谢", "上次电梯困人的事有结果了吗", "电梯坏了，停在一楼", "楼道灯坏了", "今天累死我了", "燃气费怎么交", "3号楼2单元", "没有", "谢谢"})
    void isNotAlarmedByWhatIsOverOrOrdinary(String words) {
        assertThat(alarms.in(words)).isEmpty();
    }

    private boolean isHeard(Labelled each) {
        return !alarms.in(each.text()).isEmpty();
    }
}
