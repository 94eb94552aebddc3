package org.bandeng.ticket;

import java.util.Optional;

/**
 * What residents know their ticket by: a running number and a check digit, so that one digit misread or two swapped on
 * the phone lead to no other ticket. The check digit is Damm's (H. Michael Damm, "Total anti-symmetrische
 * Quasigruppen", 2004).
 *
 * @param value with the check digit as its last digit
 */
public record TicketNumber(long value) {

    private static final int[][] DAMM = {
        {0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
        {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
        {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
        {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
        {6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
        {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
        {5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
        {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
        {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
        {2, 5, 8, 1, 4, 3, 6, 7, 9, 0}
    };

    public TicketNumber {
        if (value < 10 || check(value) != 0) {
            throw new IllegalArgumentException("Not a ticket number: " + value);
        }
    }

    /** The number for the {@code serial}th ticket. */
    static TicketNumber ofSerial(long serial) {
        return new TicketNumber(serial * 10 + check(serial));
    }

    /** The number written in {@code digits}; empty if its check digit is wrong or it is none at all. */
    public static Optional<TicketNumber> parse(String digits) {
        if (!digits.matches("[0-9]{2,15}")) {
            return Optional.empty();
        }
        long value = Long.parseLong(digits);
        return value >= 10 && check(value) == 0 ? Optional.of(new TicketNumber(value)) : Optional.empty();
    }

    private static int check(long value) {
        return Long.toString(value).chars().reduce(0, (interim, digit) -> DAMM[interim][digit - '0']);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
