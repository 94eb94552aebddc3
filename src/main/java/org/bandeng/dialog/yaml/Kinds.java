package org.bandeng.dialog.yaml;

import org.bandeng.dialog.Kind;
import org.bandeng.yaml.YamlMap;

/** Reads what kind of answer a question accepts. */
final class Kinds {

    private static final long MOST = 999_999_999;

    private Kinds() {}

    static Kind of(YamlMap map) {
        String accept = map.optionalText("accept").orElse("text");
        refuseElsewhere(map, accept, "number", "min", "max", "unit");
        refuseElsewhere(map, accept, "text", "sentence");
        refuseElsewhere(map, accept, "time", "when");
        refuseElsewhere(map, accept, "place", "home");
        return switch (accept) {
            case "text" -> Kind.text(map.flag("sentence"));
            case "number" -> number(map);
            case "time" -> Kind.time(map.optionalText("when").orElse("any"));
            case "place" -> Kind.place(!map.has("home") || map.flag("home"));
            default -> Kind.plain(accept);
        };
    }

    private static void refuseElsewhere(YamlMap map, String accept, String belongsTo, String... keys) {
        for (String key : keys) {
            if (map.has(key) && !accept.equals(belongsTo)) {
                map.problemAt(key, "\"%s\" goes with \"accept: %s\" only".formatted(key, belongsTo));
            }
        }
    }

    private static Kind number(YamlMap map) {
        long min = map.number("min", 0);
        long max = map.number("max", MOST);
        if (min > max) {
            map.problemAt(
                    "min", "no number is at least %d and at most %d; residents could never answer".formatted(min, max));
        }
        return Kind.number(min, max, map.optionalText("unit").orElse(""));
    }
}
