package org.bandeng.occasion;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bandeng.community.PlaceId;
import org.bandeng.community.StaffId;
import org.jspecify.annotations.Nullable;

/**
 * Something that people come together for.
 *
 * @param number what people call it: 活动 101
 * @param forum the id of the forum that meets; empty: none does
 * @param place who is invited: all who live there; null: the whole community
 * @param venue where it is, in words
 * @param capacity how many can come; 0: as many as want to
 * @param slots what one signs up for in particular; empty: the whole of it
 * @param code four digits by which those present sign in
 * @param convenor who opened it; null: the program
 * @param monthly whether the next one follows in a month
 * @param minutes what came of it; empty: nothing was written down
 * @param itemsIn of a drive: how many things were brought
 * @param itemsOut of a drive: how many of them were given on
 */
public record Occasion(
        long id,
        long number,
        Kind kind,
        String title,
        String forum,
        @Nullable PlaceId place,
        String venue,
        Instant startsAt,
        Instant endsAt,
        int capacity,
        List<Slot> slots,
        Status status,
        String code,
        @Nullable StaffId convenor,
        boolean monthly,
        String minutes,
        int itemsIn,
        int itemsOut) {

    /** More could not be chosen from on a phone. */
    public static final int MOST_SLOTS = 9;

    private static final Pattern SCENE = Pattern.compile("sign-in-([0-9]{3,9})");

    public Occasion {
        slots = List.copyOf(slots);
    }

    /** What a QR code says by which people sign in. */
    public String scene() {
        return "sign-in-" + number;
    }

    /** The number of the occasion whose code was scanned; empty: it is another code. */
    public static OptionalLong ofScene(String scene) {
        Matcher code = SCENE.matcher(scene);
        return code.matches() ? OptionalLong.of(Long.parseLong(code.group(1))) : OptionalLong.empty();
    }

    /** What it is. */
    public enum Kind {
        /** A forum meets: 板凳会. */
        MEETING,
        /** 便民服务日: things to book. */
        SERVICE_DAY,
        /** 冬装回收: people bring things. */
        DRIVE,
        /** 轮值: somebody opens, cleans and locks a room. */
        DUTY,
        /** Somebody goes and looks. */
        VISIT;

        /** The name in the database, in URLs and message keys. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How far it is. */
    public enum Status {
        PLANNED,
        /** It is being held. */
        OPEN,
        CLOSED,
        CANCELLED;

        /** The name in the database and in message keys. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether somebody can still come. */
        public boolean isToCome() {
            return this == PLANNED || this == OPEN;
        }
    }

    /**
     * Something that one signs up for.
     *
     * @param capacity how many can
     */
    public record Slot(String name, int capacity) {}
}
