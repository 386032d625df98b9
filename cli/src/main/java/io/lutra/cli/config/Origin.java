package io.lutra.cli.config;

import java.nio.file.Path;

/** Where a value came from. Flags go before the environment, the environment before the file, the file before the default. */
public sealed interface Origin {
    /** What holds when nobody says anything. */
    record Standard() implements Origin {
        @Override
        public String told() {
            return "default";
        }
    }

    /** A line of the configuration file, counted from 1. */
    record InFile(Path file, int line) implements Origin {
        @Override
        public String told() {
            return file + ":" + line;
        }
    }

    /** A variable of the environment. */
    record Environment(String variable) implements Origin {
        @Override
        public String told() {
            return variable;
        }
    }

    /** A flag of the command line. */
    record Flag(String name) implements Origin {
        @Override
        public String told() {
            return name;
        }
    }

    /** In a word, for people. */
    String told();
}
