package io.lutra.cli.draw;

import io.lutra.api.error.ApiException;
import io.lutra.cli.draw.DrawException.Kind;
import io.lutra.engine.Drawing;
import io.lutra.engine.EngineException;
import io.lutra.engine.ImageModel;
import io.lutra.engine.ModelInfo;
import io.lutra.engine.ModelRegistry;
import io.lutra.engine.PictureRequest.Output;
import io.lutra.engine.Studio;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Draws in this process, under the rules that a server holds the same order to. */
public final class LocalArtist implements Artist {
    private final Supplier<ModelRegistry> loading;
    private final RandomGenerator random;

    /**
     * @param loading loads the models, of which the standard one draws; called once for each drawing
     * @param random the source of seeds for orders that name none
     */
    public LocalArtist(Supplier<ModelRegistry> loading, RandomGenerator random) {
        this.loading = loading;
        this.random = random;
    }

    @Override
    public void draw(Order order, Watcher watcher) throws InterruptedException {
        watcher.says("loading the model");
        try (var models = loading.get()) {
            ImageModel model = models.standard();
            var work = LocalWork.of(order, model.info(), random);
            work.notes().forEach(watcher::notes);
            watcher.ignored(work.options().ignored());
            new Studio(model).draw(work.request(), new Reporter(model.info(), work, watcher)::report);
        } catch (ApiException refused) {
            throw refusal(refused);
        } catch (EngineException failed) {
            throw new DrawException(Kind.FAILED, String.valueOf(failed.getMessage()), failed);
        }
    }

    private static DrawException refusal(ApiException refused) {
        String parameter = refused.error().param();
        return new DrawException(
                Kind.WRONG_ORDER,
                parameter == null ? "" : parameter,
                refused.error().message());
    }

    @Override
    public void close() {
        // Models live as long as a drawing.
    }

    /** Tells a watcher of each step. */
    private static final class Reporter {
        private final ModelInfo model;
        private final LocalWork work;
        private final Watcher watcher;
        private final TreeMap<Integer, Integer> stepsDone = new TreeMap<>();

        Reporter(ModelInfo model, LocalWork work, Watcher watcher) {
            this.model = model;
            this.work = work;
            this.watcher = watcher;
        }

        void report(Drawing drawing) {
            var output = work.request().output();
            int index = (int) ((drawing.seed() - output.seed()) & Output.MAX_SEED);
            stepsDone.put(index, drawing.stepsDone());
            int done = stepsDone.values().stream().mapToInt(Integer::intValue).sum();
            watcher.advanced(done, Math.multiplyExact(drawing.steps(), output.count()));
            if (drawing.isFinished()) {
                var raster = work.finish().apply(drawing.picture());
                var origin = new DrawnPicture.Origin(model.id(), Long.toString(drawing.seed()));
                var bytes = PictureFile.encode(raster, work.options().encoding(), origin);
                watcher.finished(new DrawnPicture(index, origin, bytes));
            } else if (index == 0 && watcher.wantsPreviews()) {
                drawing.preview().map(work.finish()).ifPresent(preview -> watcher.previewed(index, preview));
            }
        }
    }
}
