package org.bandeng.deliberation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bandeng.yaml.Problem;
import org.junit.jupiter.api.Test;

class ForumsFileTest {

    private final List<Problem> problems = new ArrayList<>();

    private Forums read(String text) {
        return ForumsFile.read("forums.yaml", text, problems);
    }

    @Test
    void theForumsOfTheHouseAreRead() throws Exception {
        Forums forums = read(Files.readString(Path.of("dialogs", "forums.yaml")));

        assertThat(problems).isEmpty();
        assertThat(forums.all()).extracting(Forum::name).startsWith("楼栋议事会").endsWith("街事会");
        assertThat(forums.forum("street-council").orElseThrow().parties()).contains("商户");
        assertThat(forums.hot()).isEqualTo(new Forums.Hot(3, Duration.ofDays(60), "neighbours-council"));
    }

    @Test
    void eachMistakeIsToldWithWhereItIsAndWhatToDo() {
        read("""
                forums:
                  Bench!: { name: 板凳会, reach: block, support: -1 }
                  council: { name: 一个名字太长太长太长太长的会, reach: compound, parties: nobody }
                hot: { tickets: 1, within: two months, forum: bench }
                parties: { neighbours: [党员] }
                """);

        assertThat(problems.stream().map(problem -> "%d: %s".formatted(problem.line(), problem.message())))
                .containsExactlyInAnyOrder(
                        "2: \"Bench!\" is no id; write small letters, digits and hyphens, such as street-council",
                        "2: \"block\" is no reach; did you mean \"unit\"? (one of unit, building, compound, community)",
                        "2: how many homes must support a topic: 0 to 10000",
                        "3: a name of at most 12 characters fits where it is shown",
                        "3: there is no list \"nobody\" under \"parties\"; did you mean \"neighbours\"?",
                        "4: from how many reports of one problem on: 2 or more; 0 is never",
                        "4: there is no forum \"bench\"; did you mean \"Bench!\"?",
                        "4: \"two months\" are no days; write for example 60d");
    }

    @Test
    void withoutTheFileNeighboursDeliberateInTheirCompound() {
        assertThat(Forums.DEFAULT.all()).hasSize(1);
        assertThat(Forums.DEFAULT.hot().tickets()).isZero();
    }
}
