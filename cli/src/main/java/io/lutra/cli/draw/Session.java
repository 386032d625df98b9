package io.lutra.cli.draw;

import io.lutra.cli.draw.DrawException.Kind;
import io.lutra.imaging.PictureFormat;
import io.lutra.imaging.Raster;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One order from the command line to its pictures: draws, stores each picture when it is done, and tells of it. */
public final class Session {
    private final Setting setting;
    private final Deposit deposit = new Deposit();
    private final List<DrawnPicture> pictures = new ArrayList<>();
    private final ArrayNode told = JsonNodeFactory.instance.arrayNode();
    private final List<String> ignored = new ArrayList<>();

    /**
     * What a session works with.
     *
     * @param destination where pictures go
     * @param isJson whether standard output gets one JSON object instead of a line for each picture
     * @param out standard output, for text
     * @param bytes standard output, for pictures
     * @param view shows people how it goes
     */
    public record Setting(
            Destination destination, boolean isJson, PrintWriter out, OutputStream bytes, ProgressView view) {}

    /** For one order. */
    public Session(Setting setting) {
        this.setting = setting;
    }

    /**
     * Draws.
     *
     * @throws DrawException if that does not succeed; what was finished before stays
     */
    public void run(Artist artist, Order order) throws InterruptedException {
        var destination = setting.destination();
        if (destination instanceof Destination.StandardOutput && !setting.isJson() && order.count() != 1) {
            throw new DrawException(
                    Kind.WRONG_ORDER,
                    "-o",
                    "standard output takes one picture, but -n is " + order.parameter("n")
                            + "; name a folder, or add --json to get all as base64");
        }
        long begun = System.nanoTime();
        var atEnd = Thread.ofPlatform().unstarted(() -> {
            deposit.end();
            setting.view().close();
        });
        Runtime.getRuntime().addShutdownHook(atEnd);
        try (var view = setting.view()) {
            artist.draw(order, new Storing(order, view));
        }
        Runtime.getRuntime().removeShutdownHook(atEnd);
        if (pictures.size() < order.count()) {
            throw new DrawException(
                    Kind.FAILED,
                    "%d of %d pictures were drawn, then it broke off".formatted(pictures.size(), order.count()));
        }
        if (setting.isJson()) {
            var answer = JsonNodeFactory.instance.objectNode();
            answer.put("model", pictures.getFirst().origin().model());
            answer.put("seconds", Math.round((System.nanoTime() - begun) / 1e6) / 1e3);
            var unused = answer.putArray("ignored");
            ignored.forEach(unused::add);
            answer.set("pictures", told);
            setting.out()
                    .println(
                            JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(answer));
            setting.out().flush();
        }
    }

    /** Passes on to the view what is told, and stores what is finished. */
    private final class Storing implements Artist.Watcher {
        private final Order order;
        private final ProgressView view;

        Storing(Order order, ProgressView view) {
            this.order = order;
            this.view = view;
        }

        @Override
        public void advanced(int done, int steps) {
            view.advanced(done, steps);
        }

        @Override
        public void says(String text) {
            view.says(text);
        }

        @Override
        public boolean wantsPreviews() {
            return view.wantsPreviews();
        }

        @Override
        public void previewed(int index, Raster preview) {
            view.previewed(preview);
        }

        @Override
        public void notes(String text) {
            view.note(text);
        }

        @Override
        public void ignored(List<String> parameters) {
            var named = parameters.stream()
                    .filter(name -> !name.equals("stream") && !name.equals("partial_images"))
                    .toList();
            ignored.addAll(named);
            if (!named.isEmpty()) {
                view.note("this model does not use " + String.join(", ", named));
            }
        }

        @Override
        public void finished(DrawnPicture picture) {
            pictures.add(picture);
            view.finished(picture);
            var entry = told.addObject();
            entry.put("index", picture.index());
            picture.origin().number().ifPresent(seed -> entry.put("seed", seed));
            String format = PictureFormat.sniff(picture.bytes())
                    .map(known -> known.name().toLowerCase(Locale.ROOT))
                    .orElseThrow(() -> new DrawException(Kind.FAILED, "the server sends something that is no picture"));
            entry.put("format", format);
            try {
                store(picture, format, entry);
            } catch (IOException failed) {
                throw new DrawException(Kind.FAILED, "a picture cannot be written: " + reason(failed), failed);
            }
        }

        private void store(DrawnPicture picture, String format, ObjectNode entry) throws IOException {
            var path = switch (setting.destination()) {
                case Destination.StandardOutput output
                when setting.isJson() -> {
                    entry.put("b64_json", Base64.getEncoder().encodeToString(picture.bytes()));
                    yield null;
                }
                case Destination.StandardOutput output -> {
                    setting.bytes().write(picture.bytes());
                    setting.bytes().flush();
                    yield null;
                }
                case Destination.OneFile one ->
                    deposit.put(() -> Destination.name(one, picture.index(), order.count()), picture.bytes());
                case Destination.Folder folder ->
                    deposit.put(() -> Destination.name(folder, order.title(), picture, format), picture.bytes());
            };
            if (path == null) {
                return;
            }
            entry.put("file", path.toString());
            if (!setting.isJson()) {
                setting.out().println(path);
                setting.out().flush();
            }
        }

        private static String reason(IOException failed) {
            return failed.getClass().getSimpleName() + ", " + failed.getMessage();
        }
    }
}
