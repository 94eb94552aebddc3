package org.bandeng.community;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Collectors;
import org.bandeng.support.House;
import org.bandeng.support.TestProgram;
import org.junit.jupiter.api.Test;

/** The town of the founding documents: 36 branches, 391 micro-grids, 675 units with a steward each, 60,000 residents. */
class TownIT {

    private static final int RESIDENTS = 60_000;

    @Test
    void everyUnitHasOneStewardAndIsFoundAmongSixtyThousandResidents() {
        try (TestProgram program = TestProgram.start(House.temporary())) {
            DirectoryImport files = program.bean(DirectoryImport.class);
            files.take(DemoTown.files()).block();
            program.rows("insert into resident (open_id, account, home_id) select 'oTown' || i, 'gh',"
                    + " (select id from place where kind = 'unit' order by id offset i %% 675 limit 1) from generate_series(1, %d) i"
                            .formatted(RESIDENTS));
            program.rows(
                    "update staff s set resident_id = r.id from (select id, row_number() over (order by id) as n from resident) r,"
                            + " (select id, row_number() over (order by id) as n from staff where role = 'steward') t"
                            + " where t.n = r.n and s.id = t.id");
            program.bean(Posts.class).changed();
            Directory directory = program.bean(Places.class).fresh().block();
            Crew crew = program.bean(Posts.class).crew().block();

            List<Place> units = town(directory, Place.Kind.UNIT);
            assertThat(town(directory, Place.Kind.COMPOUND)).hasSize(DemoTown.COMPOUNDS);
            assertThat(units).hasSize(DemoTown.UNITS);
            assertThat(directory.grids().stream().collect(Collectors.groupingBy(Grid::kind, Collectors.counting())))
                    .containsEntry(Grid.Kind.BRANCH, (long) DemoTown.COMPOUNDS)
                    .containsEntry(Grid.Kind.MICRO_GRID, (long) DemoTown.MICRO_GRIDS);
            LocalDateTime now = LocalDateTime.of(2026, 11, 24, 10, 0);
            assertThat(units)
                    .as("every address leads to exactly one steward, and no two to the same")
                    .allSatisfy(unit ->
                            assertThat(crew.asked("红管家", unit, directory, now)).hasSize(1))
                    .extracting(unit ->
                            crew.asked("红管家", unit, directory, now).get(0).id())
                    .doesNotHaveDuplicates();
            assertThat(files.take(DemoTown.files()).block())
                    .as("taking it in again changes nothing")
                    .isEmpty();
            assertThat(program.value("select count(*) from resident")).isEqualTo((long) RESIDENTS);
        }
    }

    /** Without the made-up community of the sandbox. */
    private static List<Place> town(Directory directory, Place.Kind kind) {
        return directory.ofKind(kind).stream()
                .filter(place -> !place.fullName().startsWith("幸福里"))
                .toList();
    }
}
