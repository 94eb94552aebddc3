package org.bandeng.wechat;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bandeng.dialog.Template;

/**
 * One field of a message template, with what WeChat lets stand in it.
 *
 * @param key as the template has it, such as {@code thing2}
 * @param allowed for {@code const} and {@code enum}: the values that the template lists
 */
record TemplateField(String key, Kind kind, Template value, List<String> allowed) {

    TemplateField {
        allowed = List.copyOf(allowed);
    }

    /** The kinds of field, by the beginning of their key ("模板消息参数值内容限制", WeChat docs). */
    enum Kind {
        THING(20, true, "[^\\r\\n]*"),
        CHARACTER_STRING(32, false, "[\\x21-\\x7E]*"),
        NUMBER(32, false, "[0-9.]*"),
        LETTER(32, false, "[A-Za-z]*"),
        SYMBOL(5, false, "\\p{Punct}*"),
        TIME(32, false, ".*"),
        DATE(32, false, ".*"),
        AMOUNT(20, false, "\\p{Sc}?[0-9]{1,10}(?:\\.[0-9]+)?元?"),
        PHONE_NUMBER(17, false, "[0-9+-]*"),
        CAR_NUMBER(8, false, ".*"),
        NAME(10, true, ".*"),
        PHRASE(5, false, "\\p{IsHan}*"),
        CONST(20, false, ".*"),
        ENUM(20, false, ".*");

        private final int length;
        private final boolean cuttable;
        private final Pattern form;

        Kind(int length, boolean cuttable, String form) {
            this.length = length;
            this.cuttable = cuttable;
            this.form = Pattern.compile(form);
        }

        /** The beginning of a key, such as {@code character_string}. */
        String prefix() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A value as the field takes it: words are shortened, but never a number or an id.
     *
     * @throws UnfitException if it cannot be sent like this
     */
    String fit(String filled) {
        String clean = filled.replaceAll("\\s*[\\r\\n]+\\s*", " ").strip();
        if (clean.isEmpty()) {
            throw new UnfitException("\"%s\" would be empty".formatted(key));
        }
        boolean listed = kind != Kind.CONST && kind != Kind.ENUM || allowed.contains(clean);
        int length = clean.codePointCount(0, clean.length());
        if (length > kind.length && kind.cuttable) {
            clean = clean.substring(0, clean.offsetByCodePoints(0, kind.length - 1)) + "…";
            length = kind.length;
        }
        if (length > kind.length || !kind.form.matcher(clean).matches() || !listed) {
            throw new UnfitException("\"%s\" takes no \"%s\"".formatted(key, clean));
        }
        return clean;
    }

    /** A template cannot carry what is to be said. */
    static final class UnfitException extends RuntimeException {
        UnfitException(String message) {
            super("The template's field " + message);
        }
    }
}
