package org.bandeng.community;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A file as Excel saves it, read whole; every mistake is kept with file, row and column. */
final class CsvFile {

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreSurroundingSpaces(true)
            .get();

    private final String name;
    private final List<String> header;
    private final List<CSVRecord> records;
    private final List<DirectoryMistake> mistakes = new ArrayList<>();

    private CsvFile(String name, List<String> header, List<CSVRecord> records) {
        this.name = name;
        this.header = header;
        this.records = records;
    }

    /** Reads the cells. */
    static CsvFile read(String name, Reader csv) {
        try (CSVParser parser = CSVParser.parse(withoutByteOrderMark(csv), FORMAT)) {
            return new CsvFile(name, parser.getHeaderNames(), parser.getRecords());
        } catch (IOException | IllegalArgumentException | UncheckedIOException e) {
            throw new DirectoryMistakesException(List.of(
                    DirectoryMistake.of(name, DirectoryMistake.Kind.UNREADABLE, String.valueOf(e.getMessage()))));
        }
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

    boolean has(String column) {
        return header.contains(column);
    }

    /**
     * The rows that have all their cells.
     *
     * @param columns that must be there
     * @throws DirectoryMistakesException if one of the columns is missing
     */
    List<Row> rows(List<String> columns) {
        List<String> missing =
                columns.stream().filter(column -> !header.contains(column)).toList();
        if (!missing.isEmpty()) {
            throw new DirectoryMistakesException(List.of(new DirectoryMistake(
                    name,
                    1,
                    "",
                    DirectoryMistake.Kind.COLUMNS,
                    List.of(String.join(", ", missing), String.join(",", columns)))));
        }
        List<Row> rows = new ArrayList<>();
        for (CSVRecord record : records) {
            Row row = new Row(record, record.getRecordNumber() + 1);
            if (record.isConsistent()) {
                rows.add(row);
            } else {
                row.mistakeIn(
                        "", DirectoryMistake.Kind.CELLS, String.valueOf(record.size()), String.valueOf(header.size()));
            }
        }
        return rows;
    }

    /** All mistakes so far, in the order of the rows. */
    List<DirectoryMistake> mistakes() {
        return List.copyOf(mistakes);
    }

    /** One row. */
    final class Row {

        private final CSVRecord record;
        private final long number;

        private Row(CSVRecord record, long number) {
            this.record = record;
            this.number = number;
        }

        /** What stands in a column; empty if there is no such column. */
        String cell(String column) {
            return record.isMapped(column) ? record.get(column) : "";
        }

        void mistakeIn(String column, DirectoryMistake.Kind kind, String... found) {
            mistakes.add(new DirectoryMistake(name, number, column, kind, List.of(found)));
        }
    }
}
