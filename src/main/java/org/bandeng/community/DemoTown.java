package org.bandeng.community;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bandeng.community.DirectoryImport.NamedFile;

/**
 * A made-up town of a size that there is: 36 compounds, each a branch, 391 micro-grids, 675 units with a steward each, as the
 * founding documents count them. For trying out, and for tests. {@code directory demo FOLDER} writes its files.
 */
public final class DemoTown {

    /** How many compounds there are. */
    public static final int COMPOUNDS = 36;

    /** How many micro-grids there are. */
    public static final int MICRO_GRIDS = 391;

    /** How many units there are, with a steward each. */
    public static final int UNITS = 675;

    private static final int UNITS_OF_A_BUILDING = 3;
    private static final int MICRO_GRIDS_OF_A_GRID = 4;
    private static final int NOT_UNDERSTOOD = 2;

    private static final List<String> FIRST = List.of("梦", "锦", "翠", "金", "紫", "和", "康", "福", "安");
    private static final List<String> SECOND = List.of("园", "绣苑", "竹苑", "桂苑");
    private static final String SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗";
    private static final List<String> NAMES =
            List.of("秀英", "桂芳", "建国", "志强", "丽华", "玉兰", "国庆", "春梅", "文斌", "淑珍", "永福", "小红");

    private DemoTown() {}

    /** The files of places and of people. */
    public static List<NamedFile> files() {
        StringBuilder places = new StringBuilder("compound,building,unit,spot,aliases,office,position,grid\n");
        StringBuilder people = new StringBuilder("name,role,scope,rank,duty,code\n");
        int unit = 0;
        int microGrid = 0;
        for (int i = 0; i < COMPOUNDS; i++) {
            String compound = FIRST.get(i % FIRST.size()) + SECOND.get(i / FIRST.size());
            places.append("%s,,,,%s小区,%s物业,,%s支部%n".formatted(compound, compound, compound, compound));
            people.append(
                    "%s,物业维修,%s,1,mon-sat 8:00-12:00 13:30-18:00,M%03d%n".formatted(name(i * 7 + 3), compound, i + 1));
            int units = share(UNITS, i);
            int microGrids = share(MICRO_GRIDS, i);
            for (int each = 0; each < units; each++, unit++) {
                String building = each / UNITS_OF_A_BUILDING + 1 + "号楼";
                if (each % UNITS_OF_A_BUILDING == 0) {
                    places.append("%s,%s,,,,,,%n".formatted(compound, building));
                }
                int part = each * microGrids / units;
                String grid =
                        "%s支部/第%d网格/%d号微网格".formatted(compound, part / MICRO_GRIDS_OF_A_GRID + 1, microGrid + part + 1);
                String name = each % UNITS_OF_A_BUILDING + 1 + "单元";
                places.append("%s,%s,%s,,,,,%s%n".formatted(compound, building, name, grid));
                people.append("%s,红管家,%s%s%s,1,,G%03d%n".formatted(name(unit), compound, building, name, unit + 1));
            }
            microGrid += microGrids;
        }
        return List.of(new NamedFile("places.csv", lines(places)), new NamedFile("people.csv", lines(people)));
    }

    private static String lines(StringBuilder text) {
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    /** Nearly the same for each, and all of them together. */
    private static int share(int all, int compound) {
        return all * (compound + 1) / COMPOUNDS - all * compound / COMPOUNDS;
    }

    private static String name(int number) {
        return SURNAMES.charAt(number % SURNAMES.length()) + NAMES.get(number / SURNAMES.length() % NAMES.size());
    }

    /**
     * Runs {@code directory demo FOLDER}.
     *
     * @return the exit code; empty if the arguments are for somebody else
     */
    public static Optional<Integer> run(PrintStream out, String... arguments) {
        List<String> words = List.of(arguments);
        if (words.isEmpty() || !words.get(0).equals("directory")) {
            return Optional.empty();
        }
        if (words.size() != 3 || !words.get(1).equals("demo")) {
            out.println("directory demo FOLDER writes places.csv and people.csv of a made-up town there");
            return Optional.of(NOT_UNDERSTOOD);
        }
        try {
            Path folder = Files.createDirectories(Path.of(words.get(2)));
            for (NamedFile file : files()) {
                Files.writeString(folder.resolve(file.name()), file.text());
                out.println(folder.resolve(file.name()));
            }
            return Optional.of(0);
        } catch (IOException e) {
            out.println("The files could not be written: " + e.getMessage());
            return Optional.of(1);
        }
    }
}
