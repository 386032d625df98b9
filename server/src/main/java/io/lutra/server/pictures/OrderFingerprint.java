package io.lutra.server.pictures;

import io.lutra.engine.PictureRequest;
import io.lutra.engine.PictureRequest.Edit;
import io.lutra.engine.PictureRequest.Generation;
import io.lutra.engine.PictureRequest.Variation;
import io.lutra.imaging.Raster;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What two tries of the same request have in common: everything that was asked for, by whom; not a seed that was made up. */
final class OrderFingerprint {
    private final MessageDigest digest;

    private OrderFingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static String of(String owner, PictureOrder order) {
        var fingerprint = new OrderFingerprint();
        fingerprint.add(owner);
        fingerprint.add(order.events());
        fingerprint.add(order.terms().toString());
        fingerprint.add(order.options().toString());
        fingerprint.add(order.prompt());
        fingerprint.add(order.work());
        return HexFormat.of().formatHex(fingerprint.digest.digest());
    }

    private void add(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    private void add(PictureRequest work) {
        add(work.settings().toString());
        switch (work) {
            case Generation generation -> {
                // All that it has is in the prompt and in the options.
            }
            case Edit edit -> {
                add(edit.image());
                add(edit.mask());
            }
            case Variation variation -> {
                add(Double.toString(variation.strength()));
                add(variation.image());
            }
        }
    }

    private void add(Raster raster) {
        add(raster.width() + "x" + raster.height());
        var row = ByteBuffer.allocate(4 * raster.width());
        for (int y = 0; y < raster.height(); y++) {
            row.clear();
            row.asIntBuffer().put(raster.argb(), y * raster.width(), raster.width());
            digest.update(row);
        }
    }
}
