package org.bandeng.studio;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as it should go.
 *
 * @param file and {@code line}: where it stands
 * @param dialog the script that it is about
 * @param title what it shows
 * @param now when it begins, in the community's zone
 * @param home where the resident lives, as they would say it; empty: not known
 * @param event what happens at its beginning; empty: the resident just writes
 * @param given what is known of that event
 * @param offered the tickets that the event offers to choose from, caption by number
 * @param known answers that the script has already, as the resident would give them: the story starts in the middle
 * @param outcome what comes of what the script has done outside, by name
 */
record Story(
        String file,
        int line,
        String dialog,
        String title,
        LocalDateTime now,
        String home,
        String event,
        Map<String, String> given,
        Map<String, String> offered,
        Map<String, String> known,
        Map<String, String> outcome,
        List<Turn> turns) {

    /**
     * One turn of it.
     *
     * @param words what the resident says; null: something else happens
     * @param picture whether they send a picture
     * @param after how long nobody says anything; null: they do
     * @param bot what the bot says, each exactly, or as a regular expression between slashes
     * @param does what is done outside, in order
     * @param opens the ticket that is opened; null: none
     */
    record Turn(
            int line,
            @Nullable String words,
            boolean picture,
            @Nullable String position,
            @Nullable Duration after,
            List<String> bot,
            List<String> does,
            @Nullable Map<String, String> opens) {}
}
