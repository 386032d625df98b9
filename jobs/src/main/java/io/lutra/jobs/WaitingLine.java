package io.lutra.jobs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The pictures that wait to be begun, by owner. Not thread-safe; guarded by the queue's lock.
 */
/* Implementation note.
 *
 * Max-min fairness in units of pictures: a free place on the device goes to the owner that has the fewest pictures on it,
 * and among equals to the one that was served longest ago. An owner's own pictures keep their order, except that a picture
 * whose model has no free place does not hold up one of another model behind it.
 *
 * Who was served when is remembered for the latest REMEMBERED owners, also while they have nothing waiting: otherwise an
 * owner that comes back after each picture would be new, and first, every time.
 */
final class WaitingLine {
    private static final int REMEMBERED = 4096;

    private final Map<String, Deque<Entry>> owners = new LinkedHashMap<>();
    private final Map<String, Long> servedAt = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED;
        }
    };
    private long serving;
    private int pictures;

    void add(LocalJob job) {
        owners.computeIfAbsent(job.spec().owner(), owner -> new ArrayDeque<>()).add(new Entry(job));
        pictures += job.spec().pictures();
    }

    void remove(LocalJob job) {
        var entries = owners.get(job.spec().owner());
        if (entries == null) {
            return;
        }
        entries.removeIf(entry -> {
            boolean found = entry.job == job;
            pictures -= found ? entry.left() : 0;
            return found;
        });
        if (entries.isEmpty()) {
            owners.remove(job.spec().owner());
        }
    }

    int pictures() {
        return pictures;
    }

    int pictures(String owner) {
        return entries(owner).stream().mapToInt(Entry::left).sum();
    }

    /** Jobs of which nothing has been begun. */
    int untouchedJobs() {
        return (int) owners.values().stream()
                .flatMap(Collection::stream)
                .filter(entry -> entry.next == 0)
                .count();
    }

    List<LocalJob> jobs(Predicate<LocalJob> which) {
        return owners.values().stream()
                .flatMap(Collection::stream)
                .map(entry -> entry.job)
                .filter(which)
                .toList();
    }

    /** Takes out the pictures that are to be begun now, in fair order, as many as there are places. */
    List<Share> allot(Places places) {
        var shares = new ArrayList<Share>();
        for (var next = next(places); next.isPresent(); next = next(places)) {
            var entry = next.get();
            var owner = entry.job.spec().owner();
            servedAt.put(owner, ++serving);
            places.take(entry.job);
            merge(shares, entry.job, entry.next++);
            pictures--;
            if (entry.left() == 0) {
                remove(entry.job);
            }
        }
        return shares;
    }

    /**
     * The work that will probably be begun before some owner's {@code own} first pictures are all begun, those included: as
     * many pictures of every owner.
     */
    List<Load> before(int own) {
        var loads = new ArrayList<Load>();
        for (var entries : owners.values()) {
            int left = own;
            for (var entry : entries) {
                var load = Load.ofPicture(entry.job);
                for (int i = 0; i < entry.left() && left > 0; i++, left--) {
                    loads.add(load);
                }
            }
        }
        return loads;
    }

    /** Pictures of other jobs that will probably be begun before the last of this one's. */
    int ahead(LocalJob job) {
        int own = 0;
        for (var entry : entries(job.spec().owner())) {
            own += entry.left();
            if (entry.job == job) {
                return before(own).size() - entry.left();
            }
        }
        return 0;
    }

    private Collection<Entry> entries(String owner) {
        var entries = owners.get(owner);
        return entries == null ? List.of() : entries;
    }

    private Optional<Entry> next(Places places) {
        Entry best = null;
        if (places.anyFree()) {
            for (var entries : owners.values()) {
                for (var entry : entries) {
                    if (places.isFreeFor(entry.job)) {
                        best = best == null || isBefore(entry, best, places) ? entry : best;
                        break;
                    }
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private boolean isBefore(Entry one, Entry other, Places places) {
        int difference = places.drawnFor(one.job) - places.drawnFor(other.job);
        return difference < 0 || (difference == 0 && served(one) < served(other));
    }

    private long served(Entry entry) {
        return servedAt.getOrDefault(entry.job.spec().owner(), 0L);
    }

    private static void merge(List<Share> shares, LocalJob job, int index) {
        for (int i = 0; i < shares.size(); i++) {
            var share = shares.get(i);
            if (share.job() == job) {
                shares.set(i, new Share(job, share.from(), share.count() + 1));
                return;
            }
        }
        shares.add(new Share(job, index, 1));
    }

    /** A job and the index of its first picture that has not been begun. */
    private static final class Entry {
        private final LocalJob job;
        private int next;

        private Entry(LocalJob job) {
            this.job = job;
        }

        private int left() {
            return job.spec().pictures() - next;
        }
    }
}
