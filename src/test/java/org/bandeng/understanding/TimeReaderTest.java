package org.bandeng.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When something happened, happens again and again, or shall happen. */
class TimeReaderTest {

    private static final LocalDateTime NOW = LocalDateTime.parse("2026-11-25T09:40");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "昨晚十点半吵醒了|2026-11-24T22:30|昨天11月24日（周二）晚上10点半|true",
                "昨晚十点多吵醒了|2026-11-24T22:00/2026-11-24T23:00|昨天11月24日（周二）晚上10点到11点|true",
                "明天下午三点到五点在家|2026-11-26T15:00/2026-11-26T17:00|明天11月26日（周四）下午3点到5点|false",
                "上周三停水|2026-11-18|11月18日（周三）|true",
                "昨晚十一点到今天两点没电|2026-11-24T23:00/2026-11-25T14:00|昨天11月24日（周二）晚上11点到今天11月25日（周三）下午2点|true",
                "从昨天开始没暖气|2026-11-24T00:00/2026-11-25T09:40|昨天11月24日（周二）到现在|true",
                "每天早上六点放音乐|2026-11-25T06:00;BYDAY=MO,TU,WE,TH,FR,SA,SU|每天早上6点|true",
                "每天晚上十点以后吵|2026-11-25T22:00/2026-11-26T00:00;BYDAY=MO,TU,WE,TH,FR,SA,SU|每天晚上10点以后|true",
                "昨晚吵|2026-11-24T18:00/2026-11-25T00:00|昨天11月24日（周二）晚上|true",
                "每周六上午钻墙|2026-11-28T08:00/2026-11-28T12:00;BYDAY=SA|每周六上午|true",
            })
    void isSaidAsPeopleSayIt(String said, String value, String text, boolean past) {
        TimeReading time = new TimeReader(NOW, said).read().orElseThrow();

        assertThat(time.value()).isEqualTo(value);
        assertThat(time.text()).isEqualTo(text);
        assertThat(time.past()).isEqualTo(past);
    }

    /** Of 25 November 2026, a Wednesday, at 9:40. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "",
            value = {
                "明天下午三点开始停水|2026-11-26T15:00",
                "12月1日起停水|2026-12-01",
                "每天早上六点开始跳广场舞|2026-11-25T06:00;BYDAY=MO,TU,WE,TH,FR,SA,SU",
                "下周一到周五停水吗|2026-11-30T00:00/2026-12-05T00:00",
                "下周二到周四|2026-12-01T00:00/2026-12-04T00:00",
                "28号到2号停电|2026-11-28T00:00/2026-12-03T00:00",
                "31号停水吗|2026-10-31",
                "上个月31号|2026-10-31",
                "上午九点到五点|2026-11-25T09:00/2026-11-25T17:00",
                "晚上十点到六点施工|2026-11-25T22:00/2026-11-26T06:00",
                "今天03:20楼上装修|2026-11-25T03:20",
                "两个半小时前停的|2026-11-25T07:10",
                "停电两小时后还没人来|",
                "三个工作日内处理|",
                "每到五点就停水|2026-11-25T17:00",
                "目前路灯不亮|",
                "请说明早上停水的原因|2026-11-25T06:00/2026-11-25T09:00",
                "一周三次|",
                "12号房没人|",
                "2号井盖没了|",
                "每月15号收费|",
            })
    void whatSoundsLikeAnotherTimeIsReadAsItIsMeant(String said, @Nullable String value) {
        assertThat(new TimeReader(NOW, said).read().map(TimeReading::value).orElse(null))
                .isEqualTo(value);
    }
}
