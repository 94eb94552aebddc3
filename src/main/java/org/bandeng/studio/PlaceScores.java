package org.bandeng.studio;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bandeng.community.Place;
import org.bandeng.understanding.PlaceReading;
import org.bandeng.understanding.Understood;

/** How well places were read: what was meant beside what was understood. */
final class PlaceScores {

    private PlaceScores() {}

    /** The share that is right in everything, in the place, and in floor and room, and each reading that is wrong. */
    static Map<String, Object> of(List<Map<String, String>> rows, List<Understood> understood) {
        int exact = 0;
        int places = 0;
        int doors = 0;
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Map<String, String> row = rows.get(i);
            PlaceReading reading = understood.get(i).place();
            boolean place = row.getOrDefault("place", "").equals(written(reading));
            String door = row.getOrDefault("floor", "") + "/" + row.getOrDefault("room", "");
            String read = reading.floor() + "/" + reading.room();
            places += place ? 1 : 0;
            doors += door.equals(read) ? 1 : 0;
            exact += place && door.equals(read) ? 1 : 0;
            if (!place || !door.equals(read)) {
                wrong.add("%s [%s]: %s %s instead of %s %s"
                        .formatted(
                                row.get("text"),
                                row.getOrDefault("within", ""),
                                written(reading),
                                read,
                                row.getOrDefault("place", ""),
                                door));
            }
        }
        Map<String, Object> scores = new LinkedHashMap<>();
        scores.put("exact", (double) exact / rows.size());
        scores.put("place", (double) places / rows.size());
        scores.put("floorAndRoom", (double) doors / rows.size());
        scores.put("wrong", wrong);
        return scores;
    }

    private static String written(PlaceReading reading) {
        return reading.places().isEmpty()
                ? reading.named() ? "?" : ""
                : reading.places().stream().map(Place::fullName).collect(Collectors.joining("|"));
    }
}
