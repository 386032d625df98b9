package io.lutra.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The processor.
 *
 * @param architecture as Java names it, such as {@code amd64}
 * @param name as its maker does; empty where the kernel does not say
 * @param features the flags of {@code /proc/cpuinfo}; empty where there is none
 * @param cores that this process may use
 */
public record ProcessorFacts(String architecture, String name, Set<String> features, int cores) implements Facts {
    private static final Set<String> NATIVE_ARCHITECTURES = Set.of("amd64", "x86_64");

    /** Copies the set. */
    public ProcessorFacts {
        features = Set.copyOf(features);
    }

    /** Reads the text of {@code /proc/cpuinfo}. */
    public static ProcessorFacts of(String architecture, String cpuinfo, int cores) {
        return new ProcessorFacts(
                architecture,
                value(cpuinfo, "model name"),
                Set.of(value(cpuinfo, "flags").split("\\s+")),
                cores);
    }

    private static String value(String cpuinfo, String name) {
        return cpuinfo.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }

    @Override
    public List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        if (!NATIVE_ARCHITECTURES.contains(architecture.toLowerCase(Locale.ROOT))) {
            findings.add(Finding.problem(
                    "processor",
                    "an " + architecture + " processor, for which libtorch does not come with Lutra",
                    "Run Lutra on x86-64."));
            return findings;
        }
        String told =
                (name.isEmpty() ? "x86-64" : name) + ", " + cores + (cores == 1 ? " core: " : " cores: ") + speed();
        if (!features.contains("avx2")) {
            findings.add(Finding.warning(
                    "processor",
                    told,
                    "Choose a machine with AVX2, at best with AVX-512 and bf16; in a virtual machine"
                            + " hand on the host's processor (-cpu host)."));
        } else if (cores == 1) {
            findings.add(Finding.warning(
                    "processor", told, "Give Lutra two cores or more: requests are read while a picture is drawn."));
        } else {
            findings.add(Finding.ok("processor", told));
        }
        return findings;
    }

    /** What its units mean for networks: libtorch's kernels are chosen by these flags. */
    private String speed() {
        if (features.contains("amx_bf16")) {
            return "AMX, networks multiply tiles of bf16, the fastest that a CPU does";
        }
        if (features.contains("avx512_bf16")) {
            return "AVX-512 with bf16, networks run in bf16";
        }
        if (features.contains("avx512f")) {
            return "AVX-512 without bf16, networks run in f32";
        }
        return features.contains("avx2")
                ? "AVX2, networks run in f32 with half as wide units as AVX-512 has"
                : "no AVX2, networks run many times slower than they could";
    }
}
