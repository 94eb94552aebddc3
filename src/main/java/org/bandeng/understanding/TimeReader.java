package org.bandeng.understanding;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds when something was, is or shall be: 昨晚十点多, 明天下午三点到五点, 上周三, 12月3号, 半小时前, 三天前开始, 每天早上六点.
 *
 * <p>A part of the day has the hours that people mean by it ({@link DayPart}); 十点多 is the hour from ten, 十点左右 half an hour
 * before and after.
 */
final class TimeReader {

    private static final String PARTS =
            "凌晨|清晨|一大早|大清早|清早|早上(?!好)|早晨|上午(?!好)|中午(?!好)|下午(?!好)|傍晚|晚上(?!好)|大半夜|后半夜|半夜|深夜|夜里|夜间";
    private static final String CLOCK =
            "(?<![0-9第网差快便])(?<hour>[0-9]{1,2})(?:点钟?|时(?!间|候|代|常|不))(?<minute>半|1刻|3刻|[0-9]{1,2}(?!个|天|多?人|户|次|直|起|般|样|共)分?)?"
                    + "|(?<![0-9])(?<hour2>[0-9]{1,2})[:：](?<minute2>[0-5][0-9])(?![0-9兑比])";

    /** Days, a part of the day, a time: any of them, in this order. */
    private static final Pattern EXPRESSION =
            Pattern.compile("(?<day>" + TimeWords.DAYS + ")?(?:那天)?的?全?天?的?(?<part>" + PARTS
                    + "|(?<=[今明昨前每])[早晚夜])?的?(?<about>大概|大约|差不多|约)?(?:(?<part2>" + PARTS
                    + ")的?)?(?:" + CLOCK + ")?(?<vague>多|过(?!来|去|年)|左右|前后|以后|之后|往后|以前|之前)?");

    private static final Pattern EVERY =
            Pattern.compile("(?<weekdays>(?<![上下这本个])每?(?:周|星期|礼拜)1(?:到|至|-|~)(?:周|星期|礼拜)?5|(?<!个)工作日(?!内))"
                    + "|(?<weekend>每(?:到|逢|个)?周末|周末(?=都|总|就|也|老|经常|天天))"
                    + "|每(?:个|到|逢)?(?:周|星期|礼拜)(?<days>[1-6日天](?:(?:和|、|跟|,|，)?(?:周|星期|礼拜)?[1-6日天](?![0-9点号]))*)"
                    + "|(?<daily>每天|天天|每日|每(?=晚|早|夜))");

    private static final Pattern AGO = Pattern.compile("(?<!提前)(?:([0-9]{1,3})|(半)|([1-9一二两三四五六七八九])个(半))个?(小时|钟头|分钟)"
            + "(?:(前|以前|之前)|(后|以后|之后)(?!还|才|也|又|仍|都|没))");
    private static final Pattern NOW = Pattern.compile("刚才|刚刚|现在|这会儿|此刻");
    private static final Pattern TO = Pattern.compile("\\s*(?:开始)?\\s*(?:1直)?(?:到|至|~|～|-|—|－)\\s*");
    /** It still lasts: until now. */
    private static final Pattern UNTIL_NOW = Pattern.compile(".{0,3}?(?:到现在|至今|到今(?![天早晚日夜])|到目前|以来)");

    private static final Pattern BEGINS = Pattern.compile(".{0,3}?(?:开始|起(?!来|火))");

    /** 一点都不, 差一点, 三点意见, 半点用: no o'clock. */
    private static final Pattern NO_CLOCK = Pattern.compile(
            "(?<![午晨上夜里晚早0-9零〇一二两三四五六七八九十])[一1]点(?!钟|半|[0-9零〇一二三四五六七八九十]|多|左右|到|至|前后|过)|[0-9一二两三四五六七八九十几]+点(?=建议|意见|要求|问题|想法|看法|原因|理由|小?事|诉求|说明|疑问)|半点(?=用|都|也)|[晓网景]点");

    private final LocalDateTime now;
    private final String text;
    private final TimeWords words;

    TimeReader(LocalDateTime now, String message) {
        this.now = now.withSecond(0).withNano(0);
        String plain = NO_CLOCK.matcher(
                        message.replace("昨睌", "昨晚").replace('晩', '晚').replace('號', '号'))
                .replaceAll("些");
        this.text =
                ChineseNumbers.timesInDigits(plain).replaceAll("[一1]刻", "1刻").replace("三刻", "3刻");
        this.words = new TimeWords(now, text);
    }

    /** From the beginning of something to its end. */
    private record Span(LocalDateTime from, LocalDateTime to) {}

    /** One expression in the text. */
    private record Said(
            @Nullable String day, @Nullable DayPart part, int hour, int minute, boolean of24, String vague, int end) {
        boolean hasClock() {
            return hour >= 0;
        }
    }

    /** The first time in the message; empty if there is none. */
    Optional<TimeReading> read() {
        Matcher ago = AGO.matcher(text);
        if (ago.find()) {
            return Optional.of(reading(at(ago), Set.of()));
        }
        Matcher every = EVERY.matcher(text);
        if (every.find()) {
            return Optional.of(recurring(every));
        }
        return first(0, text)
                .flatMap(this::span)
                .map(span -> reading(span, Set.of()))
                .or(this::rightNow);
    }

    private Span at(Matcher ago) {
        boolean hours = !ago.group(5).equals("分钟");
        long minutes;
        if (ago.group(2) != null) {
            minutes = hours ? 30 : 0;
        } else if (ago.group(4) != null) {
            minutes = Long.parseLong(ChineseNumbers.digits(ago.group(3))) * 60 + 30;
        } else {
            minutes = Long.parseLong(ago.group(1)) * (hours ? 60 : 1);
        }
        LocalDateTime at = ago.group(6) != null ? now.minusMinutes(minutes) : now.plusMinutes(minutes);
        return new Span(at, lasts(text.substring(ago.end()), at) ? now : at);
    }

    /** Whether what began then goes on until now. */
    private boolean lasts(String rest, LocalDateTime from) {
        return from.isBefore(now)
                && (UNTIL_NOW.matcher(rest).lookingAt() || BEGINS.matcher(rest).lookingAt());
    }

    private Optional<TimeReading> rightNow() {
        return NOW.matcher(text).find() ? Optional.of(reading(new Span(now, now), Set.of())) : Optional.empty();
    }

    private Optional<Said> first(int from, String within) {
        Matcher expression = EXPRESSION.matcher(within);
        int at = from;
        while (at < within.length() && expression.find(at)) {
            Optional<Said> said = said(expression);
            if (said.isPresent()) {
                return said;
            }
            at = expression.start() + 1;
        }
        return Optional.empty();
    }

    /** Empty if nothing of a time is in it, or no such time exists. */
    private static Optional<Said> said(Matcher expression) {
        String day = expression.group("day");
        String named = expression.group("part") != null ? expression.group("part") : expression.group("part2");
        DayPart part = named == null ? null : DayPart.named(named).orElse(null);
        boolean colon = expression.group("hour2") != null;
        String hour = colon ? expression.group("hour2") : expression.group("hour");
        if (day == null && part == null && hour == null) {
            return Optional.empty();
        }
        int hours = hour == null ? -1 : Integer.parseInt(hour);
        int minutes = minutes(colon ? expression.group("minute2") : expression.group("minute"));
        if (hours > 24 || minutes > 59) {
            return Optional.empty();
        }
        String vague = expression.group("about") != null ? "左右" : expression.group("vague");
        boolean of24 = colon && hour.startsWith("0");
        return Optional.of(new Said(day, part, hours, minutes, of24, vague == null ? "" : vague, expression.end()));
    }

    private static int minutes(@Nullable String said) {
        if (said == null) {
            return 0;
        }
        return switch (said) {
            case "半" -> 30;
            case "1刻" -> 15;
            case "3刻" -> 45;
            default -> Integer.parseInt(said.replace("分", ""));
        };
    }

    /** What was said, with what it lasts to; empty: there is no such day. */
    private Optional<Span> span(Said said) {
        String rest = text.substring(said.end());
        return alone(said, null).map(first -> {
            boolean lastNight =
                    UNTIL_NOW.matcher(rest).lookingAt() && first.from().isAfter(now) && said.day() == null;
            LocalDateTime from = lastNight ? first.from().minusDays(1) : first.from();
            if (lasts(rest, from)) {
                return new Span(from, now);
            }
            Matcher to = TO.matcher(rest);
            Matcher next = EXPRESSION.matcher(rest).useTransparentBounds(true);
            if (to.lookingAt() && next.region(to.end(), rest.length()).lookingAt()) {
                return said(next).flatMap(end -> upTo(first, end)).orElse(first);
            }
            return first;
        });
    }

    private Optional<Span> upTo(Span first, Said end) {
        LocalDate day = first.from().toLocalDate();
        if (end.day() == null && end.part() == null) {
            // 上午九点到五点, 晚上十点到六点: the first such hour after the beginning.
            return IntStream.of(0, 12, 24)
                    .mapToObj(later -> vague(end, at(day, end.hour() + later, end.minute()))
                            .to())
                    .filter(to -> to.isAfter(first.from()))
                    .findFirst()
                    .map(to -> new Span(first.from(), to));
        }
        return alone(end, day)
                .map(last -> last.to().isAfter(first.from()) || end.day() != null
                        ? last.to()
                        : last.to().plusDays(1))
                .filter(to -> to.isAfter(first.from()))
                .map(to -> new Span(first.from(), to));
    }

    /**
     * An expression by itself.
     *
     * @param before the day that was spoken of before, on which it is or after which, if it names none itself; null: none was
     */
    private Optional<Span> alone(Said said, @Nullable LocalDate before) {
        Optional<TimeWords.Days> meant = said.day() == null
                ? Optional.of(TimeWords.Days.of(before == null ? dayOf(said) : before))
                : words.days(said.day(), before);
        return meant.map(days -> within(days, said));
    }

    private Span within(TimeWords.Days days, Said said) {
        boolean oneDay = days.to().equals(days.from().plusDays(1));
        DayPart part = said.part();
        if (!oneDay || (!said.hasClock() && part == null)) {
            return new Span(
                    days.from().atStartOfDay(), days.open() ? now : days.to().atStartOfDay());
        }
        if (!said.hasClock() && part != null) {
            return new Span(at(days.from(), part.from(), 0), at(days.from(), part.to(), 0));
        }
        boolean thisMorning =
                said.day() != null && said.day().startsWith("今") && part == DayPart.NIGHT && said.hour() < 6;
        int hour = part == null ? plainHour(said) : thisMorning ? said.hour() : part.hour(said.hour());
        return vague(said, at(days.from(), hour, said.minute()));
    }

    private static Span vague(Said said, LocalDateTime at) {
        return switch (said.vague()) {
            case "多", "过" -> new Span(at, at.plusHours(1));
            case "左右", "前后" -> new Span(at.minusMinutes(30), at.plusMinutes(30));
            case "以后", "之后", "往后" -> new Span(at, at.toLocalDate().plusDays(1).atStartOfDay());
            case "以前", "之前" -> new Span(at.toLocalDate().atStartOfDay(), at);
            default -> new Span(at, at);
        };
    }

    /** 半夜, told in the morning or of what was, is the night before. */
    private LocalDate dayOf(Said said) {
        boolean lastNight = said.part() == DayPart.NIGHT && (now.getHour() < 12 || words.isPast());
        return lastNight ? words.today().minusDays(1) : words.today();
    }

    /** Three o'clock without a part of the day is in the afternoon; 03:00 is not. */
    private static int plainHour(Said said) {
        return said.hour() >= 1 && said.hour() <= 6 && !said.of24() ? said.hour() + 12 : said.hour();
    }

    private static LocalDateTime at(LocalDate day, int hour, int minute) {
        return day.atStartOfDay().plusHours(hour).plusMinutes(minute);
    }

    private TimeReading recurring(Matcher every) {
        Set<DayOfWeek> days = days(every);
        // 每晚: the part of the day follows the word at once.
        Matcher expression = EXPRESSION.matcher(text).useTransparentBounds(true).region(every.end(), text.length());
        Optional<Said> time = expression.lookingAt() ? said(expression) : Optional.empty();
        LocalDate today = words.today();
        long ahead = IntStream.range(0, 7)
                .filter(day -> days.contains(today.plusDays(day).getDayOfWeek()))
                .findFirst()
                .orElse(0);
        LocalDate first = today.plusDays(ahead);
        return time.or(() -> first(every.end(), text))
                .filter(said -> said.day() == null)
                .flatMap(said -> again(said, first))
                .map(span -> reading(span, days))
                .orElseGet(() ->
                        reading(new Span(first.atStartOfDay(), first.plusDays(1).atStartOfDay()), days));
    }

    /** The first time of what happens again and again: it has no end that was said with 开始 or 到现在. */
    private Optional<Span> again(Said said, LocalDate first) {
        String rest = text.substring(said.end());
        return alone(said, first).map(span -> {
            Matcher to = TO.matcher(rest);
            Matcher next = EXPRESSION.matcher(rest).useTransparentBounds(true);
            boolean range =
                    to.lookingAt() && next.region(to.end(), rest.length()).lookingAt();
            return range ? said(next).flatMap(end -> upTo(span, end)).orElse(span) : span;
        });
    }

    private static Set<DayOfWeek> days(Matcher every) {
        if (every.group("daily") != null) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        if (every.group("weekdays") != null) {
            return EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
        }
        if (every.group("weekend") != null) {
            return EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
        }
        EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        Pattern.compile("[1-6日天]")
                .matcher(every.group("days"))
                .results()
                .forEach(day -> days.add(TimeWords.dayOfWeek(day.group())));
        return days;
    }

    private TimeReading reading(Span span, Set<DayOfWeek> every) {
        boolean past = !every.isEmpty()
                || span.from().isBefore(now)
                || NOW.matcher(text).find() && span.from().equals(now);
        return new TimeReading(
                span.from(), span.to(), every, new TimeInWords(now).of(span.from(), span.to(), every), past);
    }
}
