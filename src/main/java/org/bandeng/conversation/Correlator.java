package org.bandeng.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds which of a resident's matters a reply belongs to: any reply, any day. Where two come into question it asks, and where
 * none does it lets the words pass for what they are; it never decides in silence between two.
 */
public final class Correlator {

    /** How long a resident is likely to answer just what they were told. */
    private static final Duration FRESH = Duration.ofHours(48);

    /** A survey older than that is not what a bare number answers any more. */
    private static final Duration SURVEY_LIFE = Duration.ofDays(14);

    /** How long after its end a matter is still spoken of. */
    private static final Duration REMEMBERED = Duration.ofDays(30);

    /** Told about one matter so much later than about any other, residents mean the later one. */
    private static final Duration CLEARLY_LATER = Duration.ofHours(12);

    /** 又不亮了 is about what was said before; whoever reports something new says more. */
    private static final int SHORT = 7;

    /** More than these do not fit into one message to choose from. */
    private static final int MOST = 6;

    private static final Pattern NUMBER = Pattern.compile("(?<![0-9])([0-9]{4,9})(?![0-9])");
    private static final Pattern ORDINAL = Pattern.compile("第?([一二三四五六七八九1-9])(?:个|项|条|件|单).*");
    private static final Pattern PLACE = Pattern.compile("([0-9]{1,3}|[一二三四五六七八九十]{1,3})\\s*(?:号楼|栋|幢)");
    private static final String NUMERALS = "一二三四五六七八九";

    private Correlator() {}

    /**
     * What is known when a reply comes.
     *
     * @param matters the resident's tickets, latest first
     * @param asked when the dialog under way asked its question; null: none is under way
     * @param answersDialog whether the words are a plain answer to that question
     * @param shown the tickets last shown to them as a list, in order, if nothing was said since; else empty
     * @param newMatter whether the words clearly speak of something to be registered
     */
    public record Situation(
            List<Matter> matters,
            @Nullable Instant asked,
            boolean answersDialog,
            List<String> shown,
            boolean newMatter,
            Instant now) {
        public Situation {
            matters = List.copyOf(matters);
            shown = List.copyOf(shown);
        }
    }

    /** Where a reply belongs. */
    public sealed interface Decision {

        /** To this matter. */
        record To(ReplyKind kind, Matter matter) implements Decision {}

        /** To one of these; the resident is asked which. */
        record Which(ReplyKind kind, List<Matter> matters) implements Decision {}

        /** To the dialog under way, or to none: the words stand for themselves. */
        record Pass() implements Decision {}
    }

    private static final Decision PASS = new Decision.Pass();

    /** Decides about words. */
    public static Decision decide(String words, Situation situation) {
        ReplyKind kind = ReplyKind.of(words);
        Optional<Matter> numbered = numbered(words, situation);
        if (numbered.isPresent() && !isJustNumber(words)) {
            return new Decision.To(kind, numbered.get());
        }
        if (numbered.isPresent() && !situation.answersDialog()) {
            return new Decision.To(ReplyKind.CHOICE, numbered.get());
        }
        if (situation.answersDialog()) {
            return answeredInDialog(kind, situation);
        }
        if (situation.asked() != null && !isAboutTicket(kind)) {
            List<Matter> since = surveyedSince(kind, situation);
            return since.isEmpty() ? PASS : clearly(kind, since, matter -> Objects.requireNonNull(matter.surveyAt()));
        }
        return switch (kind) {
            case MARK ->
                surveyed(situation).isEmpty() && ReplyKind.isUndone(words)
                        ? reported(ReplyKind.UNDONE, words, situation)
                        : mark(words, situation);
            case CHOICE -> choice(words, situation);
            case DONE -> among(kind, words, situation, matter -> matter.isOpen() || matter.surveyAt() != null);
            case UNDONE ->
                situation.newMatter() && words.length() > SHORT
                        ? pastMatter(kind, words, situation)
                        : reported(kind, words, situation);
            case URGE -> urge(words, situation);
            case THANKS -> PASS;
            default -> situation.newMatter() ? PASS : said(situation);
        };
    }

    /** Decides about a picture without words. */
    public static Decision decidePicture(Situation situation) {
        return situation.asked() == null ? fresh(ReplyKind.PICTURE, situation, FRESH, Matter::isOpen) : PASS;
    }

    private static boolean isAboutTicket(ReplyKind kind) {
        return kind == ReplyKind.UNDONE || kind == ReplyKind.URGE || kind == ReplyKind.DONE;
    }

    /** A number may answer the dialog's question or a survey that came after it. */
    private static Decision answeredInDialog(ReplyKind kind, Situation situation) {
        List<Matter> since = surveyedSince(kind, situation);
        return since.isEmpty() ? PASS : new Decision.Which(ReplyKind.MARK, since);
    }

    /** Of which a mark was asked for after the dialog's question; none unless it is a mark. */
    private static List<Matter> surveyedSince(ReplyKind kind, Situation situation) {
        Instant asked = Objects.requireNonNullElse(situation.asked(), Instant.MIN);
        List<Matter> surveyed = kind == ReplyKind.MARK ? surveyed(situation) : List.of();
        return surveyed.stream()
                .filter(matter -> Objects.requireNonNull(matter.surveyAt()).isAfter(asked))
                .toList();
    }

    private static Decision mark(String words, Situation situation) {
        List<Matter> surveyed = surveyed(situation);
        boolean digit = words.strip().matches("[1-9１-９]");
        if (digit && !situation.shown().isEmpty()) {
            Optional<Matter> shown = shown(words, situation);
            boolean both = surveyed.stream().anyMatch(matter -> matter.surveyAt() != null);
            if (shown.isPresent()) {
                return both ? which(ReplyKind.MARK, surveyed) : new Decision.To(ReplyKind.CHOICE, shown.get());
            }
        }
        return clearly(ReplyKind.MARK, surveyed, matter -> Objects.requireNonNull(matter.surveyAt()));
    }

    private static List<Matter> surveyed(Situation situation) {
        return situation.matters().stream()
                .filter(matter -> matter.surveyAt() != null
                        && matter.surveyAt().isAfter(situation.now().minus(SURVEY_LIFE)))
                .toList();
    }

    private static Decision choice(String words, Situation situation) {
        return shown(words, situation)
                .<Decision>map(matter -> new Decision.To(ReplyKind.CHOICE, matter))
                .orElse(PASS);
    }

    private static Optional<Matter> shown(String words, Situation situation) {
        Matcher ordinal = ORDINAL.matcher(words.strip());
        String digit = ordinal.matches() ? ordinal.group(1) : words.strip();
        int index = NUMERALS.indexOf(digit) >= 0
                ? NUMERALS.indexOf(digit)
                : digit.isEmpty() ? -1 : Character.getNumericValue(digit.charAt(0)) - 1;
        return index < 0 || index >= situation.shown().size()
                ? Optional.empty()
                : situation.matters().stream()
                        .filter(matter -> matter.number()
                                .toString()
                                .equals(situation.shown().get(index)))
                        .findFirst();
    }

    /** Somebody who asks how it goes, with nothing to tell which: the list answers that better than a guess. */
    private static Decision urge(String words, Situation situation) {
        return among(ReplyKind.URGE, words, situation, Matter::isOpen);
    }

    /** It is not done: of what we said to be done, or of what is still open. */
    private static Decision reported(ReplyKind kind, String words, Situation situation) {
        Instant since = situation.now().minus(REMEMBERED);
        return among(
                kind,
                words,
                situation,
                matter -> matter.isOpen() || matter.toldAt().isAfter(since));
    }

    /** 灯又不亮了 names what it is about: if that was reported before it is the same matter, else a new one. */
    private static Decision pastMatter(ReplyKind kind, String words, Situation situation) {
        Instant since = situation.now().minus(REMEMBERED);
        List<Matter> same = situation.matters().stream()
                .filter(matter -> matter.isOpen() || matter.toldAt().isAfter(since))
                .filter(matter -> speaksOf(words, matter))
                .toList();
        return same.isEmpty() ? PASS : clearly(kind, same, Matter::toldAt);
    }

    private static Decision said(Situation situation) {
        return fresh(ReplyKind.WORDS, situation, FRESH, matter -> matter.isOpen() || matter.surveyAt() != null);
    }

    private static Decision fresh(ReplyKind kind, Situation situation, Duration age, Predicate<Matter> fits) {
        Instant since = situation.now().minus(age);
        return clearly(
                kind,
                situation.matters().stream()
                        .filter(fits)
                        .filter(matter -> matter.toldAt().isAfter(since))
                        .toList(),
                Matter::toldAt);
    }

    /** The matter that the words speak of; else the one told of last; asked for if that is not clear. */
    private static Decision among(ReplyKind kind, String words, Situation situation, Predicate<Matter> fits) {
        List<Matter> candidates = situation.matters().stream().filter(fits).toList();
        List<Matter> named =
                candidates.stream().filter(matter -> speaksOf(words, matter)).toList();
        return clearly(kind, named.isEmpty() ? candidates : named, Matter::toldAt);
    }

    private static Decision clearly(
            ReplyKind kind, List<Matter> candidates, java.util.function.Function<Matter, Instant> when) {
        if (candidates.isEmpty()) {
            return PASS;
        }
        List<Matter> latest = candidates.stream()
                .sorted(Comparator.comparing(when).reversed())
                .toList();
        boolean clear = latest.size() == 1
                || when.apply(latest.get(0)).isAfter(when.apply(latest.get(1)).plus(CLEARLY_LATER));
        return clear ? new Decision.To(kind, latest.get(0)) : which(kind, latest);
    }

    private static Decision which(ReplyKind kind, List<Matter> matters) {
        return new Decision.Which(kind, matters.stream().limit(MOST).toList());
    }

    private static Optional<Matter> numbered(String words, Situation situation) {
        Matcher number = NUMBER.matcher(words);
        while (number.find()) {
            String digits = number.group(1);
            Optional<Matter> matter = situation.matters().stream()
                    .filter(each -> each.number().toString().equals(digits))
                    .findFirst();
            if (matter.isPresent()) {
                return matter;
            }
        }
        return Optional.empty();
    }

    private static boolean isJustNumber(String words) {
        return words.strip().matches("(?:查一下|查询|查)?(?:编号|工单号|工单|单号)?[:：\\s]*[0-9]{2,9}(?:号)?[。？?]?");
    }

    /** Whether words name a matter: by what it is, or by where. */
    private static boolean speaksOf(String words, Matter matter) {
        return matter.about().stream().anyMatch(words::contains)
                || placesIn(matter.place()).stream().anyMatch(placesIn(words)::contains);
    }

    /** The buildings named. */
    private static Set<String> placesIn(String words) {
        Set<String> places = new HashSet<>();
        Matcher place = PLACE.matcher(words);
        while (place.find()) {
            places.add(place.group(1));
        }
        return places;
    }
}
