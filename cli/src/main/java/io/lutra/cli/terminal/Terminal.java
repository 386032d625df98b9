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
            return (int) Posix.IS_A_TTY.invokeExact(descriptor) == 1;
        } catch (Throwable impossible) { // what a method handle declares; isatty throws nothing
            throw new IllegalStateException("cannot ask for the terminal", impossible);
        }
    }

    /** Whether this process may read from it: a process in the background is stopped when it tries. */
    public boolean isForeground() {
        try {
            return (int) Posix.TERMINAL_GROUP.invokeExact(descriptor) == (int) Posix.OWN_GROUP.invokeExact();
        } catch (Throwable impossible) { // what a method handle declares; these throw nothing
            throw new IllegalStateException("cannot ask for the terminal's group", impossible);
        }
    }

    /** Functions of POSIX's unistd.h. */
    @SuppressWarnings("restricted") // calling native code is what it is for
    private static final class Posix {
        private static final MethodHandle IS_A_TTY =
                function("isatty", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        private static final MethodHandle TERMINAL_GROUP =
                function("tcgetpgrp", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        private static final MethodHandle OWN_GROUP = function("getpgrp", FunctionDescriptor.of(ValueLayout.JAVA_INT));

        private static MethodHandle function(String name, FunctionDescriptor type) {
            var linker = Linker.nativeLinker();
            return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
        }
    }
}
