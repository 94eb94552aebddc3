package org.bandeng.deliberation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bandeng.deliberation.Ballot.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How votes are read and counted. */
class CountTest {

    private static final int TRIES = 3_000;

    private final Random random = new Random(20_261_126);

    private static Ballot ballot(Kind kind, int quorum, int pass, int electorate, String... options) {
        return new Ballot(
                1,
                new TopicId(1),
                kind,
                Ballot.By.HOUSEHOLD,
                true,
                quorum,
                pass,
                electorate,
                List.of(options).stream()
                        .map(option -> new Ballot.Option(option, ""))
                        .toList(),
                Instant.MAX,
                null);
    }

    private static Choice choice(Ballot ballot, String words) {
        return Choice.read(words, ballot).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SINGLE | 1 | 1=1",
                "SINGLE | 第2 | 2=1",
                "SINGLE | 选3号 | 3=1",
                "SINGLE | 留着种花 | 2=1",
                "MULTIPLE | 1、3 | 1=1 3=1",
                "MULTIPLE | 1和2 | 1=1 2=1",
                "MEASURES | 1赞成 2反对 3弃权 | 1=1 2=-1 3=0",
                "MEASURES | 都同意 | 1=1 2=1 3=1",
                "MEASURES | 都赞成，2反对 | 1=1 2=-1 3=1",
                "MEASURES | 1、2赞成，3反对 | 1=1 2=1 3=-1",
                "MEASURES | 1不赞成 2支持 3不同意 | 1=-1 2=1 3=-1",
                "SCORE | 1:5 2：3 | 1=5 2=3",
                "SCORE | 1打4分，3给2分 | 1=4 3=2",
            })
    void whatPeopleSayIsRead(Kind kind, String words, String kept) {
        Choice choice = choice(ballot(kind, 0, 0, 10, "改成充电桩", "留着种花", "放两张板凳"), words);

        assertThat(choice).hasToString(kept);
        assertThat(Choice.of(kept)).isEqualTo(choice);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SINGLE | 1、2",
                "SINGLE | 4",
                "SINGLE | 12",
                "SINGLE | 随便",
                "SINGLE | 3号楼2单元",
                "MULTIPLE | 12",
                "MEASURES | 赞成",
                "MEASURES | 12赞成",
                "MEASURES | 不是都同意",
                "MEASURES | 1赞成 2随便",
                "SCORE | 1:10",
                "SCORE | 1给10分",
                "SCORE | 1:5 别的不管",
                "SCORE | 1:6",
                "SCORE | 5",
            })
    void whatIsNoVoteIsNotGuessed(Kind kind, String words) {
        assertThat(Choice.read(words, ballot(kind, 0, 0, 10, "改成充电桩", "留着种花", "放两张板凳")))
                .isEmpty();
    }

    @Test
    void fourMeasuresPassOrFailEachByItself() {
        Ballot ballot = ballot(Kind.MEASURES, 50, 50, 4, "能人库和服务日", "换椅子", "补绿", "冬装回收");
        Count count = Count.of(
                ballot,
                List.of(choice(ballot, "都赞成"), choice(ballot, "1赞成 2反对 3赞成 4反对"), choice(ballot, "1赞成 2反对 3弃权 4弃权")));

        assertThat(count.isQuorate()).isTrue();
        assertThat(count.passed()).containsExactly(1, 3);
        assertThat(Outcomes.inWords(ballot, count))
                .isEqualTo("共 4 户，投票 3 户。通过：能人库和服务日（赞成 3，反对 0，弃权 0）；补绿（赞成 2，反对 0，弃权 1）。"
                        + "没通过：换椅子（赞成 1，反对 2，弃权 0）；冬装回收（赞成 1，反对 1，弃权 1）。");
    }

    @Test
    void tooFewDecideNothingAndOfTwoThatAreLevelNeitherWins() {
        Ballot ballot = ballot(Kind.SINGLE, 50, 0, 4, "改成充电桩", "留着种花");

        Count few = Count.of(ballot, List.of(choice(ballot, "1")));
        Count level = Count.of(ballot, List.of(choice(ballot, "1"), choice(ballot, "2")));

        assertThat(few.isQuorate()).isFalse();
        assertThat(few.passed()).isEmpty();
        assertThat(Outcomes.inWords(ballot, few)).isEqualTo("共 4 户，投票 1 户，不到 50%，这次不算数。");
        assertThat(level.isQuorate()).isTrue();
        assertThat(level.passed()).isEmpty();
    }

    private Ballot anyBallot() {
        int options = 1 + random.nextInt(Ballot.MOST_OPTIONS);
        return ballot(
                Kind.values()[random.nextInt(Kind.values().length)],
                random.nextInt(101),
                random.nextInt(101),
                1 + random.nextInt(60),
                IntStream.rangeClosed(1, options).mapToObj(i -> "选项" + i).toArray(String[]::new));
    }

    private Choice anyChoice(Ballot ballot) {
        Map<Integer, Integer> marks = new TreeMap<>();
        int options = ballot.options().size();
        switch (ballot.kind()) {
            case SINGLE -> marks.put(1 + random.nextInt(options), 1);
            case MULTIPLE ->
                IntStream.rangeClosed(1, options)
                        .filter(each -> random.nextBoolean())
                        .forEach(option -> marks.put(option, 1));
            case MEASURES ->
                IntStream.rangeClosed(1, options)
                        .filter(each -> random.nextInt(4) > 0)
                        .forEach(option -> marks.put(option, random.nextInt(3) - 1));
            case SCORE ->
                IntStream.rangeClosed(1, options)
                        .filter(each -> random.nextBoolean())
                        .forEach(option -> marks.put(option, 1 + random.nextInt(5)));
        }
        return new Choice(marks);
    }

    @Test
    void inWhateverOrderVotesComeTheCountIsTheSame() {
        for (int i = 0; i < TRIES; i++) {
            Ballot ballot = anyBallot();
            List<Choice> choices = new ArrayList<>();
            IntStream.range(0, random.nextInt(40)).forEach(each -> choices.add(anyChoice(ballot)));
            Count count = Count.of(ballot, choices);
            List<Choice> kept = new ArrayList<>(
                    choices.stream().map(each -> Choice.of(each.toString())).toList());
            Collections.shuffle(kept, random);

            assertThat(Count.of(ballot, kept)).as("from what is published").isEqualTo(count);
        }
    }

    @Test
    void nothingPassesThatTooFewAreForAndOfOneVoteOneAtMost() {
        for (int i = 0; i < TRIES; i++) {
            Ballot ballot = anyBallot();
            List<Choice> choices = new ArrayList<>();
            IntStream.range(0, random.nextInt(40)).forEach(each -> choices.add(anyChoice(ballot)));
            Count count = Count.of(ballot, choices);

            boolean oneOnly = ballot.kind() == Kind.SINGLE || ballot.kind() == Kind.SCORE;
            assertThat(count.passed().size())
                    .isLessThanOrEqualTo(oneOnly ? 1 : ballot.options().size());
            for (int option : count.passed()) {
                Count.Tally tally = count.options().get(option - 1);
                assertThat(count.isQuorate()).isTrue();
                assertThat(tally.yes()).isPositive();
                if (ballot.kind() != Kind.SCORE) {
                    assertThat(tally.yes() * 100).isGreaterThanOrEqualTo(ballot.pass() * count.votes());
                    assertThat(tally.yes()).isGreaterThan(tally.no());
                }
            }
        }
    }

    @Test
    void oneMoreVoteForWhatPassesNeverMakesItFail() {
        for (int i = 0; i < TRIES; i++) {
            Ballot ballot = anyBallot();
            if (ballot.kind() == Kind.SCORE) {
                continue;
            }
            List<Choice> choices = new ArrayList<>();
            IntStream.range(0, random.nextInt(40)).forEach(each -> choices.add(anyChoice(ballot)));
            for (int option : Count.of(ballot, choices).passed()) {
                List<Choice> more = new ArrayList<>(choices);
                more.add(new Choice(Map.of(option, 1)));
                assertThat(Count.of(ballot, more).passed()).contains(option);
            }
        }
    }

    @Test
    void whereOptionsAreNumbersTheNumberOfTheOptionIsMeant() {
        Ballot ballot = ballot(Kind.SINGLE, 0, 0, 10, "2", "4", "6");

        assertThat(choice(ballot, "2")).hasToString("2=1");
        assertThat(choice(ballot, "2").inWords(ballot)).isEqualTo("4");
    }
}
