package org.bandeng.understanding;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A row of a labelled test file: what was said, and what was meant. */
record Labelled(Map<String, String> values) {

    static List<Labelled> rows(String file) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Labelled.class.getResourceAsStream("/understanding/" + file)),
                StandardCharsets.UTF_8))) {
            List<String> lines = reader.lines().toList();
            String[] header = lines.get(0).split("\t");
            return lines.stream().skip(1).map(line -> of(header, line)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Labelled of(String[] header, String line) {
        String[] columns = line.split("\t", -1);
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < header.length; i++) {
            values.put(header[i], i < columns.length ? columns[i] : "");
        }
        return new Labelled(values);
    }

    String text() {
        return get("text");
    }

    String get(String column) {
        return values.getOrDefault(column, "");
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
