package org.bandeng.understanding;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;
import org.bandeng.community.PlaceId;

/**
 * What staff taught besides what the scripts say, oldest first: of two lessons about the same words the later one counts.
 *
 * @param aliases names that residents have for places
 */
public record Taught(List<Example> examples, List<Alias> aliases) {

    /** Nothing yet. */
    public static final Taught NOTHING = new Taught(List.of(), List.of());

    /**
     * A lesson is about this very community: it counts like so many sentences of a script. With fewer, what is said a little
     * differently from the lesson goes on being misunderstood.
     */
    private static final int WEIGHT = 3;

    public Taught {
        examples = List.copyOf(examples);
        aliases = List.copyOf(aliases);
    }

    /** Words and the category that they are about. */
    public record Example(String words, String category) {}

    /** A name and the place that goes by it. */
    public record Alias(String name, PlaceId place) {}

    /** The sentences of the lessons, without addresses. */
    Set<String> sentences() {
        return examples.stream()
                .map(example -> PlainText.withoutAddress(example.words()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The scripts' examples with what was taught; what contradicts a lesson word for word is left out. */
    Map<String, List<String>> with(Map<String, List<String>> scripts) {
        Map<String, Example> lessons = new LinkedHashMap<>();
        examples.stream()
                .filter(example -> scripts.containsKey(example.category()))
                .forEach(example -> lessons.put(PlainText.withoutAddress(example.words()), example));
        Map<String, List<String>> all = new HashMap<>();
        scripts.forEach((category, sentences) -> all.put(
                category,
                new ArrayList<>(sentences.stream()
                        .filter(sentence -> !lessons.containsKey(PlainText.withoutAddress(sentence)))
                        .toList())));
        lessons.values().forEach(lesson -> {
            for (int i = 0; i < WEIGHT; i++) {
                all.getOrDefault(lesson.category(), new ArrayList<>()).add(lesson.words());
            }
        });
        return all;
    }

    /** The directory with the names that were taught. */
    Directory with(Directory directory) {
        if (aliases.isEmpty()) {
            return directory;
        }
        Map<String, PlaceId> names = new LinkedHashMap<>();
        aliases.forEach(alias -> names.put(alias.name(), alias.place()));
        Collection<Place> places = directory.places();
        return new Directory(
                places.stream()
                        .map(place -> place.with(Stream.concat(
                                        place.aliases().stream(),
                                        names.entrySet().stream()
                                                .filter(each -> each.getValue().equals(place.id()))
                                                .map(Map.Entry::getKey))
                                .distinct()
                                .toList()))
                        .toList(),
                directory.grids());
    }
}
