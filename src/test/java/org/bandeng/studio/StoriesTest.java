package org.bandeng.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bandeng.community.FileDirectory;
import org.bandeng.conversation.Edition;
import org.bandeng.dialog.Script;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Plays the stories beside the scripts of the house: {@code dialogs/NAME.test.yaml}. */
class StoriesTest {

    private static final Path FOLDER = Path.of("dialogs").toAbsolutePath();
    private static final Edition EDITION = Edition.read(FOLDER);
    private static final List<Story> STORIES = StoryFile.readAll(FOLDER);

    @TestFactory
    Stream<DynamicTest> stories() {
        StoryPlayer player = new StoryPlayer(EDITION, FileDirectory.demo(), new Coverage());
        return STORIES.stream()
                .map(story -> DynamicTest.dynamicTest(
                        story.dialog() + ": " + story.title(),
                        () -> assertThat(player.play(story)).isEmpty()));
    }

    @Test
    void everyScriptSurvivesEveryRepair() {
        Repairs repairs = new Repairs(EDITION, FileDirectory.demo());

        assertThat(repairs.playAll()).isEmpty();
        assertThat(repairs.played()).isGreaterThan(400);
    }

    @Test
    void everyScriptHasStories() {
        Set<String> told = STORIES.stream().map(Story::dialog).collect(Collectors.toSet());

        assertThat(EDITION.scripts().all())
                .extracting(Script::name)
                .filteredOn(name -> !name.equals("registered"))
                .allSatisfy(name -> assertThat(told).contains(name));
    }

    @Test
    void everyStepAndBranchOfTheShippedScriptsIsInAStory() {
        Coverage coverage = new Coverage();
        StoryPlayer player = new StoryPlayer(EDITION, FileDirectory.demo(), coverage);
        STORIES.forEach(player::play);

        assertThat(EDITION.scripts().all())
                .allSatisfy(script ->
                        assertThat(coverage.missing(script)).as(script.name()).isEmpty());
    }
}
