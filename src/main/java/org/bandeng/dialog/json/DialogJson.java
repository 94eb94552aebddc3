package org.bandeng.dialog.json;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.bandeng.dialog.Facts;
import org.bandeng.dialog.Input;
import org.bandeng.dialog.TalkState;
import tools.jackson.databind.json.JsonMapper;

/** States and inputs of conversations as JSON. */
public final class DialogJson {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().addMixIn(Input.class, ByKind.class).build();

    private DialogJson() {}

    /**
     * What the engine was given in one turn.
     *
     * @param inputs in order, with the outcomes of its effects
     */
    public record Played(List<Input> inputs, Facts facts) {
        public Played {
            inputs = List.copyOf(inputs);
        }
    }

    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    public static Played played(String json) {
        return MAPPER.readValue(json, Played.class);
    }

    public static TalkState state(String json) {
        return MAPPER.readValue(json, TalkState.class);
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Input.Words.class, name = "words"),
        @JsonSubTypes.Type(value = Input.Picture.class, name = "picture"),
        @JsonSubTypes.Type(value = Input.Position.class, name = "position"),
        @JsonSubTypes.Type(value = Input.Event.class, name = "event"),
        @JsonSubTypes.Type(value = Input.Outcome.class, name = "outcome"),
        @JsonSubTypes.Type(value = Input.Silence.class, name = "silence")
    })
    private interface ByKind {}
}
