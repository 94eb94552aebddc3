package org.bandeng.inbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bandeng.community.Place;
import org.bandeng.community.PlaceId;
import org.bandeng.community.Places;
import org.bandeng.conversation.Dialogs;
import org.bandeng.dialog.Script;
import org.bandeng.ticket.Ticket;
import org.bandeng.understanding.PlaceReading;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What staff can put right about a ticket: the categories that there are, the places, and what residents call them. */
@Component
class Corrections {

    /** As many as a person takes in at once. */
    private static final int GUESSES = 2;

    private static final int PLACES = 20;

    /** Begins with no number, or it would be one of a house: 老锅炉房, but not 3号公寓. */
    private static final Pattern NAME = Pattern.compile("\\p{IsHan}[\\p{L}\\p{N}·]{2,19}");

    private final Dialogs dialogs;
    private final Places places;

    Corrections(Dialogs dialogs, Places places) {
        this.dialogs = dialogs;
        this.places = places;
    }

    /** Every matter that residents can bring: its title by its name. */
    Map<String, String> categories() {
        Map<String, String> titles = new LinkedHashMap<>();
        dialogs.scripts().all().stream()
                .filter(Script::isMatter)
                .forEach(script -> titles.put(script.name(), script.head().title()));
        return titles;
    }

    /** What the ticket could be besides what it is, most probable first. */
    Map<String, String> guesses(Ticket ticket) {
        Map<String, String> titles = categories();
        List<String> likely = new ArrayList<>(
                ticket.words().isEmpty() ? List.of() : dialogs.edition().categoriesOf(ticket.words()));
        likely.remove(ticket.category());
        Map<String, String> guesses = new LinkedHashMap<>();
        likely.stream()
                .filter(titles::containsKey)
                .limit(GUESSES)
                .forEach(category -> guesses.put(category, titles.getOrDefault(category, "")));
        return guesses;
    }

    /** The names of places with all of the words in them. */
    Mono<List<String>> placesLike(String text) {
        String[] words = text.strip().split("\\s+");
        return places.directory().map(directory -> directory.places().stream()
                .map(Place::fullName)
                .filter(name -> List.of(words).stream().allMatch(name::contains))
                .limit(PLACES)
                .toList());
    }

    /** The place of that full name. */
    Mono<Place> place(String fullName) {
        return places.directory()
                .flatMap(directory -> Mono.justOrEmpty(directory.places().stream()
                        .filter(place -> place.fullName().equals(fullName.strip()))
                        .findFirst()));
    }

    /** The place of that full name, or the only one that such words name when residents say them. */
    Mono<Place> placeSaid(String words) {
        return place(words).switchIfEmpty(Mono.defer(() -> places.directory().flatMap(directory -> {
            List<Place> read = dialogs.edition().placeIn(words, directory).places();
            return read.size() == 1 ? Mono.just(read.get(0)) : Mono.empty();
        })));
    }

    /** The full name of every place. */
    Mono<Map<PlaceId, String>> placeNames() {
        return places.directory()
                .map(directory -> directory.places().stream().collect(Collectors.toMap(Place::id, Place::fullName)));
    }

    /** Whether residents can be understood to mean one place by a name, and nothing else. */
    Mono<Boolean> canBeName(String name, Place place) {
        if (!NAME.matcher(name).matches() || dialogs.edition().isOrdinary(name)) {
            return Mono.just(false);
        }
        return places.directory().map(directory -> {
            PlaceReading read = dialogs.edition().placeIn(name, directory);
            return !read.named() || read.places().equals(List.of(place));
        });
    }
}
