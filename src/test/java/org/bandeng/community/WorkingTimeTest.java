package org.bandeng.community;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.bandeng.yaml.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By when an office must have done something that it may take so many hours for. */
class WorkingTimeTest {

    private static final WorkingTime NINE_TO_FIVE = of("mon-fri: [9:00-17:00]", "");
    private static final WorkingTime EIGHT_TO_SIX = of("mon-fri: [8:00-18:00]", "");
    private static final WorkingTime WITH_LUNCH = of("mon-fri: [9:00-12:00, 14:00-17:30]", "");

    @ParameterizedTest(name = "{1} from {0} is {2}")
    @CsvSource({
        // Friday 16:30 to Monday 9:30.
        "2026-11-20T16:30, PT1H, 2026-11-23T09:30",
        // Before the office opens.
        "2026-11-25T07:00, PT2H, 2026-11-25T11:00",
        "2026-11-25T17:00, PT8H, 2026-11-26T17:00",
        "2026-11-21T12:00, PT0S, 2026-11-23T09:00",
        "2026-11-25T09:00, PT8H, 2026-11-25T17:00"
    })
    void officesFromNineToFive(LocalDateTime from, Duration working, LocalDateTime deadline) {
        assertThat(NINE_TO_FIVE.deadline(from, working)).isEqualTo(deadline);
    }

    @Test
    void fourHoursFromMondayAtFiveEndOnTuesdayAtEleven() {
        assertThat(EIGHT_TO_SIX.deadline(LocalDateTime.parse("2026-11-23T17:00"), Duration.ofHours(4)))
                .isEqualTo("2026-11-24T11:00");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-25T11:30, PT1H, 2026-11-25T14:30",
        "2026-11-25T12:30, PT30M, 2026-11-25T14:30",
        "2026-11-25T17:00, PT1H, 2026-11-26T09:30",
    })
    void nobodyWorksAtLunch(LocalDateTime from, Duration working, LocalDateTime deadline) {
        assertThat(WITH_LUNCH.deadline(from, working)).isEqualTo(deadline);
    }

    /** 国办发明电〔2025〕7号: 1 to 7 October 2026 are free, Saturday the 10th and Sunday 20 September are worked. */
    @ParameterizedTest
    @CsvSource({
        "2026-09-30T17:00, PT1H, 2026-10-08T09:30",
        "2026-10-09T17:00, PT1H, 2026-10-10T09:30",
        "2026-09-19T10:00, PT1H, 2026-09-20T10:00",
        "2026-02-14T16:30, PT2H, 2026-02-24T10:00"
    })
    void holidaysAreFreeAndMakeUpWorkdaysAreWorked(LocalDateTime from, Duration working, LocalDateTime deadline)
            throws IOException {
        List<Problem> problems = new ArrayList<>();
        String shipped = Files.readString(Path.of("dialogs/calendar.yaml"));
        OfficeCalendar calendar = OfficeCalendar.read("calendar.yaml", withoutSaturday(shipped), problems);

        assertThat(problems).isEmpty();
        assertThat(new WorkingTime(calendar).deadline(from, working)).isEqualTo(deadline);
    }

    private static String withoutSaturday(String calendar) {
        return calendar.lines()
                .filter(line -> !line.strip().startsWith("sat:"))
                .reduce("", (all, line) -> all + line + "\n");
    }

    @Test
    void whoNeverShutsCountsLikeTheClock() {
        WorkingTime always = new WorkingTime(OfficeCalendar.always());

        assertThat(always.deadline(LocalDateTime.parse("2026-11-20T16:30"), Duration.ofHours(72)))
                .isEqualTo("2026-11-23T16:30");
    }

    @Test
    void aCalendarWithoutHoursIsToldInWords() {
        WorkingTime shut = new WorkingTime(new OfficeCalendar(Map.of(), Set.of(), Set.of()));

        assertThatThrownBy(() -> shut.deadline(LocalDateTime.parse("2026-11-20T16:30"), Duration.ofHours(1)))
                .hasMessageContaining("calendar.yaml");
    }

    @Test
    void whatIsLeftAndWhatIsOverAlwaysAddUp() {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        for (int i = 0; i < 2_000; i++) {
            LocalDateTime from = LocalDateTime.parse("2026-01-01T00:00").plusMinutes(random.nextInt(500_000));
            Duration working = Duration.ofMinutes(random.nextInt(6_000));

            LocalDateTime deadline = WITH_LUNCH.deadline(from, working);

            assertThat(WITH_LUNCH.between(from, deadline))
                    .as("%s from %s", working, from)
                    .isEqualTo(working);
        }
    }

    private static WorkingTime of(String hours, String years) {
        List<Problem> problems = new ArrayList<>();
        OfficeCalendar calendar = OfficeCalendar.read("calendar.yaml", "hours:\n  " + hours + "\n" + years, problems);
        assertThat(problems).isEmpty();
        return new WorkingTime(calendar);
    }
}
