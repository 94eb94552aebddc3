package org.bandeng.community;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A point on the map.
 *
 * @param longitude in degrees
 * @param latitude in degrees
 */
public record Position(double longitude, double latitude) {

    private static final Pattern WRITTEN = Pattern.compile("(-?[0-9]{1,3}\\.[0-9]+)[ ,，]+(-?[0-9]{1,2}\\.[0-9]+)");
    private static final double EARTH_RADIUS_METRES = 6_371_000;

    /** Reads {@code 113.0100 28.2000}: longitude first, as maps in China copy it; empty if it is none. */
    public static Optional<Position> parse(String text) {
        Matcher written = WRITTEN.matcher(text.strip());
        if (!written.matches()) {
            return Optional.empty();
        }
        double longitude = Double.parseDouble(written.group(1));
        double latitude = Double.parseDouble(written.group(2));
        return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90
                ? Optional.of(new Position(longitude, latitude))
                : Optional.empty();
    }

    /** The distance over ground. */
    public double metresTo(Position other) {
        double north = Math.toRadians(other.latitude - latitude);
        double east =
                Math.toRadians(other.longitude - longitude) * Math.cos(Math.toRadians((latitude + other.latitude) / 2));
        return Math.hypot(north, east) * EARTH_RADIUS_METRES;
    }
}
