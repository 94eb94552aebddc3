package org.bandeng.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketNumberTest {

    @Test
    void oneWrongDigitIsNoticed() {
        LongStream.range(101, 400).forEach(serial -> {
            String number = TicketNumber.ofSerial(serial).toString();
            for (int i = 0; i < number.length(); i++) {
                for (char digit = '0'; digit <= '9'; digit++) {
                    String heard = number.substring(0, i) + digit + number.substring(i + 1);
                    assertThat(TicketNumber.parse(heard).isPresent()).isEqualTo(heard.equals(number));
                }
            }
        });
    }

    @Test
    void twoNeighboursSwappedAreNoticed() {
        LongStream.range(101, 2000).forEach(serial -> {
            String number = TicketNumber.ofSerial(serial).toString();
            for (int i = 0; i + 1 < number.length(); i++) {
                String heard =
                        number.substring(0, i) + number.charAt(i + 1) + number.charAt(i) + number.substring(i + 2);
                if (!heard.equals(number)) {
                    assertThat(TicketNumber.parse(heard)).isEmpty();
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "abc", "-1013", "99999999999999999999", "１０１３"})
    void whatIsNoNumberIsNone(String words) {
        assertThat(TicketNumber.parse(words)).isEmpty();
    }

    @Test
    void aNumberThatCannotBeIsRefused() {
        assertThatThrownBy(() -> new TicketNumber(1011)).hasMessage("Not a ticket number: 1011");
    }
}
