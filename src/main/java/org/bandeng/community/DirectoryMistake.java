package org.bandeng.community;

import java.util.List;
import java.util.Locale;

/**
 * What is wrong with a file of the directory, and where.
 *
 * @param file its name
 * @param row 1 is the row of names; 0: it is about the whole file
 * @param column the column's name; empty: it is about the whole row
 * @param found what the kind speaks of, in its order
 */
public record DirectoryMistake(String file, long row, String column, Kind kind, List<String> found) {

    public DirectoryMistake {
        found = List.copyOf(found);
    }

    /** What can be wrong; each says what to do. */
    public enum Kind {
        MISSING("there is no such file, or it may not be read"),
        TOO_LARGE("a file has more than 200 kB; part it"),
        ENCODING("this file is neither UTF-8 nor GBK; save it as \"CSV UTF-8\""),
        UNREADABLE(
                "this is no CSV that can be read (a quote that does not end, a column without a name or twice?): %s"),
        COLUMNS("the columns %s are missing; the first row must be \"%s\""),
        CELLS("has %s columns instead of %s"),
        NO_COMPOUND("is empty; every place is in a compound"),
        NO_BUILDING("\"%s\" needs a building"),
        PLACE_TWICE("\"%s\" stands here twice; keep one"),
        POSITION("\"%s\" is none; write longitude and latitude in degrees: 113.0100 28.2000"),
        GRID("\"%s\" is none; write branch, grid and micro-grid: 梦园支部/第一网格/3号微网格"),
        NAME("must have 1 to %s characters"),
        NO_ROLE("is empty; write what they are there: 红管家"),
        SCOPE("there is no place and no grid \"%s\"; write its full name as in the file of places: 幸福里3号楼2单元"),
        DUTY("\"%s\" are no hours; write mon-fri 8:00-12:00 14:00-18:00; sat 9:00-12:00"),
        RANK("\"%s\" is none; 1 is asked first, 2 stands in"),
        CODE("\"%s\" is %s further up"),
        POST_TWICE("%s is %s of this already; keep one row");

        private final String says;

        Kind(String says) {
            this.says = says;
        }

        /** The name in message keys. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Of a whole file. */
    public static DirectoryMistake of(String file, Kind kind, String... found) {
        return new DirectoryMistake(file, 0, "", kind, List.of(found));
    }

    /** As a line for a terminal. */
    @Override
    public String toString() {
        String where = (file.isEmpty() ? "" : file + ": ")
                + (row == 0 ? "" : "row " + row + ": ")
                + (column.isEmpty() ? "" : "column " + column + ": ");
        return where + kind.says.formatted(found.toArray());
    }
}
