package org.bandeng.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever cannot do it says why with a number, with words, or with both. */
class ReasonsTest {

    private static final List<String> REASONS = List.of("这件事不归物业管", "这是自家屋里的");

    @Test
    void theyAreShownWithTheirNumbers() {
        assertThat(Reasons.numbered(REASONS)).isEqualTo("1. 这件事不归物业管\n2. 这是自家屋里的");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1                     | 这件事不归物业管
                    2.                    | 这是自家屋里的
                    1，请打供电局的电话   | 这件事不归物业管。请打供电局的电话
                    2 师傅电话贴在楼道里  | 这是自家屋里的。师傅电话贴在楼道里
                    3                     | 3
                    2楼的管子是自来水公司的 | 2楼的管子是自来水公司的
                    要等下个月            | 要等下个月
                    12                    | 12
                    """)
    void aNumberStandsForItsReason(String said, String told) {
        assertThat(Reasons.said(said, REASONS)).isEqualTo(told);
    }
}
