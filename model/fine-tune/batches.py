"""Messages packed into batches of one shape: short messages share a row, so there is little padding to compute."""

from typing import NamedTuple

import numpy as np

from minilm import POSITIONS

# Messages that wait for a gap while shorter ones fill the batch.
WAITING = 6
LANGUAGE_WEIGHT = 0.2


class Batch(NamedTuple):
    """Arrays of one batch: [rows, POSITIONS] tokens and [answers, …] what they should give; unused answers weigh 0."""

    ids: np.ndarray
    positions: np.ndarray
    owners: np.ndarray
    """The number of the token's message in the batch, −1 for padding."""
    means: np.ndarray
    """[answers, rows · POSITIONS]: times the states, the mean of an answer's tokens."""
    targets: np.ndarray
    weights: np.ndarray
    languages: np.ndarray
    """[answers]: number of the language; counts only where `language_weights` is not 0."""
    language_weights: np.ndarray


def rows_for(messages, batch):
    """Rows of a batch that holds about `batch` of these messages."""
    mean = sum(len(message.ids) for message in messages) / max(1, len(messages))
    return max(2, round(batch * mean / POSITIONS / 0.96))


def packed(messages, rows, answers):
    """Groups of messages with their rows, as lists of (message, row, start), in about the given order."""
    waiting, messages = [], iter(messages)
    while True:
        placed, free, count, left = [], [POSITIONS] * rows, 0, []
        candidates = iter(waiting)
        while len(left) < WAITING:
            message = next(candidates, None) or next(messages, None)
            if message is None:
                break
            size = len(message.ids)
            row = next((row for row in range(rows) if free[row] >= size), None)
            if row is None or count + len(message.answers) > answers:
                left.append(message)
                continue
            placed.append((message, row, POSITIONS - free[row]))
            free[row] -= size
            count += len(message.answers)
        waiting = [*left, *candidates]
        if not placed:
            return
        yield placed


def batch_of(placed, rows, answers, labels, smoothing):
    """The arrays of one group of `packed`; targets are smoothed by the given share."""
    tokens = np.zeros((3, rows, POSITIONS), np.int32)
    ids, positions, owners = tokens
    owners[:] = -1
    means = np.zeros((answers, rows, POSITIONS), np.float32)
    targets = np.full((answers, labels), smoothing / labels, np.float32)
    weights, language_weights = np.zeros((2, answers), np.float32)
    languages = np.zeros(answers, np.int32)
    number = 0
    for owner, (message, row, start) in enumerate(placed):
        place = slice(start, start + len(message.ids))
        ids[row, place] = message.ids
        positions[row, place] = np.arange(len(message.ids))
        owners[row, place] = owner
        languages[number], language_weights[number] = message.language, message.answers[0].weight * LANGUAGE_WEIGHT
        for answer in message.answers:
            if answer.end > answer.start:
                means[number, row, start + answer.start : start + answer.end] = 1 / (answer.end - answer.start)
            for label, share in answer.labels:
                targets[number, label] += (1 - smoothing) * share
            weights[number] = answer.weight
            number += 1
    flat = means.reshape(answers, rows * POSITIONS)
    return Batch(ids, positions, owners, flat, targets, weights, languages, language_weights)
