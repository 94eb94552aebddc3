package org.bandeng.deliberation;

import java.util.List;
import java.util.Locale;
import org.bandeng.community.Place;

/**
 * Who deliberates together, such as 邻里议事会 or 板凳会 ({@code forums.yaml}).
 *
 * @param id by which topics know it
 * @param reach how far around a place its topics concern people
 * @param convenor who calls it together
 * @param parties who sits at the table beside the residents, as the file names them
 * @param support how many homes must support a topic before it is looked at; 0: none, it is looked at at once
 */
public record Forum(String id, String name, Reach reach, String convenor, List<String> parties, int support) {

    public Forum {
        parties = List.copyOf(parties);
    }

    /** How far a topic reaches. */
    public enum Reach {
        UNIT,
        BUILDING,
        COMPOUND,
        COMMUNITY;

        /** The name in the file. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether the topics of a forum are about places of that kind; those of a community are about no place of it. */
        public boolean isOf(Place.Kind kind) {
            return name().equals(kind.name());
        }
    }
}
