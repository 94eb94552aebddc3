package org.bandeng.dialog;

import com.github.houbb.pinyin.constant.enums.PinyinStyleEnum;
import com.github.houbb.pinyin.util.PinyinHelper;

/** How words sound, without tones: voice messages come as text with wrong characters of the right sound. */
final class Sounds {

    /** The vowels and consonants that many speakers, and so the recognition, do not keep apart. */
    private static final String[][] ALIKE = {{"zh", "z"}, {"ch", "c"}, {"sh", "s"}, {"ng", "n"}};

    private Sounds() {}

    /** The syllables of plain words, each between blanks: {@code " lou dao "}. */
    static String of(String plain) {
        String sound = " " + PinyinHelper.toPinyin(plain, PinyinStyleEnum.NORMAL, " ") + " ";
        for (String[] pair : ALIKE) {
            sound = sound.replace(pair[0], pair[1]);
        }
        return sound;
    }
}
