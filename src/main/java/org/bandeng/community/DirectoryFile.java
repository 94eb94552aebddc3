package org.bandeng.community;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.bandeng.community.DirectoryMistake.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A directory of places as a CSV file with the columns compound, building, unit, spot, aliases (several with {@code |}) and
 * office, and, if they are known, position (longitude and latitude in degrees, with a blank between) and grid (branch, grid and
 * micro-grid with {@code /} between). Each row is one place; it is checked whole before anything is taken from it.
 */
final class DirectoryFile {

    static final List<String> COLUMNS = List.of("compound", "building", "unit", "spot", "aliases", "office");

    static final String POSITION = "position";
    static final String GRID = "grid";

    private static final String BETWEEN_ALIASES = "|";

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

        /** The row as the file has it. */
        List<String> cells() {
            List<String> cells = new ArrayList<>();
            for (Place.Kind kind : Place.Kind.values()) {
                int at = kinds.indexOf(kind);
                cells.add(at < 0 ? "" : path.get(at));
            }
            cells.add(String.join(BETWEEN_ALIASES, aliases));
            cells.add(office);
            cells.add(position == null ? "" : position.longitude() + " " + position.latitude());
            cells.add(String.join(Grid.SEPARATOR, grid));
            return cells;
        }
    }

    /** Reads the rows; mistakes are noted in the file. */
    static List<Row> read(CsvFile file) {
        List<Row> rows = new ArrayList<>();
        Map<List<String>, List<String>> gridOf = new HashMap<>();
        for (CsvFile.Row row : file.rows(COLUMNS)) {
            Row read = read(row);
            if (gridOf.put(read.path(), read.grid()) != null) {
                row.mistakeIn("compound", Kind.PLACE_TWICE, String.join("", read.path()));
            }
            rows.add(read);
        }
        return rows;
    }

    private static Row read(CsvFile.Row row) {
        if (row.cell("compound").isEmpty()) {
            row.mistakeIn("compound", Kind.NO_COMPOUND);
        }
        if (!row.cell("unit").isEmpty() && row.cell("building").isEmpty()) {
            row.mistakeIn("unit", Kind.NO_BUILDING, row.cell("unit"));
        }
        List<String> path = new ArrayList<>();
        List<Place.Kind> kinds = new ArrayList<>();
        for (Place.Kind kind : Place.Kind.values()) {
            String part = row.cell(kind.name().toLowerCase(Locale.ROOT));
            if (!part.isEmpty()) {
                path.add(part);
                kinds.add(kind);
            }
        }
        List<String> aliases = Stream.of(row.cell("aliases").split("\\|"))
                .map(String::strip)
                .filter(alias -> !alias.isEmpty())
                .toList();
        String written = row.cell(POSITION);
        @Nullable Position position = Position.parse(written).orElse(null);
        if (!written.isEmpty() && position == null) {
            row.mistakeIn(POSITION, Kind.POSITION, written);
        }
        return new Row(path, kinds, aliases, position, grid(row), row.cell("office"));
    }

    private static List<String> grid(CsvFile.Row row) {
        String written = row.cell(GRID);
        if (written.isEmpty()) {
            return List.of();
        }
        List<String> names =
                Stream.of(written.split(Grid.SEPARATOR, -1)).map(String::strip).toList();
        if (names.size() > Grid.Kind.values().length || names.contains("")) {
            row.mistakeIn(GRID, Kind.GRID, written);
            return List.of();
        }
        return names;
    }
}
