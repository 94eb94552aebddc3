package org.bandeng.dialog.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON Schema of scripts, for editors that complete keys and underline what is wrong while an author types. Made from
 * {@link Grammar}, as the parser is.
 */
public final class DialogSchema {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** YAML reads 3 and true as a number and a flag; the parser takes them for words. */
    private static final List<String> SCALAR = List.of("string", "number", "boolean");

    private DialogSchema() {}

    /** The schema as JSON, draft 2020-12. */
    public static String json() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "A dialog script of Bandeng");
        schema.putAll(object(Grammar.SCRIPT, List.of()));
        schema.put(
                "$defs",
                ordered(
                        "steps",
                        ordered("type", "array", "minItems", 1, "items", ref("step")),
                        "step",
                        Map.of(
                                "anyOf",
                                Grammar.STEPS.stream().map(DialogSchema::form).toList()),
                        "question",
                        Map.of(
                                "anyOf",
                                Grammar.STEPS.stream()
                                        .filter(form -> List.of("ask", "choose").contains(form.name()))
                                        .map(DialogSchema::form)
                                        .toList()),
                        "option",
                        ordered("anyOf", List.of(Map.of("type", SCALAR), object(Grammar.OPTION, List.of())))));
        return MAPPER.writeValueAsString(schema) + "\n";
    }

    private static Map<String, Object> form(Grammar.Form form) {
        return object(form.keys(), List.of(form.name()));
    }

    private static Map<String, Object> object(List<Grammar.Key> keys, List<String> alsoRequired) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>(alsoRequired);
        for (Grammar.Key key : keys) {
            Map<String, Object> value = new LinkedHashMap<>();
            value.put("description", key.means());
            value.putAll(shape(key));
            properties.put(key.name(), value);
            if (key.required() && !required.contains(key.name())) {
                required.add(key.name());
            }
        }
        return ordered("type", "object", "required", required, "additionalProperties", false, "properties", properties);
    }

    private static Map<String, Object> shape(Grammar.Key key) {
        return switch (key.shape()) {
            case TEXT -> Map.of("type", SCALAR);
            case TEXTS -> texts(key);
            case FLAG -> Map.of("type", "boolean");
            case NUMBER -> Map.of("type", "integer");
            case SLOT -> ordered("type", "string", "pattern", "^[a-z][a-z0-9_.]*$");
            case EXPRESSION -> Map.of("type", List.of("string", "boolean", "number"));
            case STEPS -> ref("steps");
            case QUESTIONS -> ordered("type", "array", "minItems", 2, "items", ref("question"));
            case OPTIONS ->
                ordered(
                        "type",
                        "object",
                        "minProperties",
                        2,
                        "maxProperties",
                        9,
                        "additionalProperties",
                        ref("option"));
            case NOTHING -> Map.of("type", "null");
            case WORD -> Map.of("enum", key.words());
        };
    }

    private static Map<String, Object> texts(Grammar.Key key) {
        Map<String, Object> one = key.words().isEmpty() ? Map.of("type", SCALAR) : Map.of("enum", key.words());
        return Map.of("anyOf", List.of(one, ordered("type", "array", "minItems", 1, "items", one)));
    }

    private static Map<String, Object> ref(String name) {
        return Map.of("$ref", "#/$defs/" + name);
    }

    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return map;
    }
}
