package org.bandeng.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bandeng.community.Directory;
import org.bandeng.community.FileDirectory;
import org.bandeng.community.Place;
import org.bandeng.community.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceReaderTest {

    private final Directory directory = FileDirectory.demo();
    private final PlaceReader reader = new PlaceReader(directory);

    @ParameterizedTest
    @CsvSource({
        "3号楼2单元楼道灯坏了, 幸福里3号楼2单元, ''",
        "三号楼二单元的灯, 幸福里3号楼2单元, ''",
        "３栋２单元501漏水, 幸福里3号楼2单元, 501",
        "3幢2单元五零一室, 幸福里3号楼2单元, 501",
        "3-2-501 灯不亮, 幸福里3号楼2单元, 501",
        "十二号楼一单元, 幸福里12号楼1单元, ''",
        "三号楼2门, 幸福里3号楼2单元, ''",
        "3号2单元, 幸福里3号楼2单元, ''",
        "幸福里03号楼2单元, 幸福里3号楼2单元, ''",
        "五号楼门口有车, 幸福里5号楼, ''",
        "东门口停满了车, 幸福里东门, ''",
        "地库的灯不亮, 幸福里地下车库, ''"
    })
    void readsThePlace(String words, String place, String room) {
        PlaceReading reading = reader.read(words, null);

        assertThat(reading.places()).extracting(Place::fullName).containsExactly(place);
        assertThat(reading.room()).isEqualTo(room);
    }

    @ParameterizedTest
    @ValueSource(strings = {"灯坏了三天了", "2026-3-2就报过了", "打13812345678找我", "住3楼的邻居很吵", "两个灯都坏了", "一号桩坏了", "充电扣了20块钱"})
    void hearsNoPlaceWhereThereIsNone(String words) {
        assertThat(reader.read(words, null).places()).isEmpty();
    }

    /** Typed and spoken by others, with slips of the finger and of the ear, and with numbers that are no places. */
    @Test
    void readsNineteenOfTwentyPlaces() throws Exception {
        Directory town = FileDirectory.read(Path.of(PlaceReaderTest.class
                .getResource("/understanding/places-directory.csv")
                .toURI()));
        Map<String, Place> byName =
                town.places().stream().collect(Collectors.toMap(Place::fullName, Function.identity()));
        List<Labelled> rows = Labelled.rows("places.tsv");
        List<Labelled> wrong = rows.stream()
                .filter(row -> !written(new PlaceReader(town).read(row.text(), byName.get(row.get("within"))))
                        .equals(row.get("place") + "/" + row.get("floor") + "/" + row.get("room")))
                .toList();

        assertThat(rows).hasSizeGreaterThan(800);
        assertThat(wrong).hasSizeLessThanOrEqualTo(rows.size() / 20);
    }

    private static String written(PlaceReading reading) {
        String places = reading.places().isEmpty()
                ? reading.named() ? "?" : ""
                : reading.places().stream().map(Place::fullName).collect(Collectors.joining("|"));
        return places + "/" + reading.floor() + "/" + reading.room();
    }

    @ParameterizedTest
    @CsvSource({"地下车库B区的灯不亮, B区", "地库B12车位有人占了, B12", "在地下车库负二层, 负2层"})
    void keepsWhereInTheGarageItIs(String words, String detail) {
        assertThat(reader.read(words, null).detail()).isEqualTo(detail);
    }

    @Test
    void findsTheNearestPlaceOfASharedPosition() throws Exception {
        Directory town = FileDirectory.read(Path.of(PlaceReaderTest.class
                .getResource("/understanding/places-directory.csv")
                .toURI()));
        PlaceReader there = new PlaceReader(town);

        assertThat(there.at(new Position(113.0119, 28.2001)).places())
                .extracting(Place::fullName)
                .containsExactly("幸福里一期东门");
        assertThat(there.at(new Position(113.0104, 28.1995)).places()).hasSizeGreaterThan(1);
        assertThat(there.at(new Position(112.5, 28.2)).places()).isEmpty();
    }

    @Test
    void knowsThatAPlaceWasNamedThatIsNotInTheDirectory() {
        PlaceReading reading = reader.read("99号楼的灯", null);

        assertThat(reading.named()).isTrue();
        assertThat(reading.places()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2单元", "二单元", "2", "二", "第二单元", "2 单元的"})
    void readsTheUnitInTheLightOfTheBuilding(String words) {
        Place building = reader.read("3号楼", null).places().get(0);

        assertThat(reader.read(words, building).places())
                .extracting(Place::fullName)
                .containsExactly("幸福里3号楼2单元");
    }
}
