package org.bandeng.deliberation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bandeng.yaml.Nearest;
import org.bandeng.yaml.Problem;
import org.bandeng.yaml.YamlFile;
import org.bandeng.yaml.YamlMap;

/** Reads {@code forums.yaml}. */
public final class ForumsFile {

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{1,30}");
    private static final Pattern DAYS = Pattern.compile("([0-9]{1,3})d");
    private static final int LONGEST_NAME = 12;
    private static final int MOST_SUPPORT = 10_000;

    /** A menu that people choose from has no more. */
    private static final int MOST_FORUMS = 9;

    private static final List<String> REACHES =
            Stream.of(Forum.Reach.values()).map(Forum.Reach::code).toList();

    private final Map<String, List<String>> parties = new HashMap<>();

    private ForumsFile() {}

    /**
     * Reads the file.
     *
     * @param problems what is wrong in it is added here
     */
    public static Forums read(String name, String text, List<Problem> problems) {
        YamlFile file = new YamlFile(name);
        Forums forums = file.read(text).map(new ForumsFile()::forums).orElse(Forums.DEFAULT);
        problems.addAll(file.problems());
        return forums;
    }

    private Forums forums(YamlMap top) {
        top.allowOnly(List.of("forums", "hot", "parties", "responsibilities"));
        top.map("parties").ifPresent(lists -> lists.names().forEach(name -> parties.put(name, lists.texts(name))));
        List<Forum> all = new ArrayList<>();
        top.map("forums")
                .ifPresentOrElse(
                        each -> each.names()
                                .forEach(id -> each.map(id).ifPresent(map -> all.add(forum(id, each, map)))),
                        () -> top.problem("\"forums\" is missing: nobody could deliberate anywhere"));
        if (all.size() > MOST_FORUMS) {
            top.problemAt("forums", "at most %d forums: residents choose from them on a phone".formatted(MOST_FORUMS));
        }
        all.sort(Comparator.comparing(Forum::reach));
        return new Forums(
                all,
                top.map("hot").map(each -> hot(each, all)).orElse(Forums.DEFAULT.hot()),
                top.map("responsibilities").map(ForumsFile::responsibilities).orElse(List.of()));
    }

    /** 电梯: 物业 */
    private static List<Forums.Responsibility> responsibilities(YamlMap map) {
        return map.names().stream()
                .map(matter -> new Forums.Responsibility(matter, map.text(matter)))
                .filter(each -> !each.who().isEmpty())
                .toList();
    }

    private Forum forum(String id, YamlMap all, YamlMap map) {
        map.allowOnly(List.of("name", "reach", "convenor", "parties", "support"));
        if (!ID.matcher(id).matches()) {
            all.problemAt(
                    id,
                    "\"%s\" is no id; write small letters, digits and hyphens, such as street-council".formatted(id));
        }
        String name = map.text("name");
        if (name.length() > LONGEST_NAME) {
            map.problemAt("name", "a name of at most %d characters fits where it is shown".formatted(LONGEST_NAME));
        }
        long support = map.number("support", 0);
        if (support < 0 || support > MOST_SUPPORT) {
            map.problemAt("support", "how many homes must support a topic: 0 to " + MOST_SUPPORT);
        }
        return new Forum(
                id,
                name,
                reach(map),
                map.optionalText("convenor").orElse(""),
                map.has("parties") ? parties(map) : List.of(),
                (int) Math.max(0, Math.min(support, MOST_SUPPORT)));
    }

    private static Forum.Reach reach(YamlMap map) {
        String reach = map.text("reach");
        Optional<Forum.Reach> known = Stream.of(Forum.Reach.values())
                .filter(each -> each.code().equals(reach))
                .findFirst();
        if (known.isEmpty() && !reach.isEmpty()) {
            map.problemAt(
                    "reach",
                    "\"%s\" is no reach; did you mean \"%s\"? (one of %s)"
                            .formatted(reach, Nearest.to(reach, REACHES), String.join(", ", REACHES)));
        }
        return known.orElse(Forum.Reach.COMPOUND);
    }

    private List<String> parties(YamlMap map) {
        String list = map.text("parties");
        if (!parties.containsKey(list)) {
            map.problemAt(
                    "parties",
                    "there is no list \"%s\" under \"parties\"; did you mean \"%s\"?"
                            .formatted(list, Nearest.to(list, parties.keySet())));
        }
        return parties.getOrDefault(list, List.of());
    }

    private static Forums.Hot hot(YamlMap map, List<Forum> all) {
        map.allowOnly(List.of("tickets", "within", "forum"));
        long tickets = map.number("tickets", 0);
        if (tickets == 1 || tickets < 0) {
            map.problemAt("tickets", "from how many reports of one problem on: 2 or more; 0 is never");
        }
        String forum = map.text("forum");
        List<String> ids = all.stream().map(Forum::id).toList();
        if (!ids.contains(forum)) {
            map.problemAt(
                    "forum", "there is no forum \"%s\"; did you mean \"%s\"?".formatted(forum, Nearest.to(forum, ids)));
        }
        return new Forums.Hot((int) Math.max(0, tickets), days(map), forum);
    }

    private static Duration days(YamlMap map) {
        String within = map.optionalText("within").orElse("60d");
        Matcher days = DAYS.matcher(within);
        if (!days.matches()) {
            map.problemAt("within", "\"%s\" are no days; write for example 60d".formatted(within));
            return Forums.DEFAULT.hot().within();
        }
        return Duration.ofDays(Long.parseLong(days.group(1)));
    }
}
