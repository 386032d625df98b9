package io.lutra.cli.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A folder that something is kept in.
 *
 * @param name what it is for
 * @param path where it is
 * @param state whether it is there
 * @param permissions its own; empty where there are none or no folder is there yet
 * @param free bytes that its file system still takes
 * @param wanted how many there should be
 */
public record FolderFacts(
        String name, Path path, State state, Set<PosixFilePermission> permissions, long free, Wanted wanted)
        implements Facts {
    /** Whether something can be kept there. */
    public enum State {
        /** It is there, and a file can be written. */
        WRITABLE,
        /** It is not there, and can be made. */
        CAN_BE_MADE,
        /** It is not there, and nothing can be made where it should be. */
        CANNOT_BE_MADE,
        /** It is there, and refuses files. */
        READ_ONLY,
        /** Something else is there. */
        NO_FOLDER
    }

    /**
     * What is wanted of it.
     *
     * @param keepFree bytes that are left to others; nothing is written when less is free
     * @param store bytes that may be kept in all
     */
    public record Wanted(long keepFree, long store) {}

    /** Copies the set. */
    public FolderFacts {
        permissions = Set.copyOf(permissions);
    }

    /** Looks at a folder; a file is written into it and deleted, as permission alone does not say that it can be. */
    public static FolderFacts read(String name, Path path, Wanted wanted) {
        var there = path.toAbsolutePath().normalize();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        var isThere = Files.exists(path);
        var isWritable = Files.isDirectory(there) && takesFiles(there);
        var state = State.CANNOT_BE_MADE;
        if (isThere && !Files.isDirectory(path)) {
            state = State.NO_FOLDER;
        } else if (isThere) {
            state = isWritable ? State.WRITABLE : State.READ_ONLY;
        } else if (isWritable) {
            state = State.CAN_BE_MADE;
        }
        try {
            var store = Files.getFileStore(there);
            Set<PosixFilePermission> permissions = isThere && store.supportsFileAttributeView("posix")
                    ? Files.getPosixFilePermissions(there)
                    : Set.of();
            return new FolderFacts(name, path, state, permissions, store.getUsableSpace(), wanted);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot look at " + there, unreadable);
        }
    }

    private static boolean takesFiles(Path folder) {
        try {
            Files.delete(Files.createTempFile(folder, ".doctor", ""));
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    @Override
    public List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        var told = path + ", " + Sizes.told(free) + " free";
        switch (state) {
            case WRITABLE, CAN_BE_MADE -> findings.add(space(told));
            case READ_ONLY ->
                findings.add(Finding.problem(
                        name,
                        path + " cannot be written to",
                        "Give it to the user that runs Lutra: chown USER " + path));
            case CANNOT_BE_MADE ->
                findings.add(Finding.problem(
                        name,
                        path + " is not there and cannot be made",
                        "Make it for the user that runs Lutra: install -d -o USER -m 750 " + path));
            case NO_FOLDER ->
                findings.add(Finding.problem(name, path + " is a file", "Name another folder, or move the file away."));
        }
        if (permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            findings.add(Finding.problem(
                    name,
                    path + " can be written to by everybody (" + PosixFilePermissions.toString(permissions) + ")",
                    "chmod o-w " + path));
        }
        return findings;
    }

    private Finding space(String told) {
        long keepFree = wanted.keepFree();
        long store = wanted.store();
        if (free <= keepFree) {
            return Finding.problem(
                    name,
                    told + ", of which store.keep-free leaves " + Sizes.told(keepFree) + " to others",
                    "Make room, or lower store.keep-free: no picture can be kept.");
        }
        return free - keepFree < store
                ? Finding.warning(
                        name,
                        told + ", less than store.size (" + Sizes.told(store) + ") and store.keep-free ask for",
                        "Set store.size to " + Math.max(1, (free - keepFree) >> 20)
                                + "MB or less, or make room: else the disk and not the limit decides when pictures go.")
                : Finding.ok(name, told + (state == State.CAN_BE_MADE ? ", made at the first start" : ""));
    }
}
