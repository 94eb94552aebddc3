package org.bandeng.community;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place of the community.
 *
 * @param parent the place it is in; null for a compound
 * @param name as on the sign: 幸福里, 3号楼, 2单元, 东门
 * @param fullName with the places around it: 幸福里3号楼2单元
 * @param aliases what people call it besides
 * @param position on the map; null: not known
 * @param grid the smallest part of the grid that it is in; null: in none
 * @param office who answers for it; empty if nobody was named for it or any place around it
 */
public record Place(
        PlaceId id,
        @Nullable PlaceId parent,
        Kind kind,
        String name,
        String fullName,
        List<String> aliases,
        @Nullable Position position,
        @Nullable GridId grid,
        String office) {

    public Place {
        aliases = List.copyOf(aliases);
    }

    /** The same, called by other names. */
    public Place with(List<String> otherAliases) {
        return new Place(id, parent, kind, name, fullName, otherAliases, position, grid, office);
    }

    /** What a place is. */
    public enum Kind {
        COMPOUND,
        BUILDING,
        UNIT,
        /** A gate, a garage, a square: anything with a name of its own. */
        SPOT
    }
}
