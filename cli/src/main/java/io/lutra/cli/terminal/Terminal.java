package io.lutra.cli.terminal;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** What standard output and standard error end at, asked of the system: the JDK tells it of both together only. */
public enum Terminal {
    /** Standard output. */
    OUTPUT(1),
    /** Standard error. */
    ERROR(2);

    private final int descriptor;

    Terminal(int descriptor) {
        this.descriptor = descriptor;
    }

    /** Whether people see it, rather than a file or another program. */
    public boolean isShown() {
        try {
            return (int) IsATty.CALL.invokeExact(descriptor) == 1;
        } catch (Throwable impossible) { // what a method handle declares; isatty throws nothing
            throw new IllegalStateException("cannot ask for the terminal", impossible);
        }
    }

    /** POSIX isatty(3). */
    @SuppressWarnings("restricted") // calling native code is what it is for
    private static final class IsATty {
        private static final MethodHandle CALL = Linker.nativeLinker()
                .downcallHandle(
                        Linker.nativeLinker().defaultLookup().findOrThrow("isatty"),
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    }
}
