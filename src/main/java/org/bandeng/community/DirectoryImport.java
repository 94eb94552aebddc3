package org.bandeng.community;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Takes the directory's files in, of places and of people: all of them or, if one has a mistake, none. What the files do not name
 * stays as it is, so that they can be taken in as often as one likes.
 */
@Component
public class DirectoryImport {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryImport.class);

    private final CommunityProperties properties;
    private final Places places;
    private final Posts posts;
    private final TransactionalOperator transaction;

    DirectoryImport(CommunityProperties properties, Places places, Posts posts, TransactionalOperator transaction) {
        this.properties = properties;
        this.places = places;
        this.posts = posts;
        this.transaction = transaction;
    }

    /**
     * A file of places or of people; which, its columns say.
     *
     * @param name for messages
     */
    public record NamedFile(String name, String text) {

        /**
         * From the bytes of a file.
         *
         * @throws DirectoryMistakesException if it is neither UTF-8 nor GBK, as Excel in China saves it
         */
        public static NamedFile of(String name, byte[] bytes) {
            return decoded(name, bytes, StandardCharsets.UTF_8)
                    .or(() -> decoded(name, bytes, Charset.forName("GB18030")))
                    .orElseThrow(() -> new DirectoryMistakesException(
                            List.of(DirectoryMistake.of(name, DirectoryMistake.Kind.ENCODING))));
        }

        private static Optional<NamedFile> decoded(String name, byte[] bytes, Charset charset) {
            try {
                return Optional.of(new NamedFile(
                        name,
                        charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString()));
            } catch (CharacterCodingException e) {
                return Optional.empty();
            }
        }
    }

    /**
     * A row that is new or differs.
     *
     * @param before the row as it was; empty: there was none
     * @param after the row as it is then; empty: it is taken away
     */
    public record Change(String before, String after) {}

    /** Imports the configured files. */
    public Mono<Void> importConfigured() {
        return Mono.fromCallable(() -> {
                    List<NamedFile> files = new ArrayList<>();
                    for (Path file : properties.importFiles()) {
                        files.add(read(file));
                    }
                    return files;
                })
                .flatMap(this::takeAtStart);
    }

    private static NamedFile read(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new DirectoryMistakesException(
                    List.of(DirectoryMistake.of(file.toString(), DirectoryMistake.Kind.MISSING)));
        }
        return NamedFile.of(file.getFileName().toString(), Files.readAllBytes(file));
    }

    /** Imports the made-up community of the sandbox. */
    public Mono<Void> importDemo() {
        return Mono.fromCallable(() -> List.of(packaged("demo.csv"), packaged("demo-people.csv")))
                .flatMap(this::takeAtStart);
    }

    private static NamedFile packaged(String name) {
        try (InputStream demo = new ClassPathResource("community/" + name).getInputStream()) {
            return NamedFile.of(name, demo.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("The packaged %s cannot be read".formatted(name), e);
        }
    }

    private Mono<Void> takeAtStart(List<NamedFile> files) {
        return files.isEmpty()
                ? Mono.empty()
                : take(files)
                        .doOnNext(changes ->
                                LOG.info("Directory: {} rows of {} files changed", changes.size(), files.size()))
                        .then();
    }

    /**
     * Takes files in.
     *
     * @return what changed; fails with {@link DirectoryMistakesException} and changes nothing if anything is wrong with them
     */
    public Mono<List<Change>> take(List<NamedFile> files) {
        return transaction.transactional(changes(files)).doFinally(end -> forget());
    }

    /** What was read while nobody else could see it yet, or never will, is read again. */
    private void forget() {
        places.changed();
        posts.changed();
    }

    /** What {@link #take} would change, without changing it. */
    public Mono<List<Change>> preview(List<NamedFile> files) {
        return transaction
                .execute(status -> {
                    status.setRollbackOnly();
                    return changes(files);
                })
                .single()
                .doFinally(end -> forget());
    }

    private Mono<List<Change>> changes(List<NamedFile> files) {
        return snapshot().flatMap(before -> parse(files)
                .flatMap(parsed -> places.save(parsed.places())
                        .then(Mono.defer(places::fresh))
                        .flatMap(directory -> posts.save(parsed.people(), directory)))
                .then(Mono.defer(this::snapshot))
                .map(after -> differences(before, after)));
    }

    private record Parsed(List<DirectoryFile.Row> places, List<PeopleFile.Row> people) {}

    private Mono<Parsed> parse(List<NamedFile> files) {
        return places.fresh().flatMap(directory -> Mono.fromCallable(() -> parse(files, directory)));
    }

    private static Parsed parse(List<NamedFile> files, Directory present) throws IOException {
        List<DirectoryMistake> mistakes = new ArrayList<>();
        List<DirectoryFile.Row> placeRows = new ArrayList<>();
        List<PeopleFile.Row> people = new ArrayList<>();
        List<CsvFile> peopleFiles = new ArrayList<>();
        Set<String> scopes = new HashSet<>();
        present.places().forEach(place -> scopes.add(place.fullName()));
        present.grids().forEach(grid -> scopes.add(grid.fullName()));
        for (NamedFile file : files) {
            CsvFile csv = CsvFile.read(file.name(), new StringReader(file.text()));
            if (csv.has("role")) {
                peopleFiles.add(csv);
                continue;
            }
            List<DirectoryFile.Row> rows = DirectoryFile.read(csv);
            placeRows.addAll(rows);
            rows.forEach(row -> {
                scopes.addAll(beginnings(row.path(), ""));
                scopes.addAll(beginnings(row.grid(), Grid.SEPARATOR));
            });
            mistakes.addAll(csv.mistakes());
        }
        for (CsvFile csv : peopleFiles) {
            people.addAll(PeopleFile.read(csv, scopes));
            mistakes.addAll(csv.mistakes());
        }
        if (!mistakes.isEmpty()) {
            throw new DirectoryMistakesException(mistakes);
        }
        return new Parsed(placeRows, people);
    }

    private static List<String> beginnings(List<String> names, String between) {
        List<String> all = new ArrayList<>();
        for (int length = 1; length <= names.size(); length++) {
            all.add(String.join(between, names.subList(0, length)));
        }
        return all;
    }

    /**
     * Adds a place, or changes it.
     *
     * @param cells by the names of a file's columns
     * @return fails with {@link DirectoryMistakesException} if anything is wrong with it
     */
    public Mono<Void> place(Map<String, String> cells) {
        List<String> columns = new ArrayList<>(DirectoryFile.COLUMNS);
        columns.addAll(List.of(DirectoryFile.POSITION, DirectoryFile.GRID));
        List<String> row =
                columns.stream().map(column -> cells.getOrDefault(column, "")).toList();
        return take(List.of(file("places.csv", columns, List.of(row), each -> each)))
                .then();
    }

    /**
     * Makes somebody something for a part of the community, beside what they are.
     *
     * @param code tells two of one name apart; empty: the name does
     * @param scope the full name of a place or grid; empty: the whole community
     * @return fails with {@link DirectoryMistakesException} if anything is wrong with it
     */
    public Mono<Void> appoint(String name, String code, String role, String scope, int rank, String duty) {
        PeopleFile.Row added = new PeopleFile.Row(code.isEmpty() ? name : code, name, role, scope, rank, duty);
        List<String> columns = new ArrayList<>(PeopleFile.COLUMNS);
        columns.add(PeopleFile.CODE);
        return posts.rows()
                .filter(row -> row.code().equals(added.code()))
                .filter(row -> !(row.role().equals(role) && row.scope().equals(scope)))
                .collectList()
                .flatMap(own -> {
                    own.add(added);
                    return take(List.of(file("people.csv", columns, own, PeopleFile.Row::cells)));
                })
                .then();
    }

    /** Everything as files, for who wants to work on it in a spreadsheet. */
    public Mono<List<NamedFile>> export() {
        return Mono.zip(places.rows(), posts.rows().collectList()).map(both -> {
            List<String> columns = new ArrayList<>(DirectoryFile.COLUMNS);
            columns.addAll(List.of(DirectoryFile.POSITION, DirectoryFile.GRID));
            List<String> peopleColumns = new ArrayList<>(PeopleFile.COLUMNS);
            peopleColumns.add(PeopleFile.CODE);
            return List.of(
                    file("places.csv", columns, both.getT1(), DirectoryFile.Row::cells),
                    file("people.csv", peopleColumns, both.getT2(), PeopleFile.Row::cells));
        });
    }

    private static <T> NamedFile file(
            String name, List<String> columns, List<T> rows, Function<T, List<String>> cells) {
        StringBuilder text = new StringBuilder(line(columns)).append('\n');
        rows.forEach(row -> text.append(line(cells.apply(row))).append('\n'));
        return new NamedFile(name, text.toString());
    }

    private static String line(List<String> cells) {
        return CSVFormat.RFC4180.format(cells.toArray());
    }

    /** Every row as a file would have it, by what it is about. */
    private Mono<Map<String, String>> snapshot() {
        return Mono.zip(places.rows(), posts.rows().collectList()).map(both -> {
            Map<String, String> rows = new LinkedHashMap<>();
            both.getT1().forEach(row -> rows.put("place " + String.join("/", row.path()), line(row.cells())));
            both.getT2()
                    .forEach(row -> rows.put(
                            "post %s %s %s".formatted(row.code(), row.role(), row.scope()), line(row.cells())));
            return rows;
        });
    }

    private static List<Change> differences(Map<String, String> before, Map<String, String> after) {
        List<Change> changes = new ArrayList<>();
        after.forEach((key, row) -> {
            String was = before.getOrDefault(key, "");
            if (!was.equals(row)) {
                changes.add(new Change(was, row));
            }
        });
        before.forEach((key, row) -> {
            if (!after.containsKey(key)) {
                changes.add(new Change(row, ""));
            }
        });
        return changes;
    }
}
