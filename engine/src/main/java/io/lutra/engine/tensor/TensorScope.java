package io.lutra.engine.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/*
 * Implementation note. A forward pass makes hundreds of tensors, and each must be closed as soon as it is not needed, on
 * every path out. The scope that new tensors belong to is a ScopedValue: it is bound for the duration of a block, so it
 * cannot be left open, and it nests as calls nest.
 */
/**
 * Owns the tensors that are made while it is the innermost scope of the thread, and closes them together.
 *
 * <p>Temporary: {@link #keep} and {@link #run} open a scope for one block. Every tensor made in the block is closed at its
 * end, on every path out of it; {@code keep} hands its one result on to the scope around the block.
 *
 * <p>Long-lived: a model makes a scope, loads its weights {@linkplain #in inside} it, and closes it with itself.
 *
 * <p>A tensor that is made outside of any scope belongs to whoever made it. Not thread-safe: a scope is used by one thread at
 * a time.
 */
public final class TensorScope implements AutoCloseable {
    private static final ScopedValue<TensorScope> CURRENT = ScopedValue.newInstance();

    private final List<Tensor> tensors = new ArrayList<>();
    private boolean closed;

    /** An empty scope, which the caller closes. */
    public TensorScope() {}

    /**
     * Runs a block whose tensors are all temporary but its result.
     *
     * @return the block's result, which now belongs to the scope around the block, or to the caller if there is none; a
     *     result that was not made in the block stays whose it was
     */
    public static Tensor keep(Supplier<Tensor> block) {
        try (var scope = new TensorScope()) {
            var result = scope.in(block);
            if (scope.disown(result)) {
                register(result);
            }
            return result;
        }
    }

    /** Runs a block whose tensors are all temporary; the result must hold none of them. */
    public static <R> R run(Supplier<R> block) {
        try (var scope = new TensorScope()) {
            return scope.in(block);
        }
    }

    /**
     * Builds something that owns tensors: what {@code builder} makes belongs to the scope it is given, which the built thing
     * closes with itself. If building fails, the scope is closed.
     */
    public static <R> R owned(Function<TensorScope, R> builder) {
        var scope = new TensorScope();
        boolean isBuilt = false;
        try {
            R built = scope.in(() -> builder.apply(scope));
            isBuilt = true;
            return built;
        } finally {
            if (!isBuilt) {
                scope.close();
            }
        }
    }

    /** Runs a block whose tensors belong to this scope, until it is closed. */
    public <R> R in(Supplier<R> block) {
        if (closed) {
            throw new IllegalStateException("the scope is closed");
        }
        return ScopedValue.where(CURRENT, this).call(block::get);
    }

    /** Closes every tensor of this scope; closing twice does nothing. */
    @Override
    public void close() {
        closed = true;
        tensors.forEach(Tensor::close);
        tensors.clear();
    }

    static void register(Tensor tensor) {
        if (CURRENT.isBound()) {
            CURRENT.get().own(tensor);
        }
    }

    private void own(Tensor tensor) {
        tensors.add(tensor);
    }

    private boolean disown(Tensor tensor) {
        return tensors.removeIf(own -> own == tensor);
    }
}
