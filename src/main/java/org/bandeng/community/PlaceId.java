package org.bandeng.community;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Our own id of a place. */
public record PlaceId(long value) {

    private static final Pattern SCENE = Pattern.compile("place-([0-9]{1,18})");

    /** The scene of the QR code at the place's door; at most 64 characters, as WeChat wants it. */
    public String scene() {
        return "place-" + value;
    }

    /** The place whose code has that scene; empty if it is no place's. */
    public static Optional<PlaceId> ofScene(String scene) {
        Matcher named = SCENE.matcher(scene);
        return named.matches() ? Optional.of(new PlaceId(Long.parseLong(named.group(1)))) : Optional.empty();
    }
}
