package org.bandeng.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.bandeng.community.Directory;
import org.bandeng.community.FileDirectory;
import org.bandeng.community.Place;
import org.junit.jupiter.api.Test;

/** What staff taught counts more than what the scripts say. */
class TaughtTest {

    private static final Map<String, List<String>> SCRIPTS =
            Map.of("lighting", List.of("灯坏了", "灯不亮"), "elevator", List.of("电梯坏了"));

    @Test
    void aLessonCountsLikeSeveralExamples() {
        Taught taught = new Taught(List.of(new Taught.Example("铁疙瘩趴窝了", "elevator")), List.of());

        assertThat(taught.with(SCRIPTS).get("elevator")).containsExactly("电梯坏了", "铁疙瘩趴窝了", "铁疙瘩趴窝了", "铁疙瘩趴窝了");
    }

    @Test
    void theLaterLessonAndAnyLessonAgainstAScriptCounts() {
        Taught taught = new Taught(
                List.of(new Taught.Example("灯坏了。", "lighting"), new Taught.Example("3号楼灯坏了", "elevator")), List.of());

        assertThat(taught.with(SCRIPTS).get("lighting")).containsExactly("灯不亮");
        assertThat(taught.with(SCRIPTS).get("elevator")).contains("3号楼灯坏了");
    }

    @Test
    void aCategoryThatNoScriptHasAnyMoreIsLeftOut() {
        Taught taught = new Taught(List.of(new Taught.Example("滑滑梯断了", "playground")), List.of());

        assertThat(taught.with(SCRIPTS)).isEqualTo(SCRIPTS);
    }

    @Test
    void aNameIsReadLikeOneOfTheDirectory() {
        Directory directory = FileDirectory.demo();
        Place place = directory.places().stream()
                .filter(each -> each.fullName().equals("幸福里5号楼1单元"))
                .findFirst()
                .orElseThrow();
        Taught taught = new Taught(List.of(), List.of(new Taught.Alias("老锅炉房", place.id())));
        Understanding understanding = new ExampleUnderstanding(SCRIPTS, java.util.Set.of(), "", Faq.NONE, taught);

        PlaceReading read = understanding
                .understand("老锅炉房的灯坏了", directory, null, LocalDateTime.of(2026, 11, 25, 9, 0))
                .place();

        assertThat(read.places()).extracting(Place::fullName).containsExactly("幸福里5号楼1单元");
    }
}
