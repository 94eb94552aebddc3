package org.bandeng.ticket;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bandeng.yaml.Nearest;
import org.bandeng.yaml.Problem;
import org.bandeng.yaml.YamlFile;
import org.bandeng.yaml.YamlMap;
import org.jspecify.annotations.Nullable;

/** Reads {@code routing.yaml}. */
public final class RoutingFile {

    private static final int MOST_REASONS = 9;

    /** Room for a number and an end of line each within 400 characters. */
    private static final int LONGEST_REASONS = 360;

    private static final List<String> LEVELS =
            Stream.of(Level.values()).map(Level::code).toList();
    private static final Pattern SPAN = Pattern.compile("([0-9]{1,4})(m|h|d)");
    private static final Duration LONGEST = Duration.ofDays(366);

    /** In working time: with an hour a day it is still over within {@link org.bandeng.community.WorkingTime}'s horizon. */
    private static final Duration LONGEST_WORKING = Duration.ofHours(200);

    private final Collection<String> categories;
    private final Map<Level, Routing.Rung> rungs = new EnumMap<>(Level.class);

    private RoutingFile(Collection<String> categories) {
        this.categories = categories;
    }

    /**
     * Reads the rules.
     *
     * @param categories the names of the scripts that open tickets
     * @param problems what is wrong in it is added here
     */
    public static Routing read(String name, String text, Collection<String> categories, List<Problem> problems) {
        YamlFile file = new YamlFile(name);
        Routing routing =
                file.read(text).map(new RoutingFile(categories)::routing).orElse(Routing.DEFAULT);
        problems.addAll(file.problems());
        return routing;
    }

    private Routing routing(YamlMap top) {
        top.allowOnly(List.of("levels", "urgent", "remind", "routes", "after", "reasons", "photo", "longest-wait"));
        top.map("levels").ifPresentOrElse(this::levels, () -> top.problem("\"levels\" is missing"));
        Routing standard = Routing.DEFAULT;
        return new Routing(
                rungs,
                top.map("urgent").map(each -> limits(each, List.of())).orElse(standard.urgent()),
                percent(top, "remind", standard.remindPercent()),
                routes(top),
                top.map("after").map(this::after).orElse(standard.after()),
                top.has("reasons") ? reasons(top) : standard.reasons(),
                Set.copyOf(known(top, "photo")),
                optionalSpan(top, "longest-wait", "mhd").orElse(standard.longestWait()));
    }

    private void levels(YamlMap levels) {
        levels.allowOnly(LEVELS);
        for (Level level : Level.values()) {
            levels.map(level.code()).ifPresent(each -> rungs.put(level, rung(level, each)));
        }
        if (!levels.has(Level.COMMUNITY.code())) {
            levels.problem("the level \"community\" is missing; its dispatchers get what no rule fits");
        }
    }

    private static Routing.Rung rung(Level level, YamlMap map) {
        Routing.Limits limits = limits(map, List.of("role", "office"));
        String role = map.optionalText("role").orElse("");
        String office = map.optionalText("office").orElse("");
        if (level == Level.BUILDING && role.isEmpty()) {
            map.problem("there is no office in a building; say with \"role\" who is asked there, such as 红管家");
        }
        if (level == Level.STREET && office.isEmpty()) {
            map.problem("say with \"office\" who answers at the street");
        }
        return new Routing.Rung(role, office, limits);
    }

    private static Routing.Limits limits(YamlMap map, List<String> besides) {
        map.allowOnly(
                Stream.concat(besides.stream(), Stream.of("accept", "resolve")).toList());
        Routing.Limits limits = new Routing.Limits(span(map, "accept", "mh"), span(map, "resolve", "mh"));
        if (limits.resolve().compareTo(limits.accept()) < 0) {
            map.problemAt(
                    "resolve",
                    "\"resolve\" is shorter than \"accept\"; nobody can resolve what they have not accepted");
        }
        return limits;
    }

    private List<Routing.Route> routes(YamlMap top) {
        List<Routing.Route> routes = new ArrayList<>();
        Set<String> settled = new HashSet<>();
        for (YamlMap each : top.maps("routes")) {
            Routing.Route route = route(each);
            boolean whatever = route.places().isEmpty() && route.urgent() == null && route.open() == null;
            if (settled.contains("") || !route.categories().isEmpty() && settled.containsAll(route.categories())) {
                each.problem("this rule is never reached: a rule above it takes all of that");
            }
            if (whatever && route.categories().isEmpty()) {
                settled.add("");
            } else if (whatever) {
                settled.addAll(route.categories());
            }
            routes.add(route);
        }
        return routes;
    }

    private Routing.Route route(YamlMap map) {
        map.allowOnly(List.of("for", "places", "urgent", "hours", "level", "role", "accept", "resolve"));
        List<String> wanted = known(map, "for");
        @Nullable Boolean open = map.optionalText("hours")
                .map(hours -> {
                    if (!List.of("open", "closed").contains(hours)) {
                        map.problemAt("hours", "\"hours\" must be open or closed");
                    }
                    return hours.equals("open");
                })
                .orElse(null);
        Level level = level(map);
        Routing.@Nullable Limits limits = null;
        if (map.has("accept") || map.has("resolve")) {
            Routing.Limits usual =
                    rungs.getOrDefault(level, Routing.DEFAULT.rung(level)).limits();
            limits = new Routing.Limits(
                    optionalSpan(map, "accept", "mh").orElse(usual.accept()),
                    optionalSpan(map, "resolve", "mh").orElse(usual.resolve()));
        }
        return new Routing.Route(
                Set.copyOf(wanted),
                Set.copyOf(map.texts("places")),
                map.has("urgent") ? map.flag("urgent") : null,
                open,
                level,
                map.optionalText("role").orElse(""),
                limits);
    }

    /** They are chosen by one digit, out of one message. */
    private static List<String> reasons(YamlMap top) {
        List<String> reasons = top.texts("reasons");
        int characters = reasons.stream().mapToInt(String::length).sum();
        if (reasons.size() > MOST_REASONS || characters > LONGEST_REASONS) {
            top.problemAt(
                    "reasons",
                    "%d reasons of %d characters are too many for one message; keep to %d of %d characters in all"
                            .formatted(reasons.size(), characters, MOST_REASONS, LONGEST_REASONS));
        }
        return reasons;
    }

    /** Categories, each of a script that opens tickets. */
    private List<String> known(YamlMap map, String key) {
        List<String> wanted = map.texts(key);
        wanted.stream()
                .filter(each -> !categories.contains(each))
                .forEach(each -> map.problemAt(
                        key,
                        "no script \"%s\" opens tickets; did you mean \"%s\"?"
                                .formatted(each, Nearest.to(each, categories))));
        return wanted;
    }

    private Level level(YamlMap map) {
        String code = map.text("level");
        Optional<Level> level = Level.of(code);
        if (!code.isEmpty() && level.filter(rungs::containsKey).isEmpty()) {
            map.problemAt(
                    "level",
                    "there is no level \"%s\" under \"levels\"; did you mean \"%s\"?"
                            .formatted(
                                    code,
                                    Nearest.to(
                                            code,
                                            rungs.keySet().stream()
                                                    .map(Level::code)
                                                    .toList())));
        }
        return level.orElse(Level.COMMUNITY);
    }

    private Routing.After after(YamlMap map) {
        map.allowOnly(List.of("remind", "unconfirmed", "share", "check"));
        Routing.After standard = Routing.DEFAULT.after();
        Duration remind = optionalSpan(map, "remind", "mhd").orElse(standard.remind());
        Duration unconfirmed = optionalSpan(map, "unconfirmed", "mhd").orElse(standard.unconfirmed());
        if (unconfirmed.compareTo(remind) <= 0) {
            map.problemAt("unconfirmed", "\"unconfirmed\" is not after \"remind\"; nobody would be asked again");
        }
        Duration check = map.optionalText("check").filter("never"::equals).isPresent()
                ? Duration.ZERO
                : optionalSpan(map, "check", "mhd").orElse(standard.check());
        return new Routing.After(remind, unconfirmed, percent(map, "share", standard.share()), check);
    }

    private static int percent(YamlMap map, String key, int otherwise) {
        Optional<String> text = map.optionalText(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.get().matches("([1-9][0-9]?|100)%")) {
            map.problemAt(key, "\"%s\" is no share; write 75%%".formatted(text.get()));
            return otherwise;
        }
        return Integer.parseInt(text.get().replace("%", ""));
    }

    private static Duration span(YamlMap map, String key, String units) {
        map.text(key);
        return optionalSpan(map, key, units).orElse(Duration.ofHours(1));
    }

    private static Optional<Duration> optionalSpan(YamlMap map, String key, String units) {
        return map.optionalText(key).filter(text -> !text.isEmpty()).flatMap(text -> {
            Optional<Duration> span = span(text, units);
            if (span.isEmpty()) {
                map.problemAt(
                        key,
                        "\"%s\" is no time span; write %s"
                                .formatted(text, units.equals("mh") ? "30m or 8h (of working time)" : "30m, 8h or 3d"));
            }
            return span;
        });
    }

    private static Optional<Duration> span(String text, String units) {
        Matcher span = SPAN.matcher(text);
        if (!span.matches() || !units.contains(span.group(2))) {
            return Optional.empty();
        }
        long number = Long.parseLong(span.group(1));
        Duration duration =
                switch (span.group(2)) {
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                };
        Duration longest = units.contains("d") ? LONGEST : LONGEST_WORKING;
        return Optional.of(duration).filter(each -> !each.isZero() && each.compareTo(longest) <= 0);
    }
}
