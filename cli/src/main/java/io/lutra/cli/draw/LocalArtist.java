package io.lutra.cli.draw;

import io.lutra.api.error.ApiException;
import io.lutra.api.request.FormParameters;
import io.lutra.api.request.Options;
import io.lutra.api.request.Profile;
import io.lutra.api.request.RequestReader;
import io.lutra.api.request.Terms;
import io.lutra.cli.draw.DrawException.Kind;
import io.lutra.engine.Drawing;
import io.lutra.engine.EngineException;
import io.lutra.engine.ImageModel;
import io.lutra.engine.ModelInfo;
import io.lutra.engine.ModelRegistry;
import io.lutra.engine.PictureRequest;
import io.lutra.engine.PictureRequest.Generation;
import io.lutra.engine.PictureRequest.Output;
import io.lutra.engine.Studio;
import io.lutra.imaging.Raster;
import io.lutra.server.pictures.PictureDesk;
import io.lutra.server.workshop.ModelCatalog.Named;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
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

    /** What a model is asked for, and what is done to a picture or a preview before it is shown. */
    record Work(PictureRequest request, Options options, UnaryOperator<Raster> finish) {}

    @Override
    public void draw(Order order, Watcher watcher) throws InterruptedException {
        watcher.says("loading the model");
        try (var models = loading.get()) {
            ImageModel model = models.standard();
            var work = work(order, model.info());
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

    private Work work(Order order, ModelInfo model) {
        var named = new Named(model.id(), model, Profile.X);
        var terms = new Terms(Profile.X, model.id(), named.limits(), false);
        var parameters = new FormParameters(order.parameters());
        return switch (order.task()) {
            case GENERATE -> {
                var request = RequestReader.generation(parameters, terms);
                var options = request.options();
                var work = new Generation(request.prompt(), output(options), PictureDesk.settings(options, model));
                yield new Work(work, options, UnaryOperator.identity());
            }
            case EDIT, VARY -> throw new IllegalArgumentException("not drawn yet: " + order.task());
        };
    }

    private Output output(Options options) {
        Long seed = options.tuning().seed();
        return new Output(
                options.size().width(),
                options.size().height(),
                options.count(),
                seed == null ? random.nextLong(1L << 32) : seed);
    }

    @Override
    public void close() {
        // Models live as long as a drawing.
    }

    /** Tells a watcher of each step. */
    private static final class Reporter {
        private final ModelInfo model;
        private final Work work;
        private final Watcher watcher;
        private final TreeMap<Integer, Integer> stepsDone = new TreeMap<>();

        Reporter(ModelInfo model, Work work, Watcher watcher) {
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
