"""Reading and writing safetensors: 8 bytes of header length, a JSON header, then the tensors one after the other."""
import json
import struct

import numpy as np
import torch

DTYPES = {"F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16, "I64": torch.int64, "I32": torch.int32, "U8": torch.uint8, "BOOL": torch.bool}
NAMES = {dtype: name for name, dtype in DTYPES.items()}


def read(path):
    """-> {name: tensor}."""
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = bytearray(file.read())
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            tensors[name] = torch.frombuffer(data, dtype=torch.uint8)[begin:end].clone().view(DTYPES[entry["dtype"]]).reshape(entry["shape"])
    return tensors


def write(path, tensors, metadata):
    """`metadata`: {str: str}. The header is padded with spaces to a multiple of 8, so that the data is aligned."""
    header, offset = {"__metadata__": metadata}, 0
    for name, tensor in tensors.items():
        size = tensor.numel() * tensor.element_size()
        header[name] = {"dtype": NAMES[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [offset, offset + size]}
        offset += size
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for tensor in tensors.values():
            raw = tensor.detach().cpu().contiguous().reshape(-1).view(torch.uint8) if tensor.dtype != torch.bool else tensor.cpu().to(torch.uint8)
            file.write(np.ascontiguousarray(raw.numpy()).tobytes())
