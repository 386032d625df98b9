package io.lutra.cli.doctor;

import java.util.List;

/**
 * The Java that runs this.
 *
 * @param feature its major version
 * @param version in full, with its maker
 * @param system the operating system's name, as Java says it
 */
public record RuntimeFacts(int feature, String version, String system) implements Facts {
    private static final int NEEDED = 25;

    /** Of this process. */
    public static RuntimeFacts current() {
        return new RuntimeFacts(
                Runtime.version().feature(),
                System.getProperty("java.vendor") + " " + Runtime.version(),
                System.getProperty("os.name"));
    }

    @Override
    public List<Finding> findings() {
        var java = feature >= NEEDED
                ? Finding.ok("java", version)
                : Finding.problem("java", version, "Run Lutra on Java " + NEEDED + " or newer: set JAVA_HOME.");
        var os = system.equals("Linux")
                ? Finding.ok("system", system)
                : Finding.problem("system", system, "Run Lutra on Linux: libtorch comes with it for that alone.");
        return List.of(java, os);
    }
}
