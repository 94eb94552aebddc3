package org.bandeng.dialog.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/** What editors are told about scripts is what the parser takes. */
class DialogSchemaTest {

    private static final Path FOLDER = Path.of("dialogs").toAbsolutePath();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(DialogSchema.json(), InputFormat.JSON);

    @Test
    void theFileForEditorsIsTheOneThatTheParserWouldWrite() throws IOException {
        assertThat(Files.readString(FOLDER.resolve("dialog.schema.json")))
                .as("write it anew: java -jar target/bandeng.jar dialogs schema > dialogs/dialog.schema.json")
                .isEqualTo(DialogSchema.json());
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void everyShippedScriptFits(Path script) throws IOException {
        assertThat(problems(Files.readString(script))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "misspelt-step", "misspelt-key", "missing-text", "missing-options", "too-many-options", "no-steps",
                "empty-steps", "no-owner", "no-purpose", "unknown-event", "text-is-a-list-of-maps", "not-a-flag",
                "not-a-number", "unknown-accept", "slot-with-capitals", "unknown-deed", "fill-of-one", "fill-of-says",
                "empty-branch"
            })
    void whatTheParserRefusesForItsFormDoesNotFit(String broken) throws IOException {
        String text = Files.readString(Path.of("src/test/resources/broken", broken + ".yaml"));

        assertThat(problems(text)).isNotEmpty();
    }

    private static List<String> problems(String yaml) {
        // Editors read YAML 1.2, in which "on" is a word; SnakeYAML reads 1.1, in which it is a flag.
        Object read = new Yaml().load(yaml.replaceFirst("(?m)^on:", "\"on\":"));
        String json = JsonMapper.shared().writeValueAsString(read);
        return SCHEMA.validate(json, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    static Stream<Path> shipped() throws IOException {
        Set<String> scripts = DialogFiles.read(FOLDER).scripts().all().stream()
                .map(script -> script.name() + ".yaml")
                .collect(java.util.stream.Collectors.toSet());
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> scripts.contains(file.getFileName().toString())).sorted().toList().stream();
        }
    }
}
