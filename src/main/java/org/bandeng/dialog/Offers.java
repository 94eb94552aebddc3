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
        return one(named)
                .or(() -> one(offered.stream()
                        .filter(candidate -> speaksOf(plain, candidate))
                        .toList()));
    }

    /** 楼栋议事会吧 speaks of 楼栋议事会（3号楼2单元）. */
    private static boolean speaksOf(String plain, Candidate candidate) {
        String name = Wording.plain(candidate.name().split("[（(]", 2)[0]);
        return name.length() > 1 && plain.contains(name);
    }

    private static Optional<Candidate> one(List<Candidate> named) {
        return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
    }
}
