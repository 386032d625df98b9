/**
 * Tensors and the layers of neural networks on libtorch: the only package that sees {@code org.bytedeco}.
 *
 * <p>Read {@link io.lutra.engine.tensor.Device} first (how the library is started and where tensors live), then
 * {@link io.lutra.engine.tensor.TensorScope} (who closes them).
 *
 * <p>JavaCPP objects crash the process when they are used after their native memory is gone. So none leaves this package:
 * a {@link io.lutra.engine.tensor.Tensor} holds exactly one owning handle and refuses to be used once closed, results that
 * native code hands out by reference are copied into owning handles at once, and every small native helper is closed in the
 * statement that made it.
 */
@NullMarked
package io.lutra.engine.tensor;

import org.jspecify.annotations.NullMarked;
