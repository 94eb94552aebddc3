package org.bandeng.community;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;

/** Directories straight from their files, without a database: for trying out scripts. */
public final class FileDirectory {

    private FileDirectory() {}

    /** The made-up community 幸福里 of the sandbox. */
    public static Directory demo() {
        ClassPathResource demo = new ClassPathResource("community/demo.csv");
        try (Reader csv = new InputStreamReader(demo.getInputStream(), StandardCharsets.UTF_8)) {
            return of(read(CsvFile.read("demo.csv", csv)));
        } catch (IOException e) {
            throw new UncheckedIOException("The packaged demo.csv cannot be read", e);
        }
    }

    /**
     * The directory of a file.
     *
     * @throws DirectoryMistakesException with every mistake in it
     */
    public static Directory read(Path file) {
        try (Reader csv = Files.newBufferedReader(file)) {
            return of(read(CsvFile.read(String.valueOf(file.getFileName()), csv)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private static List<DirectoryFile.Row> read(CsvFile file) {
        List<DirectoryFile.Row> rows = DirectoryFile.read(file);
        if (!file.mistakes().isEmpty()) {
            throw new DirectoryMistakesException(file.mistakes());
        }
        return rows;
    }

    private static Directory of(List<DirectoryFile.Row> rows) {
        Map<List<String>, Place> places = new HashMap<>();
        List<Place> ordered = new ArrayList<>();
        for (DirectoryFile.Row row : rows) {
            for (int depth = 1; depth <= row.path().size(); depth++) {
                List<String> path = row.path().subList(0, depth);
                Place parent = places.get(path.subList(0, depth - 1));
                boolean last = depth == row.path().size();
                if (places.containsKey(path) && !last) {
                    continue;
                }
                String office = last && !row.office().isEmpty() ? row.office() : parent == null ? "" : parent.office();
                @Nullable Place before = places.get(path);
                Place place = new Place(
                        before == null ? new PlaceId(ordered.size() + 1L) : before.id(),
                        parent == null ? null : parent.id(),
                        row.kinds().get(depth - 1),
                        path.get(depth - 1),
                        String.join("", path),
                        last ? row.aliases() : List.of(),
                        last ? row.position() : null,
                        null,
                        office);
                places.put(path, place);
                ordered.removeIf(each -> each.id().equals(place.id()));
                ordered.add(place);
            }
        }
        return new Directory(ordered);
    }
}
