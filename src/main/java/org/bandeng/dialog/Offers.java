package org.bandeng.dialog;

import java.util.List;
import java.util.Optional;

/** Choosing among things that were offered by number and name. */
final class Offers {

    private Offers() {}

    /** The one that the words mean: by its number, or by a part of its name that no other has. */
    static Optional<Candidate> chosen(String words, List<Candidate> offered) {
        int number = Wording.ordinal(words);
        if (number > 0 && number <= offered.size()) {
            return Optional.of(offered.get(number - 1));
        }
        String plain = Wording.plain(words);
        List<Candidate> named = offered.stream()
                .filter(candidate -> plain.length() > 1
                        && (Wording.plain(candidate.name()).contains(plain) || plain.equals(candidate.value())))
                .toList();
        return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
    }
}
