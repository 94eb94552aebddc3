package org.bandeng.dialog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bandeng.chinese.Sounds;

/**
 * One of a few: by number, by label, by one of its words, by a part of them, or by words that sound like them.
 *
 * @param options by key, in the order shown
 */
public record ChoiceKind(Map<String, Option> options) implements Kind {

    private static final Pattern NEGATION = Pattern.compile("(不是|并非|不在|没在|没有|不要|不属于|不算)$");
    private static final List<String> REST = List.of("other", "unknown", "unsure");

    public ChoiceKind {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /**
     * One of the answers to choose from.
     *
     * @param label as shown
     * @param words other words for it, by which it is also found in the opening sentence
     */
    public record Option(String label, List<String> words) {
        public Option {
            words = List.copyOf(words);
        }

        Stream<String> names() {
            return Stream.concat(Stream.of(label), words.stream()).map(Wording::plain);
        }
    }

    @Override
    public String name() {
        return "choice";
    }

    @Override
    public Type type() {
        return Type.TEXT;
    }

    @Override
    public String label() {
        return "情况";
    }

    @Override
    public boolean listed() {
        return true;
    }

    @Override
    public String again() {
        return "again-choice";
    }

    @Override
    public int longest() {
        return options.values().stream()
                .mapToInt(option -> option.label().length())
                .max()
                .orElse(0);
    }

    @Override
    public Map<String, String> options(Moment moment) {
        Map<String, String> captions = new LinkedHashMap<>();
        options.forEach((key, option) -> captions.put(key, option.label()));
        return captions;
    }

    @Override
    public Heard hear(Input input, Moment moment) {
        if (!(input instanceof Input.Words words)) {
            return Heard.MISS;
        }
        Optional<String> key = chosenBy(words.text());
        if (key.isPresent()) {
            return got(key.get(), "“" + words.text() + "”");
        }
        return Wording.isRefusal(words.text()) ? declined(moment) : Heard.MISS;
    }

    /** Who cannot say which is taken at their word, if the question has an answer for it. */
    private Heard declined(Moment moment) {
        if (moment.optional()) {
            return Heard.DECLINED;
        }
        return REST.stream()
                .filter(options::containsKey)
                .findFirst()
                .map(key -> got(key, "说不清"))
                .orElse(Heard.MISS);
    }

    private Heard got(String key, String why) {
        return new Heard.Got(answer(key), why);
    }

    Answer answer(String key) {
        Option option = Objects.requireNonNull(options.get(key), key);
        return new Answer(key, option.label());
    }

    @Override
    public Optional<Answer> volunteered(Input.Words words) {
        String plain = Wording.plain(words.text());
        return one(String::equals, plain)
                .or(() -> one((name, said) -> mentions(said, name), plain))
                .filter(key -> !REST.contains(key))
                .map(this::answer);
    }

    /** The key of the option that a resident who says just this gets; empty: none, or it could be several. */
    public Optional<String> chosenBy(String words) {
        int number = Wording.ordinal(words);
        if (number > 0) {
            return number <= options.size()
                    ? Optional.of(List.copyOf(options.keySet()).get(number - 1))
                    : Optional.empty();
        }
        return spokenOf(words);
    }

    /** Whether the words are just the name of an option. */
    boolean names(String words) {
        return one(String::equals, Wording.plain(words)).isPresent();
    }

    /** The option that the words mean, tried from the surest way of meaning it to the least; empty: none or several. */
    Optional<String> spokenOf(String words) {
        String plain = Wording.plain(words);
        if (plain.isEmpty()) {
            return Optional.empty();
        }
        String sound = Sounds.of(plain);
        return one(String::equals, plain)
                .or(() -> one((name, said) -> mentions(said, name), plain))
                .or(() -> one((name, said) -> said.length() > 1 && name.contains(said), plain))
                .or(() -> one((name, said) -> name.length() > 1 && sound.contains(Sounds.of(name)), plain));
    }

    private Optional<String> one(BiPredicate<String, String> means, String plain) {
        List<String> fitting = options.entrySet().stream()
                .filter(option -> option.getValue().names().anyMatch(name -> means.test(name, plain)))
                .map(Map.Entry::getKey)
                .toList();
        return fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
    }

    /** Whether the words speak of it, and not just to say that it is not so. */
    private static boolean mentions(String said, String name) {
        for (int at = said.indexOf(name); at >= 0; at = said.indexOf(name, at + 1)) {
            if (!NEGATION.matcher(said.substring(0, at)).find()) {
                return true;
            }
        }
        return false;
    }
}
