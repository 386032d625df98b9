package io.lutra.server.access;

/**
 * What is otherwise for a key than for everybody.
 *
 * @param policy whether its prompts are held against the list of what is not drawn
 * @param provenance whether its pictures say where they come from
 */
public record Switches(Switch policy, Switch provenance) {
    /** Everything as the configuration has it. */
    public static final Switches INHERITED = new Switches(Switch.INHERIT, Switch.INHERIT);
}
