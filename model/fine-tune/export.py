"""Writes fine-tuned weights as `transformer.bin` (int8) and the vocabulary as `pieces.txt`."""

import json
import struct
from pathlib import Path

import numpy as np

from minilm import HEADS, INNER, POSITIONS, WIDTH

MAGIC, VERSION, ALIGNMENT = b"ORDT", 1, 16


def write_transformer(folder, weights, pieces, layers, labels, languages, data_hash):
    """Both files into `folder`; matrices but the heads are int8 with one scale per row, the rest is float32."""
    tensors, data = {}, bytearray()

    def placed(values):
        data.extend(bytes(-len(data) % ALIGNMENT))
        offset = len(data)
        data.extend(values.tobytes())
        return offset

    for name, value in weights.items():
        value = np.asarray(value, "<f4")
        entry = {"type": "f32", "shape": list(value.shape)}
        if _is_quantised(name, value):
            value, scales = _quantised(value)
            entry = {"type": "i8", "shape": list(value.shape), "scales": placed(scales)}
        tensors[name] = {**entry, "offset": placed(value)}
    shape = {"layers": layers, "width": WIDTH, "heads": HEADS, "inner": INNER, "positions": POSITIONS}
    names = {"labels": list(labels), "languages": list(languages), "dataHash": data_hash}
    header = json.dumps({**shape, **names, "tensors": tensors}, ensure_ascii=False).encode()
    start = MAGIC + struct.pack("<II", VERSION, len(header)) + header
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "transformer.bin").write_bytes(start + bytes(-len(start) % ALIGNMENT) + data)
    (folder / "pieces.txt").write_text("".join(f"{piece}\n" for piece in pieces), encoding="utf-8")


def rounded(weights):
    """The weights as a reader of the file has them."""

    def restored(value):
        values, scales = _quantised(np.asarray(value, np.float32))
        return values * scales[:, None]

    return {name: restored(value) if _is_quantised(name, value) else value for name, value in weights.items()}


def _is_quantised(name, value):
    return value.ndim == 2 and not name.startswith(("head.", "language."))


def _quantised(value):
    """Symmetric int8 by row: value ≈ int8 · scale."""
    scales = (np.abs(value).max(1) / 127).astype("<f4")
    scales[scales == 0] = 1
    return np.rint(value / scales[:, None]).clip(-127, 127).astype("i1"), scales
