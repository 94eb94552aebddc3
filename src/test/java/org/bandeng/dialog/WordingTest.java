package org.bandeng.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordingTest {

    @ParameterizedTest
    @ValueSource(strings = {"是", "是的。", "对", "ＯＫ", "好的呀", "嗯嗯", "可以！"})
    void yes(String words) {
        assertThat(Wording.isYes(words)).isTrue();
        assertThat(Wording.isNo(words)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"不是", "不对", "错了", "不行啊"})
    void no(String words) {
        assertThat(Wording.isNo(words)).isTrue();
        assertThat(Wording.isYes(words)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"没有", "没有。", "没有呢", "不方便拍", "没照片", "没有了"})
    void nothing(String words) {
        assertThat(Wording.isNothing(words)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"没有灯", "没有人管", "灯坏了"})
    void something(String words) {
        assertThat(Wording.isNothing(words)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "２, 2", "二, 2", "两, 2", "第二个, 2", "选2, 2", "2号, 2", "2号楼, 0", "22, 0", "二楼, 0", "'', 0"})
    void ordinals(String words, int number) {
        assertThat(Wording.ordinal(words)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({
        "5, 5",
        "五星, 5",
        "5分！, 5",
        "非常满意, 5",
        "满意, 4",
        "一般般吧, 0",
        "一般, 3",
        "不满意, 2",
        "非常不满意, 1",
        "没修好, 1",
        "打1分, 1",
        "6, 0",
        "第5个, 0",
        "5号楼, 0",
        "我很满意你们的工作但是灯没修, 0"
    })
    void marks(String words, int mark) {
        assertThat(Rating.read(words)).isEqualTo(mark == 0 ? OptionalInt.empty() : OptionalInt.of(mark));
    }
}
