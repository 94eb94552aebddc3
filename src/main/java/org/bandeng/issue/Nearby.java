package org.bandeng.issue;

import java.util.List;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;

/** Where the same thing can be meant by two who name different places. */
final class Nearby {

    private Nearby() {}

    /**
     * The places at which a report could be about the same thing as one at {@code place}: 3号楼 and its doors for 3号楼2单元, but not
     * 3号楼1单元.
     *
     * @param spreads whether it could be anywhere in the compound
     */
    static List<Long> of(Place place, Directory directory, boolean spreads) {
        Place compound = directory.compoundOf(place);
        return directory.places().stream()
                .filter(each -> spreads
                        ? directory.isWithin(each, compound)
                        : directory.isWithin(each, place)
                                || (directory.isWithin(place, each) && each.kind() != Place.Kind.COMPOUND))
                .map(each -> each.id().value())
                .toList();
    }
}
