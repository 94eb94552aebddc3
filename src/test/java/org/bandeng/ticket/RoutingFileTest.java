package org.bandeng.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bandeng.yaml.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of 派单 as their authors write them, and what they are told about slips. */
class RoutingFileTest {

    private static final String GOOD = """
            levels:
              building: { role: 红管家, accept: 2h, resolve: 14h }
              compound: { accept: 30m, resolve: 14h }
              community: { accept: 4h, resolve: 28h }
            routes:
              - urgent: true
                level: compound
              - for: noise
                hours: closed
                level: compound
                role: 夜班保安
                accept: 15m
              - for: noise
                level: building
              - for: [lighting, parking]
                places: 幸福里3号楼
                level: community
            """;

    @Test
    void theFirstRuleThatFitsDecides() {
        Routing routing = read(GOOD);

        assertThat(route(routing, "noise", true, false).level()).isEqualTo(Level.COMPOUND);
        assertThat(route(routing, "noise", false, true).level()).isEqualTo(Level.BUILDING);
        Routing.Route night = route(routing, "noise", false, false);
        assertThat(night.role()).isEqualTo("夜班保安");
        assertThat(night.limits()).isEqualTo(new Routing.Limits(Duration.ofMinutes(15), Duration.ofHours(14)));
        assertThat(routing.route("lighting", List.of("幸福里3号楼2单元", "幸福里3号楼", "幸福里"), false, true))
                .as("a place is in those around it")
                .isPresent();
        assertThat(routing.route("lighting", List.of("幸福里5号楼", "幸福里"), false, true))
                .as("then a dispatcher decides")
                .isEmpty();
        assertThat(routing.above(Level.BUILDING)).contains(Level.COMPOUND);
        assertThat(routing.above(Level.COMMUNITY)).as("the file has no street").isEmpty();
    }

    private static Routing.Route route(Routing routing, String category, boolean urgent, boolean open) {
        return routing.route(category, List.of(), urgent, open).orElseThrow();
    }

    /** Where, and what to do about it. */
    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "levels: {}                      | routing.yaml:1:9: the level \"community\" is missing; its dispatchers get what no rule fits",
                "levels: { comunity: {} }        | \"comunity\" is not known here; did you mean \"community\"?",
                "levels: { community: { accept: soon, resolve: 2h } } | \"soon\" is no time span; write 30m or 8h (of working time)",
                "levels: { community: { accept: 1d, resolve: 2h } } | \"1d\" is no time span; write 30m or 8h (of working time)",
                "levels: { community: { accept: 3h, resolve: 2h } } | \"resolve\" is shorter than \"accept\"",
                "levels: { community: { accept: 0h, resolve: 2h } } | \"0h\" is no time span",
                "levels: { building: { accept: 1h, resolve: 2h } } | there is no office in a building; say with \"role\" who is asked there",
                "levels: { street: { accept: 1h, resolve: 2h } } | say with \"office\" who answers at the street",
                "routes: [ { for: nose, level: community } ] | no script \"nose\" opens tickets; did you mean \"noise\"?",
                "routes: [ { for: noise, level: street } ] | there is no level \"street\" under \"levels\"; did you mean",
                "routes: [ { for: noise } ]      | needs \"level\"",
                "routes: [ { level: community }, { for: noise, level: community } ] | this rule is never reached: a rule above it takes all of that",
                "routes: [ { hours: night, level: community } ] | \"hours\" must be open or closed",
                "remind: 175%                    | \"175%\" is no share; write 75%",
                "after: { remind: 3d, unconfirmed: 1d } | \"unconfirmed\" is not after \"remind\"; nobody would be asked again",
                "reasons: [a, b, c, d, e, f, g, h, i, j] | routing.yaml:2:10: 10 reasons of 10 characters are too many for one message; keep to 9",
                "longest-wait: 9y                | \"9y\" is no time span; write 30m, 8h or 3d"
            })
    void aSlipIsTold(String file, String told) {
        List<Problem> problems = new ArrayList<>();
        String levels = file.startsWith("levels") ? "" : "levels: { community: { accept: 1h, resolve: 2h } }\n";

        RoutingFile.read("routing.yaml", levels + file, Set.of("noise", "lighting", "parking"), problems);

        assertThat(problems).extracting(Problem::toString).anySatisfy(problem -> assertThat(problem)
                .startsWith("routing.yaml:")
                .contains(told));
    }

    private static Routing read(String text) {
        List<Problem> problems = new ArrayList<>();
        Routing routing = RoutingFile.read("routing.yaml", text, Set.of("noise", "lighting", "parking"), problems);
        assertThat(problems).isEmpty();
        return routing;
    }
}
