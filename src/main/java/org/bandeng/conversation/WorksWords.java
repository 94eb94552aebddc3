package org.bandeng.conversation;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bandeng.works.Works;

/** Works as residents read them. */
final class WorksWords {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("M月d日");

    private WorksWords() {}

    /** What notices may say of works. */
    static Map<String, String> facts(Works works) {
        Map<String, String> facts = new HashMap<>();
        facts.put("works.number", String.valueOf(works.number()));
        facts.put("works.title", works.title());
        facts.put("works.where", works.venue());
        facts.put("works.who", works.contractor());
        facts.put("works.phone", works.phone().isEmpty() ? "" : "，负责人电话 " + works.phone());
        facts.put("works.from", day(works.startsOn()));
        facts.put("works.until", until(works));
        facts.put("works.noise", works.noiseHours().isEmpty() ? "" : "会有响声的时间：" + works.noiseInWords() + "。\n");
        facts.put("works.budget", works.budget().isEmpty() ? "" : "钱从哪里来：" + works.budget() + "。\n");
        return facts;
    }

    /** A line each. */
    static String listed(List<Works> all) {
        return all.stream()
                .map(each -> "施工 %d %s，%s，%s到%s%s"
                        .formatted(
                                each.number(),
                                each.title(),
                                each.venue(),
                                day(each.startsOn()),
                                until(each),
                                each.noiseHours().isEmpty() ? "" : "，会有响声的时间：" + each.noiseInWords()))
                .collect(Collectors.joining("\n"));
    }

    private static String until(Works works) {
        boolean sameYear = works.startsOn().getYear() == works.endsOn().getYear();
        return sameYear ? day(works.endsOn()) : works.endsOn().getYear() + "年" + day(works.endsOn());
    }

    private static String day(LocalDate day) {
        return DAY.format(day);
    }
}
