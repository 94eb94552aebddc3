package org.bandeng.dialog;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence with {@code {name}} where an answer belongs.
 *
 * @param text the sentence as the author wrote it
 */
public record Template(String text) {

    private static final Pattern NAME = Pattern.compile("\\{([^{}\\s]+)}");

    /** The names it uses, in order. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        Matcher name = NAME.matcher(text);
        while (name.find()) {
            names.add(name.group(1));
        }
        return names;
    }

    /** The sentence with each name replaced, in one pass: words of a resident are never read as names. */
    public String fill(Function<String, String> texts) {
        return NAME.matcher(text).replaceAll(name -> Matcher.quoteReplacement(texts.apply(name.group(1))));
    }
}
