package org.bandeng.dialog;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** All scripts of a house. */
public final class Scripts {

    private final Map<String, Script> byName = new LinkedHashMap<>();

    public Scripts(Collection<Script> scripts) {
        scripts.forEach(script -> byName.put(script.name(), script));
    }

    public Collection<Script> all() {
        return byName.values();
    }

    public Optional<Script> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The script that {@code words} start by themselves; a closing 。 or 啊 or blanks do not matter. */
    public Optional<Script> startedBy(String words) {
        return byName.values().stream()
                .filter(script -> script.starts().stream().anyMatch(start -> Wording.isSame(words, start)))
                .findFirst();
    }

    /** The script for an event such as {@code subscribe}. */
    public Optional<Script> on(String event) {
        return byName.values().stream()
                .filter(script -> script.events().contains(event))
                .findFirst();
    }
}
