package org.bandeng.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Half of the messages are of danger to life in all sorts of words, the other half sound like it and are not. */
class AlarmsTest {

    private static final String NONE = "-";

    private record Said(String words, String alarm) {
        static Said of(String line) {
            String[] columns = line.split("\t");
            return new Said(columns[0], columns[1]);
        }

        boolean isEmergency() {
            return !alarm.equals(NONE);
        }

        boolean isHeard() {
            return !Alarms.in(words).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"emergencies.tsv", "emergencies-2.tsv"})
    void noEmergencyIsMissed(String file) {
        assertThat(said(file))
                .filteredOn(Said::isEmergency)
                .hasSizeGreaterThan(100)
                .allMatch(Said::isHeard);
    }

    @ParameterizedTest
    @ValueSource(strings = {"emergencies.tsv", "emergencies-2.tsv"})
    void nineOfTenAlarmsAreRight(String file) {
        List<Said> heard = said(file).stream().filter(Said::isHeard).toList();

        assertThat(share(heard.stream().filter(Said::isEmergency).count(), heard.size()))
                .isGreaterThanOrEqualTo(0.9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"emergencies.tsv", "emergencies-2.tsv"})
    void theAdviceFitsTheDanger(String file) {
        List<Said> emergencies = said(file).stream().filter(Said::isEmergency).toList();
        long fitting = emergencies.stream()
                .filter(each -> Alarms.in(each.words()).equals(each.alarm()))
                .count();

        assertThat(share(fitting, emergencies.size())).isGreaterThanOrEqualTo(0.9);
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
        "什么时候来啊电梯困人了, lift"
    })
    void hearsTheDanger(String words, String alarm) {
        assertThat(Alarms.in(words)).isEqualTo(alarm);
    }

    @ParameterizedTest
    @ValueSource(strings = {"火已经灭了", "上次电梯困人那事怎么处理的", "邻居天天抽烟，楼道里冒烟", "电梯坏了，麻烦修一下", "怕电动车充电着火", "人救出来了，没事了", "消防演习冒烟了"})
    void leavesAloneWhatIsOverFearedOrRehearsed(String words) {
        assertThat(Alarms.in(words)).isEmpty();
    }

    private static double share(long part, long all) {
        return (double) part / all;
    }

    private static List<Said> said(String file) {
        try (var tsv = Objects.requireNonNull(AlarmsTest.class.getResourceAsStream("/understanding/" + file), file)) {
            return new String(tsv.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(Said::of)
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
