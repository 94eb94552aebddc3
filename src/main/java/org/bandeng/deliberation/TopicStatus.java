package org.bandeng.deliberation;

import java.util.Locale;

/** Where a topic stands. */
public enum TopicStatus {
    /** 附议中: neighbours say whether they want it deliberated. */
    COLLECTING,
    /** 待审: enough want it; the convenor looks at it. */
    SUBMITTED,
    /** 不上会: with a reason that everybody can read. */
    REFUSED,
    /** 已排期: it is known when and where it is deliberated. */
    SCHEDULED,
    /** 表决中: until the end of the vote. */
    VOTING,
    /** 已议定: what was decided is being carried out. */
    DECIDED,
    /** 已落实: what was decided is done, and those concerned were told and asked. */
    REPORTED,
    /** The end of one that was carried out. */
    CLOSED,
    /** 没议成: it was deliberated, and nothing was decided. */
    NOT_DECIDED,
    /** Taken back. */
    WITHDRAWN;

    /** Whether somebody still has to do something. */
    public boolean isOpen() {
        return this == COLLECTING || this == SUBMITTED || this == SCHEDULED || this == VOTING || this == DECIDED;
    }

    /** The name in the database. */
    public String stored() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name in URLs, notices and message keys. */
    public String code() {
        return stored().replace('_', '-');
    }

    static TopicStatus ofStored(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }
}
