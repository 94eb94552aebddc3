package org.bandeng.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import org.bandeng.conversation.BenchLine.Deed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which words are a short line, and which are what residents say about anything else. */
class BenchLineTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            活动                             | OCCASIONS  | 0   |
            有什么活动？                     | OCCASIONS  | 0   |
            报名                             | SIGN_UP    | 0   |
            报名 101                         | SIGN_UP    | 101 |
            我要报名１０１号                 | SIGN_UP    | 101 |
            报名 101 家电维修                | SIGN_UP    | 101 | 家电维修
            取消报名 101                     | SIGN_OFF   | 101 |
            签到                             | CHECK_IN   | 0   |
            签到0042                         | CHECK_IN   | 0   | 0042
            签到 张阿姨、老周                | GUESTS     | 0   | 张阿姨、老周
            记 张阿姨：灯太暗，要换          | REMARK     | 0   | 张阿姨：灯太暗，要换
            选项 换感应灯                    | OPTION     | 0   | 换感应灯
            举手 1 赞成8 反对1               | HANDS      | 1   | 赞成8 反对1
            答 2 周五来修                    | ANSWER     | 2   | 周五来修
            立单 2                           | TICKET     | 2   |
            立议题2                          | TOPIC      | 2   |
            我不去了                         | STAY_AWAY  | 0   |
            接104                            | TAKE       | 104 |
            提出 赔三千                      | OFFER      | 0   | 赔三千
            散会                             | CLOSE      | 0   |
            开板凳会 5号楼 廊柱怎么用        | OPEN       | 0   | 板凳会 5号楼 廊柱怎么用
            开梦享会客厅 1号楼 怎么轮值      | OPEN       | 0   | 梦享会客厅 1号楼 怎么轮值
            交办 12 装好六个桩，物业，7天    | MEASURE    | 12  | 装好六个桩，物业，7天
            轮值报名 会客厅                  | TURNS      | 0   | 会客厅
            换班 105                         | SWAP       | 105 |
            接班105                          | TAKE       | 105 |
            我会修家电，周末有空             | SKILL      | 0   | 修家电，周末有空
            能人报名 理发                    | SKILL      | 0   | 理发
            做完 1013 2小时                  | CALL_DONE  | 1013 | 2小时
            参加协商 K7FM-9Q2T               | JOIN       | 0   | K7FM-9Q2T
            陈述 墙裂了                      | STATEMENT  | 0   | 墙裂了
            提出 1 赔 3000 元                | OFFER      | 1   | 赔 3000 元
            施工                             | WORKS      | 0   |
            监督 101                         | WATCH      | 101 |
            我来监督施工101                  | WATCH      | 101 |
            问卷                             | CANVASS    | 0   |
            问卷 101 2 门口最好              | CANVASS    | 101 | 2 门口最好
            电梯归谁管？                     | WHOSE      | 0   | 电梯
            看望                             | CARE       | 0   |
            请能人 1013 修家电 明天上午      | CALL_TALENT | 1013 | 修家电 明天上午
            已看望，王奶奶挺好               | CARE_SEEN  | 0   |
            已看望 101                       | CARE_SEEN  | 101 |
            敲了门没人应，灯也没亮           | CARE_NO_ANSWER | 0 |
            打通了                           | CARE_REACHED | 0 |
            没打通 101                       | CARE_NOT_REACHED | 101 |
            """)
    void whatIsALine(String said, Deed deed, long number, String words) {
        assertThat(BenchLine.of(said, "")).hasValueSatisfying(line -> {
            assertThat(line.deed()).isEqualTo(deed);
            assertThat(line.number()).isEqualTo(number);
            assertThat(line.words()).isEqualTo(words == null ? "" : words);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "我要预约，明天上午来修水管",
                "楼上施工太吵",
                "问卷怎么填",
                "监督电话多少",
                "去看望老人要预约吗",
                "物业电话打不通是怎么回事",
                "预约 上门修空调",
                "取消预约",
                "报名费退不退",
                "报名，什么时候开始",
                "活动室的灯坏了",
                "我会投诉你们的",
                "我会告你们的，等着",
                "开会的人太吵了",
                "记得来修",
                "答应了三天还没来",
                "选项太多了",
                "签到表在哪里",
                "换班车停哪里",
                "做完手术回家",
                "散会了还在吵",
                "陈述句"
            })
    void whatResidentsSayOfAnythingElse(String said) {
        assertThat(BenchLine.of(said, "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "occasion:sign-up:101:2, SIGN_UP, 101, 2",
        "occasion:rate:101:5, RATE, 101, 5",
        "duty:take:105, TAKE, 105, ''",
        "talent:yes:1013, CALL_YES, 1013, ''",
        "agreement:confirm:301:0123456789ab, CONFIRM, 301, 0123456789ab"
    })
    void whatIsTapped(String choice, Deed deed, long number, String words) {
        assertThat(BenchLine.of("随便", choice))
                .hasValueSatisfying(line -> assertThat(line).isEqualTo(new BenchLine(deed, number, words)));
    }
}
