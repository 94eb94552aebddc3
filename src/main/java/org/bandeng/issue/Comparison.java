package org.bandeng.issue;

import org.bandeng.understanding.Likeness;

/** How tickets are compared at this moment; the dialogs know. */
public interface Comparison {

    Likeness likeness();

    /** Whether one cause of such a matter is felt all over a compound, as of a power cut; else it is at one place. */
    boolean spreads(String category);
}
