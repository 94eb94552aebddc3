package org.bandeng.ticket;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules of 派单 ({@code routing.yaml}): what goes to whom, how long each level has, and what happens when it is over.
 *
 * @param rungs the levels that there are
 * @param urgent how long each level has for what is urgent; counted by the clock, not by the office's hours
 * @param remindPercent how much of a time limit is used up when somebody is reminded, in percent
 * @param routes first that fits decides
 * @param after what follows a resolution
 * @param reasons why something cannot be done, in words for residents
 * @param photo categories that are not resolved without a picture of what was done
 * @param longestWait for how long a ticket may wait for something at most
 */
public record Routing(
        Map<Level, Rung> rungs,
        Limits urgent,
        int remindPercent,
        List<Route> routes,
        After after,
        List<String> reasons,
        Set<String> photo,
        Duration longestWait) {

    /** Without a file: the office of the place has everything, the community's stands above it. */
    public static final Routing DEFAULT = new Routing(
            Map.of(
                    Level.COMPOUND, new Rung("", "", new Limits(Duration.ofHours(2), Duration.ofHours(24))),
                    Level.COMMUNITY, new Rung("", "", new Limits(Duration.ofHours(2), Duration.ofHours(24)))),
            new Limits(Duration.ofMinutes(15), Duration.ofHours(4)),
            75,
            List.of(new Route(Set.of(), Set.of(), null, null, Level.COMPOUND, "", null)),
            new After(Duration.ofDays(1), Duration.ofDays(3), 50, Duration.ofDays(28)),
            List.of("这件事不归我们管"),
            Set.of(),
            Duration.ofDays(10));

    public Routing {
        rungs = new EnumMap<>(rungs);
        routes = List.copyOf(routes);
        reasons = List.copyOf(reasons);
        photo = Set.copyOf(photo);
    }

    /**
     * How long something may take.
     *
     * @param accept from when it is given to a level until somebody there accepts it
     * @param resolve from when it is given to a level until it is resolved there; not shorter than {@code accept}
     */
    public record Limits(Duration accept, Duration resolve) {}

    /**
     * A level.
     *
     * @param role what people of the directory who are asked there are called, such as 红管家; empty: nobody is asked in person
     * @param office who answers there; empty: whoever the directory or the settings name
     */
    public record Rung(String role, String office, Limits limits) {}

    /**
     * A rule.
     *
     * @param categories for which; empty: for any
     * @param places in which, by their full names; empty: in any
     * @param urgent only for what is urgent, or only for what is not; null: for both
     * @param open only while the office is open, or only while it is not; null: always
     * @param role who is asked, instead of the level's; empty: the level's
     * @param limits instead of the level's; null: the level's
     */
    public record Route(
            Set<String> categories,
            Set<String> places,
            @Nullable Boolean urgent,
            @Nullable Boolean open,
            Level level,
            String role,
            @Nullable Limits limits) {
        public Route {
            categories = Set.copyOf(categories);
            places = Set.copyOf(places);
        }

        boolean fits(String category, List<String> around, boolean isUrgent, boolean isOpen) {
            return (categories.isEmpty() || categories.contains(category))
                    && (places.isEmpty() || around.stream().anyMatch(places::contains))
                    && (urgent == null || urgent == isUrgent)
                    && (open == null || open == isOpen);
        }
    }

    /**
     * What follows a resolution, in days and hours of the calendar.
     *
     * @param remind when who reported it is asked once more
     * @param unconfirmed when it ends as {@link Outcome#UNCONFIRMED}
     * @param share how many must say that it is fixed, in percent: of those who were asked, and in the end of those who
     *     answered
     * @param check when it is asked whether it is still fixed; zero: never
     */
    public record After(Duration remind, Duration unconfirmed, int share, Duration check) {}

    /**
     * The rule for something.
     *
     * @param around the full names of its place and of those around it
     * @return empty: no rule fits, a dispatcher decides
     */
    Optional<Route> route(String category, List<String> around, boolean isUrgent, boolean isOpen) {
        return routes.stream()
                .filter(route -> route.fits(category, around, isUrgent, isOpen))
                .findFirst();
    }

    /** The next level up; empty: there is none. */
    public Optional<Level> above(Level level) {
        return Stream.of(Level.values())
                .filter(higher -> higher.compareTo(level) > 0 && rungs.containsKey(higher))
                .findFirst();
    }

    Rung rung(Level level) {
        return Objects.requireNonNull(
                rungs.getOrDefault(level, rungs.getOrDefault(Level.COMMUNITY, DEFAULT.rungs.get(Level.COMMUNITY))));
    }
}
