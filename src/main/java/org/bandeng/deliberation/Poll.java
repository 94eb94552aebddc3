package org.bandeng.deliberation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A vote as it may be shown: how it stands only when it is over.
 *
 * @param turnout how many have voted
 * @param count null: it is still open
 * @param slips the published list; empty while it is open
 */
public record Poll(Ballot ballot, long turnout, @Nullable Count count, List<Ballots.Slip> slips) {

    public Poll {
        slips = List.copyOf(slips);
    }

    /** Whether votes are still taken. */
    public boolean isOpen() {
        return count == null;
    }
}
