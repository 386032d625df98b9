"""all-MiniLM-L6-v2: a 6-layer BERT, 384 wide. Its last hidden states are the network's view of the caption."""
import pathlib

import torch
import torch.nn.functional as F

from pup import safetensors
from pup.wordpiece import WordPiece

LAYERS, HEADS = 6, 12


class MiniLM:
    def __init__(self, folder, device="cpu", dtype=torch.float32):
        folder = pathlib.Path(folder)
        self.weights = {name.removeprefix("bert."): t.to(device, dtype) if t.is_floating_point() else t
                        for name, t in safetensors.read(folder / "model.safetensors").items()}
        self.wordpiece = WordPiece(folder / "tokenizer.json")
        self.device = device

    def tokens(self, captions, length):
        """-> ids int64 [B, length] padded with zeros, mask bool [B, length]."""
        ids = torch.zeros(len(captions), length, dtype=torch.int64)
        mask = torch.zeros(len(captions), length, dtype=torch.bool)
        for row, caption in enumerate(captions):
            encoded = self.wordpiece.encode(caption, length)
            ids[row, :len(encoded)] = torch.tensor(encoded)
            mask[row, :len(encoded)] = True
        return ids.to(self.device), mask.to(self.device)

    @torch.no_grad()
    def states(self, ids, mask):
        """ids, mask [B, T] -> last hidden states [B, T, 384]; rows of padding hold zeros."""
        longest = int(mask.sum(1).max())
        short, bias = ids[:, :longest], (~mask[:, :longest])[:, None, None] * -1e4
        x = self._w("embeddings.word_embeddings")[short] + self._w("embeddings.position_embeddings")[:longest] \
            + self._w("embeddings.token_type_embeddings")[0]
        x = self._norm(x, "embeddings.LayerNorm")
        for layer in range(LAYERS):
            x = self._layer(x, bias.to(x.dtype), f"encoder.layer.{layer}.")
        return F.pad(x * mask[:, :longest, None], (0, 0, 0, ids.shape[1] - longest))

    def encode(self, captions, length):
        """-> states [B, length, 384], mask bool [B, length]."""
        ids, mask = self.tokens(captions, length)
        return self.states(ids, mask), mask

    def _layer(self, x, bias, prefix):
        batch, length, width = x.shape
        q, k, v = (self._linear(x, f"{prefix}attention.self.{n}").view(batch, length, HEADS, -1).transpose(1, 2)
                   for n in ("query", "key", "value"))
        weights = torch.softmax(q @ k.transpose(-1, -2) * (width // HEADS) ** -.5 + bias, -1)
        attended = (weights @ v).transpose(1, 2).reshape(batch, length, width)
        x = self._norm(x + self._linear(attended, prefix + "attention.output.dense"), prefix + "attention.output.LayerNorm")
        hidden = F.gelu(self._linear(x, prefix + "intermediate.dense"))
        return self._norm(x + self._linear(hidden, prefix + "output.dense"), prefix + "output.LayerNorm")

    def _w(self, name):
        return self.weights[name + ".weight"]

    def _linear(self, x, name):
        return F.linear(x, self._w(name), self.weights[name + ".bias"])

    def _norm(self, x, name):
        return F.layer_norm(x, x.shape[-1:], self._w(name), self.weights[name + ".bias"], 1e-12)
