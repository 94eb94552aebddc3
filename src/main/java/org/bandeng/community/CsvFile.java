package org.bandeng.community;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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

    /** What Chinese offices call the columns. */
    private static final Map<String, String> IN_CHINESE = Map.ofEntries(
            Map.entry("compound", "小区"),
            Map.entry("building", "楼"),
            Map.entry("unit", "单元"),
            Map.entry("spot", "地点"),
            Map.entry("aliases", "别名"),
            Map.entry("office", "责任单位"),
            Map.entry("position", "经纬度"),
            Map.entry("grid", "网格"),
            Map.entry("name", "姓名"),
            Map.entry("role", "职务"),
            Map.entry("scope", "管哪里"),
            Map.entry("rank", "先后"),
            Map.entry("duty", "值班时间"),
            Map.entry("code", "工号"));

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
            List<CSVRecord> records = parser.getRecords();
            return new CsvFile(name, parser.getHeaderNames(), records);
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
        return header.contains(inFile(column));
    }

    /** The name of a column as this file has it. */
    private String inFile(String column) {
        String chinese = IN_CHINESE.getOrDefault(column, column);
        return header.contains(chinese) ? chinese : column;
    }

    /**
     * The rows that have all their cells.
     *
     * @param columns that must be there
     * @throws DirectoryMistakesException if one of the columns is missing
     */
    List<Row> rows(List<String> columns) {
        List<String> missing = columns.stream().filter(column -> !has(column)).toList();
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
        return mistakes.stream()
                .sorted(Comparator.comparingLong(DirectoryMistake::row))
                .toList();
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
            String written = inFile(column);
            return record.isMapped(written) ? record.get(written) : "";
        }

        void mistakeIn(String column, DirectoryMistake.Kind kind, String... found) {
            mistakes.add(new DirectoryMistake(name, number, column, kind, List.of(found)));
        }
    }
}
