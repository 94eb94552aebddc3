package org.bandeng.conversation;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;
import org.bandeng.community.PlaceId;
import org.bandeng.community.Position;
import org.bandeng.dialog.Corrections;
import org.bandeng.dialog.Engine;
import org.bandeng.dialog.HeardPlace;
import org.bandeng.dialog.HeardTime;
import org.bandeng.dialog.Input;
import org.bandeng.dialog.Reading;
import org.bandeng.dialog.Script;
import org.bandeng.dialog.TalkState;
import org.bandeng.text.Markup;
import org.bandeng.understanding.PlaceReading;
import org.bandeng.understanding.TimeReading;
import org.bandeng.understanding.Understood;
import org.jspecify.annotations.Nullable;

/**
 * Reads residents' words for the dialogs.
 *
 * @param home where the resident lives; null: not known
 * @param now in the community's zone
 * @param opinion what somebody outside takes them to be about; empty: nobody was asked, or knew
 */
public record Ears(
        Edition edition, Directory directory, @Nullable Home home, LocalDateTime now, String opinion) {

    /** Nobody outside was asked. */
    public Ears(Edition edition, Directory directory, @Nullable Home home, LocalDateTime now) {
        this(edition, directory, home, now, "");
    }

    /**
     * Reads words said at some point of a conversation.
     *
     * @param tapped the id of the tapped answer; empty: typed
     */
    public Input.Words hear(String said, String tapped, TalkState talk) {
        String text = Markup.removed(said);
        Optional<String> right = Corrections.in(text).filter(rest -> !rest.isBlank());
        Understood understood =
                edition.understanding().understand(right.orElse(text), directory, inMind(talk, right.isPresent()), now);
        if (understood.alarm().isEmpty() && understood.requests().size() > 1) {
            return several(text, tapped, talk, understood);
        }
        return new Input.Words(text, tapped, reading(text, understood));
    }

    private Reading reading(String text, Understood understood) {
        TimeReading time = understood.time();
        String matter = understood
                .sureCategory()
                .filter(name -> edition.scripts().named(name).isPresent())
                .or(() -> question(text))
                .or(() -> edition.scripts().named(opinion).map(Script::name))
                .orElse("");
        return new Reading(
                Home.heard(text, understood.place(), home),
                time == null ? null : new HeardTime(time.value(), time.text(), time.past()),
                matter,
                understood.alarm(),
                matter.isEmpty() ? understood.likelyCategories() : List.of(),
                List.of());
    }

    /** What has an answer is a question, even if nobody was sure of that by itself. */
    private Optional<String> question(String text) {
        return edition.answering()
                .filter(script -> edition.understanding().answer(text).isPresent())
                .map(Script::name);
    }

    /** The first of several requests, under all the words, with the others beside it; a place told of one is that of all. */
    private Input.Words several(String text, String tapped, TalkState talk, Understood whole) {
        HeardPlace place = Home.heard(text, whole.place(), home);
        List<Input.Words> heard = whole.requests().stream()
                .map(each -> one(each, talk))
                .map(each -> each.reading().place().named()
                        ? each
                        : new Input.Words(
                                each.text(), each.tapped(), each.reading().at(place)))
                .toList();
        Reading first = heard.get(0).reading();
        return new Input.Words(text, tapped, first.and(heard.subList(1, heard.size())));
    }

    private Input.Words one(String words, TalkState talk) {
        Understood understood = edition.understanding().understand(words, directory, inMind(talk, false), now);
        // Nobody outside was asked about a part.
        return new Input.Words(words, "", new Ears(edition, directory, home, now).reading(words, understood));
    }

    /**
     * A position shared from the map: the place that its label names, else the one that is near.
     *
     * @param position longitude and latitude in degrees, with a comma between
     */
    public Input.Position position(String label, String position) {
        PlaceReading named =
                edition.understanding().understand(label, directory, null, now).place();
        PlaceReading place = named.named()
                ? named
                : Position.parse(position)
                        .map(at -> edition.understanding().at(at, directory))
                        .orElse(named);
        return new Input.Position(label, position, Home.heard(place));
    }

    /** The place that the conversation speaks of: what is said next may be a part of it; if it is wrong, it is a neighbour of it. */
    private @Nullable Place inMind(TalkState talk, boolean wrong) {
        String id = Engine.placeInMind(edition.scripts(), talk);
        Place place = id.isEmpty()
                ? null
                : directory.place(new PlaceId(Long.parseLong(id))).orElse(null);
        if (place == null || !wrong || place.kind() != Place.Kind.UNIT || place.parent() == null) {
            return place;
        }
        return directory.place(place.parent()).orElse(place);
    }
}
