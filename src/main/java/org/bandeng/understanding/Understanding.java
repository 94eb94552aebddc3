package org.bandeng.understanding;

import org.bandeng.community.Directory;
import org.bandeng.community.Place;
import org.jspecify.annotations.Nullable;

/** Reads residents' words. */
public interface Understanding {

    /**
     * Reads one message.
     *
     * @param words as written or spoken
     * @param directory the places that there are
     * @param within a place already named, in whose light 2单元 alone makes sense; null: none
     */
    Understood understand(String words, Directory directory, @Nullable Place within);
}
