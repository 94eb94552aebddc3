package org.bandeng.community;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A part of the community as it is looked after: a branch 支部, a grid 网格 of it, a micro-grid 微网格 of that.
 *
 * @param parent null for a branch
 * @param fullName with those around it: 梦园支部/第一网格/3号微网格
 */
public record Grid(GridId id, @Nullable GridId parent, Kind kind, String name, String fullName) {

    /** Between the names of a full name. */
    public static final String SEPARATOR = "/";

    /** The kinds, from the largest to the smallest. */
    public enum Kind {
        BRANCH,
        GRID,
        MICRO_GRID;

        String stored() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
