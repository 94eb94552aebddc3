package org.bandeng.studio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Files of tab-separated columns with a header line, without quotes. */
final class Tsv {

    private Tsv() {}

    /** The names of the columns. */
    static List<String> header(Path file) throws IOException {
        return header(Files.readAllLines(file));
    }

    private static List<String> header(List<String> lines) {
        return List.of((lines.isEmpty() ? "" : lines.get(0).replace("\uFEFF", "")).split("\t"));
    }

    /**
     * Reads the rows, each by the names of its columns; empty lines are none.
     *
     * @param needed columns that must be there
     * @throws IllegalArgumentException if one is missing, or a row has more columns than the header; with the line
     */
    static List<Map<String, String>> read(Path file, List<String> needed) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> header = header(lines);
        if (!header.containsAll(needed)) {
            throw new IllegalArgumentException(
                    "line 1: the header must name the columns %s, separated by tabs; it names %s"
                            .formatted(needed, header));
        }
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            String[] values = lines.get(i).split("\t", -1);
            if (values.length > header.size()) {
                throw new IllegalArgumentException(
                        "line %d: has %d columns, the header %d; a text must not have tabs in it"
                                .formatted(i + 1, values.length, header.size()));
            }
            Map<String, String> row = new HashMap<>();
            for (int column = 0; column < values.length; column++) {
                row.put(header.get(column), values[column].strip());
            }
            rows.add(row);
        }
        return rows;
    }
}
