package io.lutra.storage;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A picture's file. All that is known about the picture is in the name, so that the rename that makes the file appear makes
 * everything appear: {@code <id>-<created>-<expires>-<length>.<extension>}, times in milliseconds since 1970.
 */
record KeptFile(ImageId id, ImageType type, long length, Instant created, Instant expires) {
    private static final Pattern NAME =
            Pattern.compile("([0-9a-f]{32})-(\\d{1,18})-(\\d{1,18})-(\\d{1,18})\\.(\\w{1,8})");

    /** The picture whose file has this name, if it is such a name. */
    static Optional<KeptFile> parse(String name) {
        var parts = NAME.matcher(name);
        if (!parts.matches()) {
            return Optional.empty();
        }
        for (var type : ImageType.values()) {
            if (type.extension().equals(parts.group(5))) {
                return Optional.of(new KeptFile(
                        new ImageId(parts.group(1)),
                        type,
                        Long.parseLong(parts.group(4)),
                        Instant.ofEpochMilli(Long.parseLong(parts.group(2))),
                        Instant.ofEpochMilli(Long.parseLong(parts.group(3)))));
            }
        }
        return Optional.empty();
    }

    String name() {
        return id.value() + "-" + created.toEpochMilli() + "-" + expires.toEpochMilli() + "-" + length + "."
                + type.extension();
    }

    Path in(Path directory) {
        return directory.resolve(name());
    }
}
