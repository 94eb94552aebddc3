package org.bandeng.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who somebody is can be found in their words, and hidden. */
class PersonalDataTest {

    @ParameterizedTest
    @CsvSource({
        "请打13800138000找王丽华,请打138****8000找王**",
        "我叫王丽华，住3栋,我叫王**，住3栋",
        "王师傅什么时候来,王师傅什么时候来",
        "身份证110105194912310021,身份证110*************21",
        "京A12345乱停,京A1****乱停",
        "12345热线没人接,12345热线没人接",
    })
    void mostOfItIsHidden(String said, String masked) {
        assertThat(PersonalData.masked(said)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "铁疙瘩又罢工了，我叫李桂芳13800138000。|铁疙瘩又罢工了，",
                "我叫李桂芳|我叫李**",
                "楼道灯坏了，急|楼道灯坏了，急",
                "张奶奶家停电了，谢谢|奶奶家停电了，谢谢",
                "灯坏了打我电话13812345678，谢谢|灯坏了打我电话，谢谢",
                "苏A12345的车挡路了，快来|的车挡路了，快来",
                "楼倒灯唔亮咯 我住3栋2单元 王秀兰 13987654321|楼倒灯唔亮咯 我住3栋2单元",
                "楼道灯坏了我叫李桂芳13800138000|楼道灯坏了我叫",
            })
    void whoSaysItCanBeLeftOut(String said, String left) {
        assertThat(PersonalData.without(said)).isEqualTo(left);
    }

    @Test
    void aNewLineEndsAWordLikeAnythingElse() {
        assertThat(PersonalData.in("找保安\n我家门坏了")).isEmpty();
    }
}
