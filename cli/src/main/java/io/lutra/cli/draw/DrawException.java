package io.lutra.cli.draw;

/** Why nothing can be drawn, or no more, in one line that says what to do. */
public final class DrawException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String parameter;

    /** What went wrong, coarsely: what a script can act on. */
    public enum Kind {
        /** Drawing or writing failed. */
        FAILED(1),
        /** The order can never succeed as it is. */
        WRONG_ORDER(2),
        /** The server cannot be reached or has too much to do: the same order may succeed later. */
        UNREACHABLE(3),
        /** The server wants another key. */
        KEY_REFUSED(4);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        /** What the process exits with. */
        public int exitCode() {
            return exitCode;
        }
    }

    /** The message says what to do. */
    public DrawException(Kind kind, String message) {
        this(kind, "", message);
    }

    /** The message says what to do. */
    public DrawException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        parameter = "";
    }

    /**
     * An order with a parameter that cannot be.
     *
     * @param parameter its name in the API; empty if it is none of a single parameter
     */
    public DrawException(Kind kind, String parameter, String message) {
        super(message);
        this.kind = kind;
        this.parameter = parameter;
    }

    /** What went wrong, coarsely. */
    public Kind kind() {
        return kind;
    }

    /** The parameter at fault, by its name in the API; empty if it is none. */
    public String parameter() {
        return parameter;
    }
}
