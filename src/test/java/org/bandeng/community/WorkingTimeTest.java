package org.bandeng.community;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
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

    /** The notices of the State Council's office: 国办发明电〔2022〕16号, 〔2023〕7号 and 〔2024〕12号. */
    private static final WorkingTime PAST_YEARS = of("mon-fri: [9:00-17:00]", """
            years:
              2023:
                holidays: [01-01..01-02, 01-21..01-27, 04-05, 04-29..05-03, 06-22..06-24, 09-29..10-06]
                workdays: [01-28, 01-29, 04-23, 05-06, 06-25, 10-07, 10-08]
              2024:
                holidays: [01-01, 02-10..02-17, 04-04..04-06, 05-01..05-05, 06-10, 09-15..09-17, 10-01..10-07]
                workdays: [02-04, 02-18, 04-07, 04-28, 05-11, 09-14, 09-29, 10-12]
              2025:
                holidays: [01-01, 01-28..02-04, 04-04..04-06, 05-01..05-05, 05-31..06-02, 10-01..10-08]
                workdays: [01-26, 02-08, 04-27, 09-28, 10-11]
            """);

    @ParameterizedTest(name = "one hour from {0} 16:30 ends {1} 9:30")
    @CsvSource({
        // Fridays before Saturdays and Sundays that were worked.
        "2023-05-05, 2023-05-06",
        "2024-05-10, 2024-05-11",
        "2024-10-11, 2024-10-12",
        "2025-02-07, 2025-02-08",
        "2025-10-10, 2025-10-11",
        "2025-04-25, 2025-04-27",
        "2023-01-28, 2023-01-29",
        "2025-01-26, 2025-01-27",
        // The last day before a holiday, which often ends on a weekend that was worked.
        "2023-01-20, 2023-01-28",
        "2023-04-28, 2023-05-04",
        "2023-06-21, 2023-06-25",
        "2023-09-28, 2023-10-07",
        "2024-02-09, 2024-02-18",
        "2024-04-03, 2024-04-07",
        "2024-06-07, 2024-06-11",
        "2024-09-14, 2024-09-18",
        "2024-09-30, 2024-10-08",
        "2025-01-27, 2025-02-05",
        "2025-09-30, 2025-10-09"
    })
    void theMakeUpDaysOfThePastYears(LocalDate from, LocalDate ends) {
        assertThat(PAST_YEARS.deadline(from.atTime(16, 30), Duration.ofHours(1)))
                .isEqualTo(ends.atTime(9, 30));
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
