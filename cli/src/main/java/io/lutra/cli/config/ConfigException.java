package io.lutra.cli.config;

import java.util.List;

/** Everything that is wrong with a configuration, each with where it stands and what is allowed. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /** Of one or more problems, a line each. */
    public ConfigException(List<String> problems) {
        super(String.join(System.lineSeparator() + "lutra: ", problems), null, false, false);
        this.problems = List.copyOf(problems);
    }

    /** One line for each. */
    public List<String> problems() {
        return problems;
    }
}
