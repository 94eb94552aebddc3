package org.bandeng.understanding;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The numbers of a place, as they stand in a {@linkplain PlaceText text}; empty where none was said.
 *
 * @param building 3, or a for a tower with a letter
 * @param bay B区 or B12 of a garage
 * @param floor -1 for the first one below ground
 */
record PlaceParts(String building, String unit, String floor, String room, String bay) {

    private static final Pattern BUILDING = Pattern.compile(
            "(?<![0-9a-z.-])([0-9]{1,3}|[a-z])\\s*(?:号楼|栋楼?|幢楼?|座|#楼?|号院|号(?=\\s*[0-9]{1,2}\\s*(?:单元|门))|楼(?=\\s*[0-9]{1,2}\\s*(?:单元|门)))");

    private static final Pattern UNIT = Pattern.compile(
            "(?<![0-9])([0-9]{1,2})\\s*(?:单元|门栋|门(?!口|卫|前|外|岗|禁|面|诊|都|开|坏|关))(?!的?(?:数学|语文|英语|作业|课|都?学))");

    /** 3-2-501, 3-2, 2-501. */
    private static final Pattern THREE =
            Pattern.compile("(?<![0-9-])([0-9]{1,3})\\s*-\\s*([0-9]{1,2})\\s*-\\s*([0-9]{3,4}[a-z]?)(?![0-9-])");

    private static final Pattern TWO = Pattern.compile("(?<![0-9-])([0-9]{1,3})\\s*-\\s*([0-9]{1,2})(?![0-9-])");
    private static final Pattern UNIT_AND_ROOM =
            Pattern.compile("(?<![0-9-])([0-9]{1,2})\\s*-\\s*([0-9]{3,4}[a-z]?)(?![0-9-])");

    private static final Pattern FLOOR = Pattern.compile(
            "(?<![0-9第])(?<!共|有|才|到|高|盖|是)(负|地下|b|-)?\\s*([0-9]{1,2})\\s*(?:f(?![a-z0-9])|楼(?!道|梯|\\s*[0-9]{1,2}\\s*(?:单元|门))|层)(?!那么|高|以上|以下|楼(?![道梯上下])|只有)");
    private static final Pattern BASEMENT = Pattern.compile("(?<![a-z0-9])b([1-4])(?![0-9区座栋])");

    private static final Pattern BAY =
            Pattern.compile("(?<![a-z0-9])([a-z]\\s*区(?:\\s*[0-9]{1,3}号?)?|[a-z][0-9]{2,3}(?![0-9])|[0-9]{2,3}号车位)");

    private static final String NUMBER = "([0-9]{3,4}[a-eg-z]?|[0-9]{1,2}[a-eg-z](?![a-z]))";

    private static final String NO_ROOM = "(?![0-9]|[年月日天元块路点度平斤米次人分兆胶瓦多个])";

    /** Where a number is a room, the surest first. */
    private static final List<Pattern> ROOMS = Stream.of(
                    "(?:单元|号楼|栋|幢|座|#|楼|层)的?[，, ]*" + NUMBER + NO_ROOM,
                    "(?<![0-9-])" + NUMBER + "\\s*(?:号?房|室|户(?!人)|家(?!公司))",
                    "(?:房号|门牌号?|我是|我住)是?\\s*" + NUMBER + NO_ROOM,
                    "^\\s*" + NUMBER + "\\s*室?[，, ]+(?=[0-9a-z]+\\s*(?:单元|号楼|栋|幢|座))",
                    "^\\s*" + NUMBER + "\\s*的?\\s*$",
                    "(?<![0-9-])" + NUMBER + "(?=的$)")
            .map(Pattern::compile)
            .toList();

    static PlaceParts in(String text) {
        Matcher three = THREE.matcher(text);
        if (three.find()) {
            return new PlaceParts(three.group(1), three.group(2), floor(text), upper(three.group(3)), bay(text));
        }
        String building = first(BUILDING, text);
        String unit = first(UNIT, text);
        Matcher door = UNIT_AND_ROOM.matcher(text);
        if (unit.isEmpty() && door.find()) {
            return new PlaceParts(building, door.group(1), floor(text), upper(door.group(2)), bay(text));
        }
        Matcher two = TWO.matcher(text);
        if (building.isEmpty() && unit.isEmpty() && two.find()) {
            return new PlaceParts(two.group(1), two.group(2), floor(text), "", bay(text));
        }
        return new PlaceParts(building, unit, floor(text), roomIn(text), bay(text));
    }

    private static String first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? found.group(1) : "";
    }

    private static String floor(String text) {
        Matcher basement = BASEMENT.matcher(text);
        if (basement.find()) {
            return "-" + basement.group(1);
        }
        Matcher floor = FLOOR.matcher(text);
        return floor.find() ? (floor.group(1) == null ? "" : "-") + floor.group(2) : "";
    }

    private static String roomIn(String text) {
        return ROOMS.stream()
                .map(pattern -> first(pattern, text))
                .filter(number -> !number.isEmpty())
                .findFirst()
                .map(PlaceParts::upper)
                .orElse("");
    }

    private static String bay(String text) {
        return upper(first(BAY, text));
    }

    private static String upper(String number) {
        return number.toUpperCase(Locale.ROOT);
    }

    boolean hasNothing() {
        return building.isEmpty() && unit.isEmpty();
    }
}
