package org.bandeng.community;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The made-up community 幸福里 of the sandbox, without a database. */
public final class DemoDirectory {

    private DemoDirectory() {}

    public static Directory read() {
        try (var csv = Files.newBufferedReader(Path.of("src/main/resources/community/demo.csv"))) {
            return of(DirectoryFile.read("demo.csv", csv));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
                Place place = new Place(
                        places.containsKey(path) ? places.get(path).id() : new PlaceId(ordered.size() + 1L),
                        parent == null ? null : parent.id(),
                        row.kinds().get(depth - 1),
                        path.get(depth - 1),
                        String.join("", path),
                        last ? row.aliases() : List.of(),
                        office);
                places.put(path, place);
                ordered.removeIf(each -> each.id().equals(place.id()));
                ordered.add(place);
            }
        }
        return new Directory(ordered);
    }
}
