package org.bandeng;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bandeng.support.TestResident;
import org.junit.jupiter.api.Test;

/** One question: every home is counted once and by building, and nobody is bothered too often. */
class CanvassIT extends TownStories {

    private String asks(Map<String, String> form) throws Exception {
        Map<String, String> all = new HashMap<>(Map.of(
                "kind", "demand",
                "question", "充电桩装在哪里好",
                "options", "南门\n北门\n不用装",
                "until", LocalDate.now(clock).plusDays(3).toString()));
        all.putAll(form);
        return clerk.submit(page("/inbox/canvasses"), "/inbox/canvasses", all)
                .headers()
                .firstValue("location")
                .orElseThrow()
                .replace("/inbox/canvasses/", "");
    }

    private List<String> rows(String number) throws Exception {
        return page("/inbox/canvasses/" + number)
                .select(".rules-table tbody tr")
                .eachText();
    }

    @Test
    void whereTheChargingPilesGoIsAskedOfEveryHomeAndCountedByBuilding() throws Exception {
        TestResident wife = livingAt("11号楼1单元301");
        TestResident husband = livingAt("11号楼1单元 301室");
        TestResident downstairs = livingAt("11号楼2单元101");
        TestResident across = livingAt("12号楼1单元101");
        TestResident roomless = livingAt("12号楼1单元");
        assertThat(asks(Map.of("options", "南门"))).endsWith("problem=options");
        assertThat(asks(Map.of("until", "2026-01-01"))).endsWith("problem=until");
        assertThat(asks(Map.of("place", "月亮上"))).endsWith("problem=place");
        assertThat(wife.says("问卷")).contains("没有找到要问您的问卷");

        String number = asks(Map.of("place", "幸福里"));
        weChat.awaitPush(wife.openId(), "想问问每家每户（问卷 " + number + "）：充电桩装在哪里好");
        assertThat(wife.says("问卷")).contains("问卷 " + number, "1. 南门", "3. 不用装");
        assertThat(wife.taps("canvass:%s:1".formatted(number), "南门")).contains("记下了：南门");
        assertThat(husband.says("问卷 " + number + " 2 离孩子玩的地方远一点")).contains("您家里已经有人答过了", "北门");
        weChat.awaitPush(downstairs.openId(), "问卷 " + number);
        assertThat(downstairs.says("2"))
                .as("a bare number right after the question")
                .contains("记下了：北门");
        assertThat(downstairs.says("问卷" + number + " 7")).contains("充电桩装在哪里好", "2. 北门");
        assertThat(downstairs.says("问卷" + number + " 2")).contains("记下了：北门");
        assertThat(across.taps("canvass:%s:3".formatted(number), "不用装")).contains("记下了：不用装");
        across.says("换地址");
        across.says("12号楼1单元102");
        assertThat(across.says("问卷 " + number + " 3"))
                .as("moved, and one home still")
                .contains("记下了：不用装");
        assertThat(roomless.taps("canvass:%s:1".formatted(number), "南门")).contains("几号楼几单元几室");
        assertThat(rows(number))
                .as("the home of two counts once, by its last word")
                .containsExactly("南门 0 0%", "北门 2 67%", "不用装 1 33%", "幸福里11号楼 0 2 0 2", "幸福里12号楼 0 0 1 1");
        assertThat(page("/inbox/canvasses/" + number).text()).contains("3 户", "离孩子玩的地方远一点");

        clock.goOn(Duration.ofDays(4));
        wife.says("问卷");
        downstairs.says("问卷");
        weChat.awaitPush(downstairs.openId(), "问卷 " + number + "（充电桩装在哪里好）截止了，一共 3 份回答");
        assertThat(weChat.pushesTo(downstairs.openId())).anyMatch(push -> push.contains("2. 北门：2（67%）"));
        assertThat(across.taps("canvass:%s:1".formatted(number), "南门")).contains("已经截止了");
    }

    @Test
    void aPulseAsksAFewAndNobodyTooOften() throws Exception {
        List<TestResident> all = Stream.of("101", "102", "201", "202")
                .map(room -> livingAt("9号楼3单元" + room))
                .toList();
        Map<String, String> form =
                Map.of("kind", "pulse", "question", "这个月楼道干净吗", "options", "干净\n一般\n脏", "place", "幸福里9号楼3单元");
        String first = asks(with(form, "sample", "3"));
        assertThat(asked(first)).isEqualTo(3L);
        await("the question")
                .atMost(Duration.ofSeconds(20))
                .until(() -> all.stream()
                                .filter(each -> weChat.pushesTo(each.openId()).stream()
                                        .anyMatch(push -> push.contains("这次抽到您，想问您一句（问卷 " + first + "）")))
                                .count()
                        == 3);
        long answered = all.stream()
                .filter(each -> each.taps("canvass:%s:2".formatted(first), "一般").contains("记下了：一般"))
                .count();
        assertThat(answered).as("who was not asked is not counted").isEqualTo(3);
        assertThat(page("/inbox/canvasses/" + first).text()).contains("问了 3 位，答了 3 位");
        clerk.submit(page("/inbox/canvasses/" + first), "/inbox/canvasses/" + first + "/close", Map.of());
        assertThat(page("/inbox/canvasses/" + first).text()).contains("结束了");

        assertThat(asked(asks(with(form, "sample", "4")))).isEqualTo(4L);
        assertThat(asked(asks(with(form, "sample", "4"))))
                .as("three were asked twice within the month, one once")
                .isEqualTo(1L);
        assertThat(asked(asks(with(form, "sample", "4")))).isZero();
        clock.goOn(Duration.ofDays(31));
        assertThat(asked(asks(with(form, "sample", "4")))).as("a month later").isEqualTo(4L);
    }

    private long asked(String number) {
        return (long) program.value("select count(*) from canvass_answer a join canvass c on c.id = a.canvass_id "
                + "where c.number = " + number);
    }

    private static Map<String, String> with(Map<String, String> form, String name, String value) {
        Map<String, String> all = new HashMap<>(form);
        all.put(name, value);
        return all;
    }
}
