package org.bandeng.community;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bandeng.community.DirectoryMistake.Kind;

/**
 * The people who look after the community as a CSV file with the columns name, role, scope (the full name of a place, or branch,
 * grid and micro-grid with {@code /} between; empty: the whole community), rank (1 is asked first) and duty (hours of the week;
 * empty: always), and, where two have one name, code. Each row is one post; somebody with several has several rows.
 */
final class PeopleFile {

    static final List<String> COLUMNS = List.of("name", "role", "scope", "rank", "duty");
    static final String CODE = "code";

    private static final int LONGEST_NAME = 20;

    private PeopleFile() {}

    /**
     * One post of the file.
     *
     * @param code tells two of one name apart; the name, if the file has none
     * @param scope the full name of a place or grid; empty: the whole community
     */
    record Row(String code, String name, String role, String scope, int rank, String duty) {

        /** The row as the file has it. */
        List<String> cells() {
            return List.of(name, role, scope, String.valueOf(rank), duty, code.equals(name) ? "" : code);
        }
    }

    /** Reads the rows; mistakes are noted in the file. */
    static List<Row> read(CsvFile file, Set<String> scopes) {
        List<Row> rows = new ArrayList<>();
        Map<String, String> names = new HashMap<>();
        Set<List<String>> posts = new HashSet<>();
        for (CsvFile.Row row : file.rows(COLUMNS)) {
            Row read = read(row, scopes);
            String before = names.put(read.code(), read.name());
            if (before != null && !before.equals(read.name())) {
                row.mistakeIn(CODE, Kind.CODE, read.code(), before);
            }
            if (!posts.add(List.of(read.code(), read.role(), read.scope()))) {
                row.mistakeIn("role", Kind.POST_TWICE, read.name(), read.role());
            }
            rows.add(read);
        }
        return rows;
    }

    private static Row read(CsvFile.Row row, Set<String> scopes) {
        String name = row.cell("name");
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            row.mistakeIn("name", Kind.NAME, String.valueOf(LONGEST_NAME));
        }
        if (row.cell("role").isEmpty()) {
            row.mistakeIn("role", Kind.NO_ROLE);
        }
        String scope = row.cell("scope");
        if (!scope.isEmpty() && !scopes.contains(scope)) {
            row.mistakeIn("scope", Kind.SCOPE, scope);
        }
        if (OfficeCalendar.ofDuty(row.cell("duty")).isEmpty()) {
            row.mistakeIn("duty", Kind.DUTY, row.cell("duty"));
        }
        String code = row.cell(CODE).isEmpty() ? name : row.cell(CODE);
        return new Row(code, name, row.cell("role"), scope, rank(row), row.cell("duty"));
    }

    private static int rank(CsvFile.Row row) {
        String rank = row.cell("rank");
        if (rank.isEmpty()) {
            return 1;
        }
        if (!rank.matches("[1-9][0-9]?")) {
            row.mistakeIn("rank", Kind.RANK, rank);
            return 1;
        }
        return Integer.parseInt(rank);
    }
}
