package org.bandeng.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bandeng.community.DemoDirectory;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;
import org.bandeng.community.PlaceId;
import org.bandeng.dialog.yaml.DialogFiles;
import org.bandeng.understanding.ExampleUnderstanding;
import org.bandeng.understanding.PlaceReading;
import org.bandeng.understanding.Understanding;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.Yaml;

/** Plays the stories beside the scripts: {@code dialogs/NAME.test.yaml}, word for word. */
class StoriesTest {

    private static final Path FOLDER = Path.of("dialogs");
    private static final Scripts SCRIPTS =
            DialogFiles.read(FOLDER.toAbsolutePath()).scripts();
    private static final Directory DIRECTORY = DemoDirectory.read();
    private static final Understanding UNDERSTANDING = new ExampleUnderstanding(Map.of());

    @Test
    void everyScriptHasStories() {
        assertThat(SCRIPTS.all())
                .allSatisfy(script -> assertThat(storyFile(script)).exists());
    }

    @TestFactory
    Stream<DynamicTest> stories() {
        return SCRIPTS.all().stream().flatMap(StoriesTest::storiesOf);
    }

    private static Stream<DynamicTest> storiesOf(Script script) {
        List<Map<String, Object>> cases = read(storyFile(script));
        return cases.stream()
                .map(story -> DynamicTest.dynamicTest(
                        script.name() + ": " + story.get("case"), () -> new Player(script, story).play()));
    }

    private static Path storyFile(Script script) {
        return FOLDER.resolve(script.name() + ".test.yaml");
    }

    private static List<Map<String, Object>> read(Path file) {
        try {
            return new Yaml().load(Files.readString(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Plays one story. */
    private static final class Player {

        private final Script script;
        private final Map<String, Object> story;
        private final List<String> effects = new ArrayList<>();
        private Effect.@Nullable OpenTicket opened;
        private @Nullable DialogState state;
        private boolean started;

        Player(Script script, Map<String, Object> story) {
            this.script = script;
            this.story = story;
        }

        void play() {
            for (Map<String, Object> turn : list(story.get("turns"))) {
                effects.clear();
                opened = null;
                List<String> replies = turn(turn);
                String said = "after " + turn.getOrDefault("resident", "a picture");
                assertThat(replies).as(said).isEqualTo(turn.get("bot"));
                assertThat(effects).as(said).isEqualTo(turn.getOrDefault("does", List.of()));
                assertThat(openedAsMap()).as(said).isEqualTo(turn.get("opens"));
            }
        }

        private List<String> turn(Map<String, Object> turn) {
            Result result = started
                    ? Engine.resume(script, state, input(turn))
                    : Engine.start(script, (Input.Words) input(turn), known());
            started = true;
            List<String> replies = new ArrayList<>(result.replies());
            while (result.effect() != null) {
                if (result.effect() instanceof Effect.GoTo goTo) {
                    effects.add("GoTo " + goTo.dialog());
                    break;
                }
                result = Engine.resume(script, result.state(), new Input.Outcome(outcome(result.effect())));
                replies.addAll(result.replies());
            }
            state = result.state();
            return replies;
        }

        private Input input(Map<String, Object> turn) {
            if (Boolean.TRUE.equals(turn.get("picture"))) {
                return new Input.Picture("7");
            }
            String words = (String) turn.get("resident");
            Place within = state == null || Engine.roughPlace(script, state).isEmpty()
                    ? null
                    : DIRECTORY
                            .place(new PlaceId(Long.parseLong(Engine.roughPlace(script, state))))
                            .orElseThrow();
            PlaceReading reading =
                    UNDERSTANDING.understand(words, DIRECTORY, within).place();
            return new Input.Words(words, heard(reading));
        }

        private static HeardPlace heard(PlaceReading reading) {
            List<HeardPlace.Candidate> candidates = reading.places().stream()
                    .map(place -> new HeardPlace.Candidate(
                            String.valueOf(place.id().value()), place.fullName() + reading.room()))
                    .toList();
            boolean complete = candidates.size() == 1 && reading.places().get(0).kind() != Place.Kind.BUILDING;
            return new HeardPlace(candidates, complete, reading.named());
        }

        private Map<String, String> known() {
            Map<String, String> known = new HashMap<>(Map.of("community.name", "幸福里社区"));
            known.putAll(strings("given"));
            return known;
        }

        private Map<String, String> outcome(Effect effect) {
            if (effect instanceof Effect.OpenTicket open) {
                opened = open;
                String office = open.place().isEmpty()
                        ? "社区服务中心"
                        : DIRECTORY
                                .place(new PlaceId(Long.parseLong(open.place())))
                                .orElseThrow()
                                .office();
                return Map.of("ticket.number", "1013", "ticket.office", office);
            }
            effects.add(name(effect));
            return strings("outcome");
        }

        private static String name(Effect effect) {
            if (effect instanceof Effect.Rate rate) {
                return "Rate " + rate.score();
            }
            if (effect instanceof Effect.Remark remark) {
                return ("Remark " + remark.words()).strip();
            }
            return effect.getClass().getSimpleName();
        }

        private @Nullable Map<String, String> openedAsMap() {
            return opened == null
                    ? null
                    : Map.of(
                            "category",
                            opened.category(),
                            "place",
                            opened.placeText(),
                            "summary",
                            opened.summary().strip());
        }

        @SuppressWarnings("unchecked")
        private Map<String, String> strings(String key) {
            return (Map<String, String>) story.getOrDefault(key, Map.of());
        }

        @SuppressWarnings("unchecked")
        private static List<Map<String, Object>> list(Object value) {
            return (List<Map<String, Object>>) value;
        }
    }
}
