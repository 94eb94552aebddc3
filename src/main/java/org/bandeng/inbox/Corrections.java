package org.bandeng.inbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;
import org.bandeng.community.PlaceId;
import org.bandeng.community.Places;
import org.bandeng.conversation.Dialogs;
import org.bandeng.dialog.Script;
import org.bandeng.ticket.Ticket;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What staff can put right about a ticket: the categories that there are, the places, and what residents call them. */
@Component
class Corrections {

    /** As many as a person takes in at once. */
    private static final int GUESSES = 2;

    private static final int PLACES = 20;
    private static final int LONGEST_NAME = 20;

    /** A name of two characters at least, and not a number alone: 老锅炉房, but not 3号. */
    private static final Pattern NAME = Pattern.compile("(?=.*\\p{L}.*\\p{L})[\\p{L}\\p{N}·]{2,}");

    private static final Pattern NUMBERED = Pattern.compile("[第0-9０-９a-zA-Z一二三四五六七八九十]*(?:号楼|号|栋|幢|座|单元|层|楼|室|门)?");

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

    /** The full name of every place. */
    Mono<Map<PlaceId, String>> placeNames() {
        return places.directory()
                .map(directory -> directory.places().stream().collect(Collectors.toMap(Place::id, Place::fullName)));
    }

    /** Whether residents can be understood to mean one place by a name. */
    Mono<Boolean> canBeName(String name, Place place) {
        boolean fit = name.length() <= LONGEST_NAME
                && NAME.matcher(name).matches()
                && !NUMBERED.matcher(name).matches();
        return fit ? places.directory().map(directory -> isFree(name, place, directory)) : Mono.just(false);
    }

    private static boolean isFree(String name, Place place, Directory directory) {
        return directory.places().stream()
                .filter(each -> !each.id().equals(place.id()))
                .noneMatch(each -> each.name().equals(name)
                        || each.fullName().equals(name)
                        || each.aliases().contains(name));
    }

    /** What the resident called the place, if the directory did not know it. */
    static String suggestedName(Ticket ticket) {
        return Optional.of(ticket.placeText())
                .filter(text -> ticket.place() == null && text.length() <= LONGEST_NAME)
                .filter(text ->
                        NAME.matcher(text).matches() && !NUMBERED.matcher(text).matches())
                .orElse("");
    }
}
