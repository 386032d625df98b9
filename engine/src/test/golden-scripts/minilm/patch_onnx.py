"""Writes the fp16-rounded weights of a safetensors file into the fp32 ONNX of the same model, so that both runs compute
with the very same numbers. Refuses if any weight differs by more than fp16 rounding.

    python3 patch_onnx.py model.safetensors all-minilm-l6-v2.onnx rounded.onnx
"""
import json
import struct
import sys

import numpy as np


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def fields(data, at, end):
    """Protocol buffer fields: number, begin and end of the payload, value of varints."""
    while at < end:
        key, at = varint(data, at)
        kind = key & 7
        if kind == 0:
            value, after = varint(data, at)
            yield key >> 3, at, after, value
            at = after
        elif kind == 2:
            length, at = varint(data, at)
            yield key >> 3, at, at + length, None
            at += length
        else:
            width = 8 if kind == 1 else 4
            yield key >> 3, at, at + width, None
            at += width


def weights(path):
    raw = open(path, "rb").read()
    length = struct.unpack("<Q", raw[:8])[0]
    header = json.loads(raw[8 : 8 + length])
    data = raw[8 + length :]
    return {
        name: np.frombuffer(data[slice(*info["data_offsets"])], "<f2").reshape(info["shape"]).astype("<f4")
        for name, info in header.items()
        if name != "__metadata__" and info["dtype"] == "F16"
    }


# The exporter renamed the matrices to onnx::MatMul_<n>, transposed, in the order of use.
LAYER = [
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
]


def main(safetensors, onnx, out):
    rounded = weights(safetensors)
    model = bytearray(open(onnx, "rb").read())
    matrices = [f"encoder.layer.{layer}.{part}.weight" for layer in range(6) for part in LAYER]
    patched = set()
    for number, begin, end, _ in fields(model, 0, len(model)):
        if number != 7:  # graph
            continue
        for number, begin, end, _ in fields(model, begin, end):
            if number != 5:  # initializer
                continue
            name = raw = None
            for number, first, last, value in fields(model, begin, end):
                if number == 8:
                    name = model[first:last].decode()
                if number == 9:
                    raw = slice(first, last)
            if name == "embeddings.position_ids" or raw is None or raw.stop - raw.start <= 8:
                continue
            source = matrices.pop(0) if name.startswith("onnx::MatMul_") else name
            new = rounded[source].T if name.startswith("onnx::MatMul_") else rounded[source]
            old = np.frombuffer(bytes(model[raw]), "<f4").reshape(new.shape)
            if not np.allclose(old, new, rtol=2**-10, atol=2**-14):
                raise SystemExit(f"{name} is not {source}: {np.abs(old - new).max()}")
            model[raw] = np.ascontiguousarray(new).tobytes()
            patched.add(source)
    missing = set(rounded) - patched - {"pooler.dense.weight", "pooler.dense.bias"}
    if matrices or missing:
        raise SystemExit(f"not patched: {matrices} {missing}")
    open(out, "wb").write(model)
    print(f"{len(patched)} arrays written")


if __name__ == "__main__":
    main(*sys.argv[1:])
