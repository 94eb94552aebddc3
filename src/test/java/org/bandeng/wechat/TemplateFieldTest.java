package org.bandeng.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.bandeng.dialog.Template;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What fits into a template's field ("模板消息参数值内容限制", WeChat docs): words are shortened, never a number or an id. */
class TemplateFieldTest {

    @Test
    void wordsAreShortened() {
        String fit = field(TemplateField.Kind.THING).fit("张三李四王麻子张三李四王麻子张三李四王麻子张三李四王麻子");

        assertThat(fit).isEqualTo("张三李四王麻子张三李四王麻子张三李四王…").hasSize(20);
    }

    @Test
    void linesAreJoined() {
        assertThat(field(TemplateField.Kind.THING).fit("已换灯泡。\n请再看看")).isEqualTo("已换灯泡。 请再看看");
    }

    @ParameterizedTest
    @CsvSource({
        "CHARACTER_STRING, 1013, 1013",
        "TIME, 2019年10月1日 15:01, 2019年10月1日 15:01",
        "AMOUNT, ￥100.21, ￥100.21",
        "AMOUNT, 39.8元, 39.8元",
        "PHONE_NUMBER, +86-0766-66888866, +86-0766-66888866",
        "CAR_NUMBER, 粤A8Z888挂, 粤A8Z888挂",
        "PHRASE, 已办结, 已办结"
    })
    void whatFitsIsLeftAsItIs(TemplateField.Kind kind, String value, String fit) {
        assertThat(field(kind).fit(value)).isEqualTo(fit);
    }

    @ParameterizedTest
    @CsvSource({
        "CHARACTER_STRING, 1234567890123456789012345678901234567890",
        "CHARACTER_STRING, 编号",
        "PHONE_NUMBER, +86-0766-668888661111",
        "CAR_NUMBER, 粤A8Z888挂99",
        "PHRASE, 已派单等待接单",
        "NUMBER, 12a",
        "THING, ' '"
    })
    void numbersAndIdsAreNeverCut(TemplateField.Kind kind, String value) {
        assertThatThrownBy(() -> field(kind).fit(value)).isInstanceOf(TemplateField.UnfitException.class);
    }

    @Test
    void onlyWhatTheTemplateListsGoesIntoAConst() {
        TemplateField field = new TemplateField(
                "const1", TemplateField.Kind.CONST, new Template("{ticket.status}"), List.of("处理中", "已办结"));

        assertThat(field.fit("已办结")).isEqualTo("已办结");
        assertThatThrownBy(() -> field.fit("已派单")).isInstanceOf(TemplateField.UnfitException.class);
    }

    private static TemplateField field(TemplateField.Kind kind) {
        return new TemplateField(kind.prefix() + "1", kind, new Template("{note}"), List.of());
    }
}
