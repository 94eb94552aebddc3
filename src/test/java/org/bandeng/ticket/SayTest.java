package org.bandeng.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the answers of several reporters come to, with half of them as the share. */
class SayTest {

    private static final int HALF = 50;

    @ParameterizedTest(name = "of {0} asked {1} say fixed and {2} say not: {3}")
    @CsvSource({
        "1, 1, 0, confirmed, FIXED",
        "1, 0, 1, refuted, NOT_FIXED",
        "1, 0, 0, nothing yet, SILENCE",
        "2, 1, 1, confirmed, FIXED",
        "2, 0, 1, nothing yet, NOT_FIXED",
        "2, 0, 2, refuted, NOT_FIXED",
        "10, 4, 1, nothing yet, FIXED",
        "10, 5, 1, confirmed, FIXED",
        "10, 1, 4, nothing yet, NOT_FIXED",
        "10, 1, 6, refuted, NOT_FIXED",
        "10, 1, 0, nothing yet, FIXED"
    })
    void theShareDecides(int asked, int fixed, int notFixed, String now, Say.Verdict.Last last) {
        Say.Verdict verdict = new Say.Verdict(asked, fixed, notFixed);

        assertThat(verdict.confirms(HALF)).isEqualTo(now.equals("confirmed"));
        assertThat(verdict.refutes(HALF)).isEqualTo(now.equals("refuted"));
        assertThat(verdict.atLast(HALF)).isEqualTo(last);
    }
}
