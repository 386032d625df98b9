package io.lutra.engine.sketch.library;

import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import io.lutra.engine.EngineException.BadWeights;
import io.lutra.engine.sketch.prompt.Concept;
import io.lutra.engine.weights.Checksums;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.ZipFile;

/**
 * All drawings by concept. Drawings are read and parsed when first asked for, and the last ones used are kept.
 *
 * <p>Safe to share between threads. Closing closes the container's file.
 */
public final class Library implements AutoCloseable {
    private static final int PARSED_DRAWINGS_KEPT = 400;

    private final Path container;
    private final ZipFile drawings;
    private final Map<String, Entry> entries;
    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by {@link #lock}. */
    private final Map<String, Artwork> parsed = new LinkedHashMap<>(16, .75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Artwork> eldest) {
            return size() > PARSED_DRAWINGS_KEPT;
        }
    };

    private Library(Path container, ZipFile drawings, Map<String, Entry> entries) {
        this.container = container;
        this.drawings = drawings;
        this.entries = entries;
    }

    /**
     * Opens the library of a directory that holds {@code library.json}, {@code drawings.zip} and {@code SHA256SUMS}.
     *
     * @throws BadWeights if a file is missing or is not what its checksum says
     */
    public static Library load(Path directory) {
        Checksums.verify(directory.resolve("SHA256SUMS"));
        var entries = Index.read(directory.resolve("library.json"));
        var container = directory.resolve("drawings.zip");
        try {
            return new Library(container, new ZipFile(container.toFile()), entries);
        } catch (IOException e) {
            throw new BadWeights("cannot open " + container + ": restore it from the release", e);
        }
    }

    /** Every concept, in a fixed order. */
    public Collection<Entry> entries() {
        return entries.values();
    }

    /** Every concept as a reader of prompts sees it, in a fixed order. */
    public List<Concept> concepts() {
        return entries.values().stream()
                .filter(entry -> !entry.isPart())
                .map(Entry::concept)
                .toList();
    }

    /** The concept of this id. */
    public Optional<Entry> find(String concept) {
        return Optional.ofNullable(entries.get(concept));
    }

    /**
     * The drawing itself.
     *
     * @throws BadWeights if the container lacks it or it cannot be parsed
     */
    public Artwork artwork(Figure figure) {
        lock.lock();
        try {
            var known = parsed.get(figure.file());
            if (known != null) {
                return known;
            }
        } finally {
            lock.unlock();
        }
        var artwork = parse(figure.file());
        lock.lock();
        try {
            parsed.put(figure.file(), artwork);
        } finally {
            lock.unlock();
        }
        return artwork;
    }

    private Artwork parse(String file) {
        var entry = drawings.getEntry(file);
        if (entry == null) {
            throw new BadWeights(container + " lacks " + file + ": restore it from the release");
        }
        try (var in = drawings.getInputStream(entry)) {
            var document = new SVGLoader().load(in, null, LoaderContext.createDefault());
            if (document == null) {
                throw new BadWeights(file + " in " + container + " is not a drawing: restore it from the release");
            }
            return new Artwork(document);
        } catch (IOException e) {
            throw new BadWeights("cannot read " + file + " in " + container, e);
        }
    }

    @Override
    public void close() {
        try {
            drawings.close();
        } catch (IOException e) {
            throw new BadWeights("cannot close " + container, e);
        }
    }
}
