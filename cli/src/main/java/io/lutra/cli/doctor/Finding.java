package io.lutra.cli.doctor;

import java.util.Locale;

/**
 * What was found out about one thing.
 *
 * @param check the thing, in a word or two
 * @param told how it is, in one line
 * @param change what to do about it; empty if it is well
 */
public record Finding(String check, Level level, String told, String change) {
    /** How bad it is. */
    public enum Level {
        /** Nothing to do. */
        OK,
        /** The server works, but slower, or not for long, or not as was probably meant. */
        WARNING,
        /** The server does not start or cannot do its work. */
        PROBLEM;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(String check, String told) {
        return new Finding(check, Level.OK, told, "");
    }

    static Finding warning(String check, String told, String change) {
        return new Finding(check, Level.WARNING, told, change);
    }

    static Finding problem(String check, String told, String change) {
        return new Finding(check, Level.PROBLEM, told, change);
    }
}
