package org.bandeng.chinese;

import com.github.houbb.pinyin.constant.enums.PinyinStyleEnum;
import com.github.houbb.pinyin.util.PinyinHelper;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** How words sound, without tones: voice messages come as text with wrong characters of the right sound. */
public final class Sounds {

    /** The vowels and consonants that many speakers, and so the recognition, do not keep apart. */
    private static final String[][] ALIKE = {{"zh", "z"}, {"ch", "c"}, {"sh", "s"}, {"ng", "n"}};

    /** There are some thousand characters in use. */
    private static final Map<Character, Set<String>> KNOWN = new ConcurrentHashMap<>();

    private static final Map<Character, String> USUAL = new ConcurrentHashMap<>();

    private Sounds() {}

    /** The syllables of plain words, each between blanks: {@code " lou dao "}. */
    public static String of(String plain) {
        return alike(" " + PinyinHelper.toPinyin(plain, PinyinStyleEnum.NORMAL, " ") + " ");
    }

    /** Every syllable that a character can stand for. */
    public static Set<String> of(char character) {
        return KNOWN.computeIfAbsent(character, unknown -> {
            List<String> all = PinyinHelper.toPinyinList(unknown, PinyinStyleEnum.NORMAL);
            return all == null || all.isEmpty()
                    ? Set.of(String.valueOf(unknown))
                    : all.stream().map(Sounds::alike).collect(Collectors.toUnmodifiableSet());
        });
    }

    /** The most usual syllable of a character. */
    public static String one(char character) {
        return USUAL.computeIfAbsent(
                character,
                unknown -> alike(PinyinHelper.toPinyin(String.valueOf(unknown), PinyinStyleEnum.NORMAL, " ")
                        .strip()));
    }

    /** Whether two characters can sound alike. */
    public static boolean areAlike(char a, char b) {
        return a == b || of(a).stream().anyMatch(of(b)::contains);
    }

    private static String alike(String sound) {
        String plain = sound;
        for (String[] pair : ALIKE) {
            plain = plain.replace(pair[0], pair[1]);
        }
        return plain;
    }
}
