package org.bandeng.community;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DirectoryFileTest {

    private static final String HEADER = "compound,building,unit,spot,aliases,office\n";

    @Test
    void readsPlacesFromTheCompoundDown() throws IOException {
        List<DirectoryFile.Row> rows = read("\uFEFF" + HEADER + "幸福里,3号楼,2单元,,三栋二门|老三栋,三号楼管家\n幸福里,,,东门,东大门,\n");

        assertThat(rows.get(0).path()).containsExactly("幸福里", "3号楼", "2单元");
        assertThat(rows.get(0).aliases()).containsExactly("三栋二门", "老三栋");
        assertThat(rows.get(0).office()).isEqualTo("三号楼管家");
        assertThat(rows.get(1).kinds()).containsExactly(Place.Kind.COMPOUND, Place.Kind.SPOT);
    }

    @Test
    void tellsEveryMistakeWithItsRow() {
        assertThatThrownBy(() -> read(HEADER + "幸福里,,2单元,,,\n,3号楼,,,,\n幸福里,3号楼\n"))
                .isInstanceOf(DirectoryMistakesException.class)
                .hasMessageContaining("places.csv: row 2: column unit: \"2单元\" needs a building")
                .hasMessageContaining("places.csv: row 3: column compound: is empty")
                .hasMessageContaining("places.csv: row 4: has 2 columns instead of 6");
    }

    @Test
    void readsTheNamesOfColumnsInChinese() throws IOException {
        List<DirectoryFile.Row> rows = read("小区,楼,单元,地点,别名,责任单位\n幸福里,3号楼,2单元,,三栋二门,物业\n");

        assertThat(rows.get(0).path()).containsExactly("幸福里", "3号楼", "2单元");
        assertThat(rows.get(0).office()).isEqualTo("物业");
    }

    @ParameterizedTest
    @EnumSource(DirectoryMistake.Kind.class)
    void everyMistakeHasWordsForPeopleInBothLanguages(DirectoryMistake.Kind kind) {
        for (Locale locale : List.of(Locale.ROOT, Locale.ENGLISH)) {
            assertThat(ResourceBundle.getBundle(
                                    "messages",
                                    locale,
                                    ResourceBundle.Control.getNoFallbackControl(
                                            ResourceBundle.Control.FORMAT_PROPERTIES))
                            .getString("directory.mistake." + kind.code()))
                    .isNotBlank();
        }
    }

    @Test
    void hoursOfDutyAreReadInChineseToo() {
        assertThat(OfficeCalendar.ofDuty("周一至周五 8:00-12:00 14:00-18:00；周日 9:00-12:00"))
                .isEqualTo(OfficeCalendar.ofDuty("mon-fri 8:00-12:00 14:00-18:00; sun 9:00-12:00"))
                .isPresent();
    }

    @Test
    void saysWhichColumnsThereMustBe() {
        assertThatThrownBy(() -> read("小区,楼号\n幸福里,3\n"))
                .hasMessageContaining("the first row must be \"compound,building,unit,spot,aliases,office\"");
    }

    private static List<DirectoryFile.Row> read(String csv) throws IOException {
        CsvFile file = CsvFile.read("places.csv", new StringReader(csv));
        List<DirectoryFile.Row> rows = DirectoryFile.read(file);
        if (!file.mistakes().isEmpty()) {
            throw new DirectoryMistakesException(file.mistakes());
        }
        return rows;
    }
}
