package io.lutra.engine.tensor;

import java.util.ArrayList;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.global.torch;

/*
 * Implementation note. libtorch's fused attention multiplies bf16 through the matrix units of AMX; where those are missing it
 * falls back to plain loops, some forty times slower than oneDNN's products (3 GFLOP/s against 130 on one core with
 * AVX512-BF16). So attention is put together here from two products and a softmax, over tiles of scores that stay in the
 * processor's cache (docs/benchmarks.md). Scores are rounded to bf16, as the operands are; sums are fp32.
 */
/** Attention of bf16 tensors on processors that have bf16 products but no AMX. */
final class TiledAttention {
    /** Of each thread's part of a tile of scores. */
    private static final long BYTES = 2L << 20;

    private static final long LONGEST_TILE = 1024;
    /** Numbers in a vector register: products of a width that is no multiple of it are a third slower. */
    private static final long LANES = 16;

    private TiledAttention() {}

    /** {@code [batch, heads, tokens, width]} each; answers the shape of the queries. */
    static Tensor full(Tensor queries, Tensor keys, Tensor values) {
        return TensorScope.keep(() -> {
            long batch = queries.size(0);
            long heads = queries.size(1);
            long tokens = queries.size(2);
            long width = queries.size(3);
            var q = queries.times(1 / Math.sqrt((double) width)).reshape(batch * heads, tokens, width);
            var k = keys.reshape(batch * heads, keys.size(2), width)
                    .transpose(1, 2)
                    .contiguous();
            long mixedWidth = values.size(3);
            var v = values.reshape(batch * heads, keys.size(2), mixedWidth).pad(0, Math.floorMod(-mixedWidth, LANES));
            long rowBytes = keys.size(2) * queries.dtype().bytes();
            long tileBytes = BYTES * torch.get_num_threads();
            long rows = Math.clamp(tileBytes / rowBytes, 1, Math.min(tokens, LONGEST_TILE));
            long group = Math.clamp(tileBytes / (rowBytes * rows), 1, batch * heads);
            var groups = new ArrayList<Tensor>();
            for (long from = 0; from < batch * heads; from += group) {
                long first = from;
                long count = Math.min(group, batch * heads - from);
                groups.add(TensorScope.keep(() ->
                        rows(q.narrow(0, first, count), k.narrow(0, first, count), v.narrow(0, first, count), rows)));
            }
            var mixed = groups.size() == 1 ? groups.getFirst() : Tensor.cat(groups, 0);
            return mixed.narrow(2, 0, mixedWidth).reshape(batch, heads, tokens, mixedWidth);
        });
    }

    private static Tensor rows(Tensor q, Tensor k, Tensor v, long rows) {
        long tokens = q.size(1);
        var tiles = IntStream.range(0, Math.toIntExact((tokens + rows - 1) / rows))
                .mapToObj(tile -> TensorScope.keep(() -> q.narrow(1, tile * rows, Math.min(rows, tokens - tile * rows))
                        .matmul(k)
                        .softmax(2)
                        .matmul(v)))
                .toList();
        return tiles.size() == 1 ? tiles.getFirst() : Tensor.cat(tiles, 1);
    }
}
