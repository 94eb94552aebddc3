package org.bandeng.conversation;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bandeng.dialog.Notices;
import org.bandeng.dialog.Script;
import org.bandeng.dialog.Scripts;
import org.bandeng.dialog.yaml.DialogFiles;
import org.bandeng.learning.Lessons;
import org.bandeng.understanding.Taught;
import org.bandeng.yaml.Problem;
import org.bandeng.yaml.ProblemsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The dialogs that residents meet now; a new edition takes the place of the old one as a whole. */
@Component
public class Dialogs {

    private static final Logger LOG = LoggerFactory.getLogger(Dialogs.class);

    private final Path folder;
    private volatile Taught taught;
    private volatile Edition present;
    private volatile @Nullable Refused refused;

    Dialogs(DialogProperties properties, DialogVersions versions, Lessons lessons, Clock clock) {
        folder = properties.path().toAbsolutePath().normalize();
        // Nothing runs yet that could be kept waiting.
        taught = lessons.taught().blockOptional().orElse(Taught.NOTHING);
        present = begin(versions, clock).knowing(taught);
        present.understanding().prepare();
    }

    /**
     * An edition that residents do not meet, because something is wrong with it.
     *
     * @param at when it was refused
     */
    public record Refused(List<Problem> problems, Instant at) {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /**
     * The folder, or, if something is wrong with it, what was published last: a slip in a file that was noticed while the program
     * ran must not keep it from starting again.
     */
    private Edition begin(DialogVersions versions, Clock clock) {
        try {
            Edition inFolder = Edition.read(folder);
            lastGood(versions).ifPresent(last -> DialogPublisher.walk(inFolder, last));
            return inFolder;
        } catch (ProblemsException broken) {
            Edition last = lastGood(versions).orElseThrow(() -> broken);
            refuse(new Refused(broken.problems(), Instant.now(clock)));
            return last;
        }
    }

    private Optional<Edition> lastGood(DialogVersions versions) {
        Set<String> files = DialogFiles.names(folder);
        // Nothing runs yet that could be kept waiting.
        Map<String, String> texts = versions.latest(files).blockOptional().orElse(Map.of());
        try {
            return texts.isEmpty() ? Optional.empty() : Optional.of(Edition.of(name(), texts));
        } catch (ProblemsException e) {
            return Optional.empty();
        }
    }

    Path folder() {
        return folder;
    }

    /** The folder's name, as problems are told with it. */
    String name() {
        return String.valueOf(folder.getFileName());
    }

    /** The edition of this moment; take it once a turn, so that a turn has only one. */
    public Edition edition() {
        return present;
    }

    public Scripts scripts() {
        return edition().scripts();
    }

    public Notices notices() {
        return edition().notices();
    }

    /** What is in the folder and was refused; null: residents meet what is in the folder. */
    public @Nullable Refused refused() {
        return refused;
    }

    /** Residents who begin now meet the new edition; who is in the middle goes on with the texts that they began with. */
    void publish(Edition next) {
        Edition knowing = next.knowing(taught);
        knowing.understanding().prepare();
        synchronized (this) {
            present = knowing.with(knowing.scripts().withOlderOf(present.scripts()));
            refused = null;
        }
    }

    /** What staff taught; it is learned now, and from then on residents are understood by it. */
    void teach(Taught lessons) {
        present.knowing(lessons).understanding().prepare();
        synchronized (this) {
            taught = lessons;
            // What came while it was learned is kept.
            present = present.knowing(lessons);
        }
    }

    Taught taught() {
        return taught;
    }

    /** Conversations may have begun with these, too. */
    synchronized void remember(List<Script> older) {
        present = present.with(present.scripts().withOlder(older));
    }

    void refuse(Refused edition) {
        refused = edition;
        edition.problems().forEach(problem -> LOG.error("Not published: {}", problem));
        LOG.error("Residents go on with the dialogs that were published last; mend these places and save.");
    }
}
