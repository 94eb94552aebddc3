package org.bandeng.deliberation;

import java.util.ArrayList;
import java.util.List;

/** What came of a vote, in words: the options word for word. */
public final class Outcomes {

    private Outcomes() {}

    /** 共 40 户，投票 32 户。通过：…（25）；没通过：…（7） */
    public static String inWords(Ballot ballot, Count count) {
        String unit = ballot.by() == Ballot.By.HOUSEHOLD ? "户" : "人";
        String turnout = "共 %d %s，投票 %d %s".formatted(ballot.electorate(), unit, count.votes(), unit);
        if (!count.isQuorate()) {
            return "%s，不到 %d%%，这次不算数。".formatted(turnout, ballot.quorum());
        }
        List<String> passed = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (int i = 0; i < ballot.options().size(); i++) {
            String line = "%s（%s）"
                    .formatted(
                            ballot.options().get(i).content(),
                            got(ballot, count.options().get(i)));
            (count.passed().contains(i + 1) ? passed : others).add(line);
        }
        StringBuilder words = new StringBuilder(turnout).append("。");
        if (!passed.isEmpty()) {
            words.append("通过：").append(String.join("；", passed)).append("。");
        }
        if (!others.isEmpty()) {
            words.append(passed.isEmpty() ? "都没通过：" : "没通过：")
                    .append(String.join("；", others))
                    .append("。");
        }
        return words.toString();
    }

    private static String got(Ballot ballot, Count.Tally tally) {
        return switch (ballot.kind()) {
            case SINGLE, MULTIPLE -> tally.yes() + " 票";
            case MEASURES -> "赞成 %d，反对 %d，弃权 %d".formatted(tally.yes(), tally.no(), tally.neither());
            case SCORE -> tally.score() + " 分";
        };
    }
}
