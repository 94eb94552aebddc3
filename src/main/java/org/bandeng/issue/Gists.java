package org.bandeng.issue;

import io.r2dbc.spi.Readable;
import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bandeng.understanding.Gist;
import org.bandeng.understanding.Likeness;
import org.bandeng.understanding.PersonalData;
import org.jspecify.annotations.Nullable;

/** What tickets are compared by. */
final class Gists {

    /** What a query must select for {@link #kept}. */
    static final String COLUMNS = " t.words, t.summary, g.text, g.meaning ";

    static final String FROM = " from ticket t left join ticket_gist g on g.ticket_id = t.id ";

    /** What was chosen first stands at the beginning of a summary: 停水、水小，整栋楼：5号楼没水了. */
    private static final Pattern CHOSEN = Pattern.compile("^([^，：]{1,12})[，：].*", Pattern.DOTALL);

    private static final int LONGEST = 300;

    private Gists() {}

    /**
     * What the database has of a ticket's gist.
     *
     * @param text what it is compared by; null: that is still to be made of the words
     */
    record Kept(String words, String summary, @Nullable String text, byte[] meaning) {

        /** Takes some milliseconds if it was not kept; not for the threads that wait for the database. */
        Gist gist(Likeness likeness) {
            return text == null ? likeness.gist(told()) : likeness.gist(text, meaning);
        }

        /** The words that it is compared by. */
        String told() {
            return text == null ? Gists.text(words, summary) : text;
        }
    }

    static Kept kept(Readable row) {
        ByteBuffer meaning = row.get("meaning", ByteBuffer.class);
        return new Kept(
                row.get("words", String.class),
                row.get("summary", String.class),
                meaning == null ? null : row.get("text", String.class),
                meaning == null ? new byte[0] : bytes(meaning));
    }

    /** What was chosen, and what the resident began with; nothing of who it was. */
    static String text(String words, String summary) {
        Matcher chosen = CHOSEN.matcher(summary);
        String said = words.isBlank() ? summary : words;
        String told = PersonalData.without(said.length() <= LONGEST ? said : said.substring(0, LONGEST));
        return chosen.matches() ? chosen.group(1) + " " + told : told;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
