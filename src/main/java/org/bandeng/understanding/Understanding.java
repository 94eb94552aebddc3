package org.bandeng.understanding;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;
import org.bandeng.community.Position;
import org.jspecify.annotations.Nullable;

/** Reads residents' words. */
public interface Understanding {

    /**
     * Reads one message.
     *
     * @param words as written or spoken
     * @param directory the places that there are
     * @param within a place already named, in whose light 2单元 alone makes sense; null: none
     * @param now when they were said, in the community's zone
     */
    Understood understand(String words, Directory directory, @Nullable Place within, LocalDateTime now);

    /** What words are about, whoever says them and wherever: all categories, the most probable first. */
    List<Understood.Guess> categories(String words);

    /** The answer that is asked for; empty if none is, or it is not clear which. */
    Optional<Faq.Entry> answer(String words);

    /** Whether somebody who reported a danger says that there was none, or that it is over. */
    boolean callsOff(String words);

    /** Compares what residents say. */
    Likeness likeness();

    /** The place that words name, whatever was spoken of before. */
    PlaceReading place(String words, Directory directory);

    /** The place at a position that somebody shared; several if it could be any of them, none if nothing is near. */
    PlaceReading at(Position position, Directory directory);

    /** Learns whatever is to be learned, so that nobody's message has to wait for it; takes seconds, the very first time more. */
    default void prepare() {}
}
