package org.bandeng.issue;

import io.r2dbc.spi.Readable;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;
import org.bandeng.understanding.Gist;
import org.bandeng.understanding.Likeness;
import org.jspecify.annotations.Nullable;

/** The gists of tickets, from what was kept of them. */
final class Gists {

    /** What a query must select for {@link #of}. */
    static final String COLUMNS = " t.words, t.summary, g.meaning ";

    static final String FROM = " from ticket t left join ticket_gist g on g.ticket_id = t.id ";

    /** 报修, 停水: the word that starts a dialog says less than what was asked for then. */
    private static final int TELLING = 5;

    private static final Pattern LABELS = Pattern.compile("[：，。\\s]+");

    private Gists() {}

    static Gist of(Readable row, Likeness likeness) {
        String text = text(row.get("words", String.class), row.get("summary", String.class));
        ByteBuffer kept = row.get("meaning", ByteBuffer.class);
        return kept == null ? likeness.gist(text) : likeness.gist(text, bytes(kept));
    }

    /** What a ticket is compared by: what the resident began with, or, if that says little, what became of it. */
    static String text(@Nullable String words, @Nullable String summary) {
        String said = words == null ? "" : words;
        return said.length() >= TELLING || summary == null
                ? said
                : LABELS.matcher(summary).replaceAll(" ");
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
