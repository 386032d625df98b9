package io.lutra.fuzz;

import io.lutra.api.request.RequestFuzz;
import io.lutra.cli.config.ConfigFuzz;
import io.lutra.engine.tokenizer.TokenizerFuzz;
import io.lutra.engine.weights.SafetensorsFuzz;
import io.lutra.imaging.PhotoFuzz;
import io.lutra.imaging.PngFuzz;
import io.lutra.server.files.RangeFuzz;
import io.lutra.server.http.FormFuzz;
import io.lutra.server.proxy.ForwardedFuzz;
import java.util.Locale;

/** What is attacked. Each has a folder of seeds and past findings: {@code fuzz/corpus/NAME}. */
public enum Target {
    PNG(PngFuzz::fuzzerTestOneInput, 8 << 20),
    PHOTO(PhotoFuzz::fuzzerTestOneInput, 96 << 20),
    FORM(FormFuzz::fuzzerTestOneInput, 8 << 20),
    REQUEST(RequestFuzz::fuzzerTestOneInput, 8 << 20),
    SAFETENSORS(SafetensorsFuzz::fuzzerTestOneInput, 8 << 20),
    TOKENIZER(TokenizerFuzz::fuzzerTestOneInput, 64 << 20),
    CONFIG(ConfigFuzz::fuzzerTestOneInput, 16 << 20),
    RANGE(RangeFuzz::fuzzerTestOneInput, 1 << 20),
    FORWARDED(ForwardedFuzz::fuzzerTestOneInput, 2 << 20);

    @SuppressWarnings("ImmutableEnumChecker") // a method of a class without state
    private final Attack attack;

    private final long mostBytes;

    Target(Attack attack, long mostBytes) {
        this.attack = attack;
        this.mostBytes = mostBytes;
    }

    private interface Attack {
        void run(byte[] input);
    }

    /** Gives it an input; fails if anything happens that it does not document. */
    public void run(byte[] input) {
        attack.run(input);
    }

    /** The most bytes that one input of a few KB may make the reader allocate, whatever it is. */
    public long mostBytes() {
        return mostBytes;
    }

    /** As folders and commands call it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
