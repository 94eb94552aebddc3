package org.bandeng.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * About half of the messages of each file are of danger to life in all sorts of words, the other half sound like it and are not.
 * The alarms have learned from the first two files, which others had found their predecessors wanting with; what is heard must
 * stay heard. The third is by other hands, and none of it was learned.
 */
class AlarmsTest {

    private static final String UNSEEN = "emergencies-3.tsv";

    private final Alarms alarms = Alarms.shipped();

    @ParameterizedTest
    @ValueSource(strings = {"emergencies.tsv", "emergencies-2.tsv", UNSEEN})
    void noEmergencyIsMissed(String file) {
        assertThat(Labelled.rows(file))
                .filteredOn(AlarmsTest::isEmergency)
                .hasSizeGreaterThan(100)
                .allMatch(this::isHeard);
    }

    @ParameterizedTest
    @ValueSource(strings = {"emergencies.tsv", "emergencies-2.tsv", UNSEEN})
    void nineOfTenAlarmsAreRight(String file) {
        List<Labelled> heard =
                Labelled.rows(file).stream().filter(this::isHeard).toList();

        assertThat(share(heard.stream().filter(AlarmsTest::isEmergency).count(), heard.size()))
                .isGreaterThanOrEqualTo(0.9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"emergencies.tsv", "emergencies-2.tsv", UNSEEN})
    void theAdviceFitsTheDanger(String file) {
        List<Labelled> emergencies =
                Labelled.rows(file).stream().filter(AlarmsTest::isEmergency).toList();
        long fitting = emergencies.stream()
                .filter(each -> alarms.in(each.text()).equals(each.get("urgency")))
                .count();

        assertThat(share(fitting, emergencies.size())).isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void noneOfTheUnseenWasLearned() {
        List<String> learned = Alarms.examples().values().stream()
                .flatMap(List::stream)
                .map(PlainText::of)
                .toList();

        assertThat(Labelled.rows(UNSEEN))
                .extracting(each -> PlainText.of(each.text()))
                .doesNotContainAnyElementsOf(learned);
    }

    @Test
    void dangerIsHeardAtTheEndOfALongStory() {
        String story = "我们这个楼的灯坏了半个月了，跟物业说过三次，每次都说派人来，";

        assertThat(alarms.in(story.repeat(6) + "现在电表箱冒烟了，火都窜出来了")).isEqualTo("fire");
        assertThat(alarms.in(story.repeat(6) + "请尽快来修")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "119, fire",
        "120！, injury",
        "110, crime",
        "救命, help",
        "有股臭鸡蛋味，是不是煤气漏了, gas",
        "电梯停了，里面有人, lift",
        "上次修过，现在又冒烟了, fire",
        "电梯里的人还没救出来, lift",
        "着火了猫还在里面, fire",
        "我家电视着火了, fire",
        "平安里3号楼着火了, fire",
        "奶奶不小心摔倒起不来, injury",
        "快送医院我妈晕倒了, injury",
        "电梯门关上了打不开里面有人, lift",
        "插座进水导致漏电了, electric",
        "电梯修好了，现在楼道着火了, fire",
        "煤气关掉了。楼上有人晕倒, injury",
        "什么时候来啊电梯困人了, lift",
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
            strings = {
                "墙角的碎渣还没有扫",
                "火已经灭了",
                "上次电梯困人那事怎么处理的",
                "邻居天天抽烟，楼道里冒烟",
                "电梯坏了，麻烦修一下",
                "怕电动车充电着火",
                "人救出来了，没事了",
                "消防演习冒烟了",
                "火已经灭了，谢谢",
                "上次电梯困人的事有结果了吗",
                "电梯坏了，停在一楼",
                "楼道灯坏了",
                "今天累死我了",
                "燃气费怎么交",
                "3号楼2单元",
                "没有",
                "谢谢"
            })
    void isNotAlarmedByWhatIsOverOrOrdinary(String words) {
        assertThat(alarms.in(words)).isEmpty();
    }

    private static boolean isEmergency(Labelled each) {
        return !each.get("urgency").isEmpty() && !each.get("urgency").equals("-");
    }

    private static double share(long part, long all) {
        return (double) part / all;
    }

    private boolean isHeard(Labelled each) {
        return !alarms.in(each.text()).isEmpty();
    }
}
