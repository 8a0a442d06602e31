"""One step of training and what weights answer, compiled by JAX."""

import jax
import jax.numpy as jnp
import numpy as np
import optax

from minilm import hidden_states

DROPOUT = 0.1
WEIGHT_DECAY = 0.01
WARM_UP = 0.06
LAYER_DECAY = 0.95
EMBEDDINGS_SHARE = 0.5
AVERAGE_DECAY = 0.995


def answers(weights, layers, batch, drop=lambda values: values):
    """Logits of the labels and of the languages for each answer of a batch."""
    states = hidden_states(weights, layers, batch.ids, batch.positions, batch.owners, drop)
    means = drop(batch.means @ states)
    return tuple(means @ weights[f"{head}.weight"].T + weights[f"{head}.bias"] for head in ("head", "language"))


def optimiser(layers, rate, head_rate, steps):
    """AdamW with warm-up and cosine decay; lower layers learn more slowly, matrices decay."""
    schedule = optax.warmup_cosine_decay_schedule(0.0, 1.0, max(1, round(steps * WARM_UP)), max(2, steps))

    def rate_of(name):
        if name.startswith("embeddings."):
            # German is spelt in pieces of English words, which must move; words that no sentence has must still fit the rest.
            return rate * EMBEDDINGS_SHARE
        if name.startswith("layer."):
            return rate * LAYER_DECAY ** (layers - 1 - int(name.split(".")[1]))
        return head_rate

    def decays(weights):
        return {name: value.ndim == 2 and not name.startswith("embeddings.") for name, value in weights.items()}

    return optax.chain(
        optax.clip_by_global_norm(1.0),
        optax.scale_by_adam(),
        optax.add_decayed_weights(WEIGHT_DECAY, decays),
        optax.stateless(lambda updates, _: {name: -rate_of(name) * value for name, value in updates.items()}),
        optax.scale_by_schedule(schedule),
    )


def training_step(layers, optimise, batch_size):
    """A compiled function (state, frozen weights, batch, key) → (state, loss); a state is weights, Adam's, average, number."""

    def loss_of(weights, frozen, batch, key):
        labels, languages = answers({**frozen, **weights}, layers, batch, _dropout(key))
        label_loss = -(batch.targets * jax.nn.log_softmax(labels)).sum(-1)
        language_loss = optax.softmax_cross_entropy_with_integer_labels(languages, batch.languages)
        return (label_loss @ batch.weights + language_loss @ batch.language_weights) / batch_size

    def step(state, frozen, batch, key):
        weights, inner, average, number = state
        loss, gradient = jax.value_and_grad(loss_of)(weights, frozen, batch, jax.random.fold_in(key, number))
        updates, inner = optimise.update(gradient, inner, weights)
        weights = optax.apply_updates(weights, updates)
        decay = jnp.minimum(AVERAGE_DECAY, (1.0 + number) / (10.0 + number))
        average = jax.tree.map(lambda old, new: old + (1 - decay) * (new - old), average, weights)
        return (weights, inner, average, number + 1), loss

    return jax.jit(step, donate_argnums=0)


def _dropout(key):
    """Dropout that draws one byte a value: on a CPU random numbers are a good part of a step."""
    kept = round(256 * (1 - DROPOUT))
    count = iter(range(1_000))

    def drop(values):
        bits = jax.random.bits(jax.random.fold_in(key, next(count)), values.shape, np.uint8)
        return jnp.where(bits < kept, values * (256 / kept), 0.0)

    return drop


def answering(layers):
    """A compiled function (weights, batch) → logits of labels and of languages."""
    return jax.jit(lambda weights, batch: answers(weights, layers, batch))
