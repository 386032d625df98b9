package io.lutra.server.access;

/** What a key says about something that the configuration switches on or off for everybody. */
public enum Switch {
    /** On for this key. */
    ON,
    /** Off for this key. */
    OFF,
    /** As the configuration has it. */
    INHERIT;

    /** Whether it is on, where the configuration has it so. */
    public boolean over(boolean standard) {
        return switch (this) {
            case ON -> true;
            case OFF -> false;
            case INHERIT -> standard;
        };
    }
}
