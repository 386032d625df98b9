package io.lutra.jobs;

import io.lutra.engine.ModelRegistry;
import io.lutra.engine.OnDemandModel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which models' weights are in memory: loads what pictures wait for, one model at a time beside the drawing, and gives back
 * those used least recently when the registry's memory would not suffice. Used by the device's thread.
 */
/* Implementation note.
 *
 * A model that must go finishes the pictures that it has on the device and gets no new ones. So that two models that do not
 * fit together do not take turns picture by picture, one that is wanted stays for KEPT after it was loaded.
 */
final class Residents {
    private static final Logger LOG = LoggerFactory.getLogger(Residents.class);
    private static final Duration KEPT = Duration.ofSeconds(20);

    private final ModelRegistry models;
    private final InstantSource clock;
    private final Runnable changed;
    private final QueueObserver observer;
    private final Map<String, Instant> usedAt = new HashMap<>();
    private final Map<String, Instant> loadedAt = new HashMap<>();
    private final Set<String> leaving = new HashSet<>();
    private Optional<Loading> loading = Optional.empty();

    /** A model that could not be loaded, and why. */
    record Failure(String model, Throwable cause) {}

    /** A model that is being loaded on a thread of its own. */
    private static final class Loading {
        private final OnDemandModel model;
        private final Thread thread;
        private volatile Duration took = Duration.ZERO;
        private volatile boolean isOver;
        private volatile Optional<Throwable> fault = Optional.empty();

        private Loading(OnDemandModel model, Runnable changed) {
            this.model = model;
            thread = Thread.ofPlatform().name("lutra-model-loader").daemon().start(() -> {
                load();
                changed.run();
            });
        }

        private void load() {
            long begun = System.nanoTime();
            try {
                model.load();
            } catch (RuntimeException | Error e) {
                fault = Optional.of(e);
            } finally {
                took = Duration.ofNanos(System.nanoTime() - begun);
                isOver = true;
            }
        }
    }

    /**
     * Over the models of a registry.
     *
     * @param changed called by another thread when a model has been loaded or could not be
     */
    Residents(ModelRegistry models, InstantSource clock, Runnable changed, QueueObserver observer) {
        this.models = models;
        this.clock = clock;
        this.changed = changed;
        this.observer = observer;
    }

    /** Whether new pictures of a model can be begun. */
    boolean takesPictures(String model) {
        return isInMemory(model) && !leaving.contains(model);
    }

    /** Whether a model is being loaded; until that is over no other one can be. */
    boolean isLoading() {
        return loading.isPresent();
    }

    boolean isInMemory(String model) {
        return models.find(model)
                .filter(found ->
                        !(found instanceof OnDemandModel onDemand) || (onDemand.isLoaded() && !isLoading(onDemand)))
                .isPresent();
    }

    private boolean isLoading(OnDemandModel model) {
        return loading.filter(running -> running.model == model).isPresent();
    }

    /**
     * Sees to it that what is wanted comes into memory.
     *
     * @param wanted models that something waits for, the most urgent first
     * @param drawing models with pictures on the device
     * @return why the model that was being loaded could not be
     */
    Optional<Failure> attend(Collection<String> wanted, Set<String> drawing) {
        var now = clock.instant();
        var failure = endLoading(now);
        drawing.forEach(model -> usedAt.put(model, now));
        leaving.clear();
        if (loading.isEmpty()) {
            wanted.stream()
                    .filter(model -> !isInMemory(model))
                    .filter(model ->
                            failure.filter(failed -> failed.model.equals(model)).isEmpty())
                    .findFirst()
                    .flatMap(models::find)
                    .ifPresent(model -> {
                        if (model instanceof OnDemandModel onDemand && makeRoom(onDemand, wanted, drawing, now)) {
                            loading = Optional.of(new Loading(onDemand, changed));
                        }
                    });
        }
        return failure;
    }

    private Optional<Failure> endLoading(Instant now) {
        if (loading.filter(running -> running.isOver).isEmpty()) {
            return Optional.empty();
        }
        var ended = loading.get();
        loading = Optional.empty();
        String id = ended.model.info().id();
        if (ended.fault.isPresent()) {
            LOG.error("the model {} could not be loaded", id, ended.fault.get());
            observer.notLoaded(id);
            return Optional.of(new Failure(id, ended.fault.get()));
        }
        LOG.info("model {} loaded, {} MB", id, ended.model.bytes() >> 20);
        observer.loaded(id, ended.took);
        loadedAt.put(id, now);
        usedAt.put(id, now);
        return Optional.empty();
    }

    /** Whether there is room for a model; if not yet, those that must go for it are told so. */
    private boolean makeRoom(OnDemandModel wanted, Collection<String> waiting, Set<String> drawing, Instant now) {
        var residents = residents();
        long needed = wanted.bytes() - models.memory();
        for (var resident : residents) {
            needed += resident.bytes();
        }
        var going = new ArrayList<OnDemandModel>();
        for (var resident : residents) {
            String id = resident.info().id();
            boolean isUsed = drawing.contains(id) || waiting.contains(id);
            if (needed > 0 && !(isUsed && now.isBefore(since(loadedAt, id).plus(KEPT)))) {
                going.add(resident);
                needed -= resident.bytes();
            }
        }
        if (needed > 0) {
            return false;
        }
        going.forEach(model -> leaving.add(model.info().id()));
        if (going.stream().anyMatch(model -> drawing.contains(model.info().id()))) {
            return false;
        }
        going.forEach(this::evict);
        return true;
    }

    private void evict(OnDemandModel model) {
        model.unload();
        LOG.info("model {} given back, {} MB", model.info().id(), model.bytes() >> 20);
        observer.evicted(model.info().id());
    }

    /** The loaded models that can be given back, least recently used first. */
    private List<OnDemandModel> residents() {
        var residents = new ArrayList<OnDemandModel>();
        for (var model : models.all()) {
            if (model instanceof OnDemandModel onDemand && onDemand.isLoaded()) {
                residents.add(onDemand);
            }
        }
        residents.sort(Comparator.comparing(model -> since(usedAt, model.info().id())));
        return residents;
    }

    private static Instant since(Map<String, Instant> times, String model) {
        return times.getOrDefault(model, Instant.EPOCH);
    }

    /** Waits until nothing is being loaded: a model cannot be freed under its loader. */
    void close() {
        try {
            if (loading.isPresent()) {
                loading.get().thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
