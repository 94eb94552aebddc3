package org.bandeng.community;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * A directory of places as a CSV file with the columns compound, building, unit, spot, aliases (several with {@code |})
 * and office, and, if they are known, position (longitude and latitude in degrees, with a blank between) and grid (branch, grid
 * and micro-grid with {@code /} between). Each row is one place; it is checked whole before anything is taken from it.
 */
final class DirectoryFile {

    private static final List<String> COLUMNS = List.of("compound", "building", "unit", "spot", "aliases", "office");

    private static final String POSITION = "position";
    private static final String GRID = "grid";

    private DirectoryFile() {}

    /**
     * One place of the file.
     *
     * @param path the names from the compound down
     * @param kinds of the places in the path
     * @param position null: not known
     * @param grid the names from the branch down; empty: as the place around it
     */
    record Row(
            List<String> path,
            List<Place.Kind> kinds,
            List<String> aliases,
            @Nullable Position position,
            List<String> grid,
            String office) {
        Row {
            path = List.copyOf(path);
            kinds = List.copyOf(kinds);
            aliases = List.copyOf(aliases);
            grid = List.copyOf(grid);
        }
    }

    /**
     * Reads the rows.
     *
     * @param name of the file, for messages
     * @throws DirectoryMistakesException with every mistake, a line each: file, row, column, reason
     */
    static List<Row> read(String name, Reader csv) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreSurroundingSpaces(true)
                .get();
        List<String> mistakes = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(withoutByteOrderMark(csv), format)) {
            List<String> missing = COLUMNS.stream()
                    .filter(column -> !parser.getHeaderNames().contains(column))
                    .toList();
            if (!missing.isEmpty()) {
                throw new DirectoryMistakesException(
                        "%s: row 1: the columns %s are missing; the first row must be \"%s\""
                                .formatted(name, missing, String.join(",", COLUMNS)));
            }
            for (CSVRecord record : parser) {
                read(name, record, rows, mistakes);
            }
        }
        if (!mistakes.isEmpty()) {
            throw new DirectoryMistakesException(String.join("\n", mistakes));
        }
        return rows;
    }

    /** Excel begins its files of UTF-8 with one. */
    private static Reader withoutByteOrderMark(Reader csv) throws IOException {
        PushbackReader reader = new PushbackReader(csv);
        int first = reader.read();
        if (first >= 0 && first != '\uFEFF') {
            reader.unread(first);
        }
        return reader;
    }

    private static void read(String name, CSVRecord record, List<Row> rows, List<String> mistakes) {
        String where = "%s: row %d: ".formatted(name, record.getRecordNumber() + 1);
        if (!record.isConsistent()) {
            mistakes.add(where
                    + "has %d columns instead of %d"
                            .formatted(
                                    record.size(),
                                    record.getParser().getHeaderNames().size()));
            return;
        }
        if (record.get("compound").isEmpty()) {
            mistakes.add(where + "column compound: is empty; every place is in a compound");
        }
        if (!record.get("unit").isEmpty() && record.get("building").isEmpty()) {
            mistakes.add(where + "column unit: \"%s\" needs a building".formatted(record.get("unit")));
        }
        List<String> path = new ArrayList<>();
        List<Place.Kind> kinds = new ArrayList<>();
        for (Place.Kind kind : Place.Kind.values()) {
            String part = record.get(kind.name().toLowerCase(Locale.ROOT));
            if (!part.isEmpty()) {
                path.add(part);
                kinds.add(kind);
            }
        }
        List<String> aliases = Stream.of(record.get("aliases").split("\\|"))
                .map(String::strip)
                .filter(alias -> !alias.isEmpty())
                .toList();
        String written = record.isMapped(POSITION) ? record.get(POSITION) : "";
        @Nullable Position position = Position.parse(written).orElse(null);
        if (!written.isEmpty() && position == null) {
            mistakes.add(where
                    + "column position: \"%s\" is none; write longitude and latitude in degrees: 113.0100 28.2000"
                            .formatted(written));
        }
        List<String> grid = grid(record.isMapped(GRID) ? record.get(GRID) : "");
        if (grid.size() > Grid.Kind.values().length || grid.contains("")) {
            mistakes.add(where
                    + "column grid: \"%s\" is none; write branch, grid and micro-grid: 梦园支部/第一网格/3号微网格"
                            .formatted(record.get(GRID)));
        }
        rows.add(new Row(path, kinds, aliases, position, grid, record.get("office")));
    }

    private static List<String> grid(String written) {
        return written.isEmpty()
                ? List.of()
                : Stream.of(written.split(Grid.SEPARATOR, -1))
                        .map(String::strip)
                        .toList();
    }
}
