"""Texts with what exported weights say to them, for the test of the TypeScript reader.

    python model/fine-tune/vectors.py FOLDER [OUT.json]

reads FOLDER/transformer.bin and FOLDER/pieces.txt by themselves, computes in float numpy, and writes FOLDER/vectors.json.
A sentence has `logits` null when the cut of a long message left none of its pieces; a message without pieces has the mean 0.
"""

import json
import struct
import sys
from pathlib import Path

import numpy as np
from scipy.special import erf

from text import Pieces

TEXTS = [
    "",
    " \n\t ",
    "😀😀🎉",
    "?!?",
    "hi",
    "Where is my order #48213?",
    "Wo bleibt mein Paket? Es sollte am 3. Mai kommen.",
    "Cancel order no. 12345. I ordered it by mistake!",
    "Hello,\n\nthe kettle arrived broken. I want my money back; please hurry.\n\nRegards, Sam",
    "Größe 42 passt nicht, bitte gegen Größe 43 tauschen",
    "Meine E-Mail-Adresse ist jo.meier@mail.example, Bestellnummer 2024-55871.",
    "Tracking: https://carrier.example/track?id=JD000123456789 says delivered. Nothing is here.",
    "see www.shop.example/help",
    "I paid €129.99 and you charged me £15 extra",
    "STOP MY SUBSCRIPTION NOW",
    "pls pause my box til march thx",
    "ﬁne, ①②③ and ½ of it, Ｆｕｌｌ ｗｉｄｔｈ",
    "cafe\u0301 crème brûlée naïve façade",
    "soft\u00adhyphen and zero\u200bwidth",
    "no\u00a0break\u2009spaces\u3000here",
    "Привет, где мой заказ?",
    "我的包裹在哪里？ Where is my parcel?",
    "🚚 where is it 🙏🙏",
    "don't, can't, won't... it's \"mine\" (really)!",
    "a" * 101 + " is a long word",
    "b" * 100 + " is one that just fits",
    "Order AB-1234/56 and #999 and 12 of 4x4",
    "Nr. 5. und 6. fehlen. Die Nr. 77 ist da.",
    "First… then; last! Really? Yes.No",
    "u.s. shipping vs. e.u. shipping. ok.",
    "thanks!!! :-) <3",
    "Donaudampfschifffahrtsgesellschaftskapitän straße ẞ Ærø łódź",
    "C++ & C#, 100% $5 ^_^ ~ `code` [x] {y} | z \\ /",
    "[CLS] cancel [SEP] my [UNK] order [MASK]",
    "Dear team, I moved last week, so please send order 302-1234567-1234567 to my new flat instead. "
    "Also the lamp from the last parcel flickers and I would like another one. Danke und viele Grüße",
    "I want to return the shoes and I want to know where the refund for the shirt is",
    "Ich möchte mein Abo kündigen. Außerdem: Wo ist meine Rückzahlung? Und bitte rufen Sie mich zurück.",
    "one two three four five six seven eight nine ten " * 9 + "and that is all.",
    "It is broken. " * 40,
    "My story is a long one. " + "It began in spring when I bought a tent from you, and the tent was good, but its poles were not. " * 6
    + "So please send new poles!",
]


class Transformer:
    """A reader of `transformer.bin` that computes in float with the quantised weights."""

    def __init__(self, file):
        data = Path(file).read_bytes()
        magic, version, length = struct.unpack_from("<4sII", data)
        if magic != b"ORDT" or version != 1:
            raise ValueError(f"{file} is no transformer.bin of version 1: write it with export.py")
        self.header = json.loads(data[12 : 12 + length])
        start = (12 + length + 15) // 16 * 16
        tensors = self.header["tensors"].items()
        self.weights = {name: _tensor(data, start, entry) for name, entry in tensors}

    def hidden_states(self, ids):
        """States of one message's tokens, [tokens, width]."""
        weights = self.weights
        values = weights["embeddings.word"][ids] + weights["embeddings.position"][: len(ids)]
        values = self._norm("embeddings.norm", values)
        for name in (f"layer.{layer}" for layer in range(self.header["layers"])):
            values = self._norm(f"{name}.attentionNorm", values + self._attention(name, values))
            inner = self.dense(f"{name}.inner", values)
            inner = inner * (1 + erf(inner / np.sqrt(2))) / 2
            values = self._norm(f"{name}.outerNorm", values + self.dense(f"{name}.outer", inner))
        return values

    def dense(self, name, values):
        """A dense layer over the last axis."""
        return values @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]

    def _norm(self, name, values):
        centred = values - values.mean(-1, keepdims=True)
        scaled = centred / np.sqrt(np.square(centred).mean(-1, keepdims=True) + 1e-12)
        return scaled * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]

    def _attention(self, name, values):
        query, key, value = (
            self.dense(f"{name}.{part}", values).reshape(len(values), self.header["heads"], -1).swapaxes(0, 1)
            for part in ("query", "key", "value")
        )
        scores = query @ key.swapaxes(1, 2) / np.sqrt(query.shape[-1])
        shares = np.exp(scores - scores.max(-1, keepdims=True))
        mixed = shares / shares.sum(-1, keepdims=True) @ value
        return self.dense(f"{name}.attention", mixed.swapaxes(0, 1).reshape(len(values), -1))


def _tensor(data, start, entry):
    count, at = int(np.prod(entry["shape"])), start + entry["offset"]
    kind = {"i8": "i1", "f32": "<f4"}[entry["type"]]
    values = np.frombuffer(data, kind, count, at).reshape(entry["shape"]).astype(np.float64)
    if entry["type"] == "f32":
        return values
    scales = np.frombuffer(data, "<f4", entry["shape"][0], start + entry["scales"])
    return values * scales[:, None].astype(np.float64)


def read(transformer, pieces, text):
    """What the weights say to one text, as the test compares it."""
    sentences, ids, ranges = pieces.of_message(text)
    states = transformer.hidden_states(ids)

    def logits(name, start, end):
        mean = states[start:end].mean(0) if end > start else np.zeros(states.shape[1])
        return [round(value, 5) for value in transformer.dense(name, mean).tolist()]

    return {
        "text": text,
        "pieces": ids,
        "logits": logits("head", 1, len(ids) - 1),
        "language": logits("language", 1, len(ids) - 1),
        "sentences": [
            {"text": sentence, "start": start, "end": end, "logits": logits("head", start, end) if end > start else None}
            for sentence, (start, end) in zip(sentences, ranges, strict=True)
        ],
    }


def main():
    folder = Path(sys.argv[1])
    out = Path(sys.argv[2]) if len(sys.argv) > 2 else folder / "vectors.json"
    transformer = Transformer(folder / "transformer.bin")
    pieces = Pieces((folder / "pieces.txt").read_text(encoding="utf-8").splitlines())
    lines = [json.dumps(read(transformer, pieces, text), ensure_ascii=False) for text in TEXTS]
    out.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
    print(f"{out}: {len(TEXTS)} texts")


if __name__ == "__main__":
    main()
