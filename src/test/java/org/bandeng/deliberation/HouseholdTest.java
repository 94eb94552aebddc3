package org.bandeng.deliberation;

import static org.assertj.core.api.Assertions.assertThat;

import org.bandeng.community.PlaceId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HouseholdTest {

    private static final PlaceId DOOR = new PlaceId(7);

    @ParameterizedTest
    @ValueSource(strings = {"501", " 501 ", "501室", "501号", "5-01", "５０１", "501 房"})
    void oneRoomIsOneHomeHoweverItIsWritten(String room) {
        assertThat(Household.of(DOOR, room)).isEqualTo(Household.of(DOOR, "501"));
    }

    @Test
    void anotherRoomOrDoorIsAnother() {
        assertThat(Household.of(DOOR, "502")).isNotEqualTo(Household.of(DOOR, "501"));
        assertThat(Household.of(new PlaceId(8), "501")).isNotEqualTo(Household.of(DOOR, "501"));
        assertThat(Household.of(DOOR, "5a")).isEqualTo(Household.of(DOOR, "5A"));
    }
}
