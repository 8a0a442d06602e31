"""Labels and training sentences of the repository."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

LANGUAGES = ("en", "de")


@dataclass(frozen=True)
class Example:
    """A message with the numbers of its labels, the main intent first; `weight` is that of its loss."""

    text: str
    language: str
    labels: tuple[int, ...]
    weight: float = 1.0


def read_labels(file):
    """Ids of the labels, and the intent that each rolls up to."""
    ids = json.loads(Path(file).read_text(encoding="utf-8"))
    return ids, [label.split(".", 1)[0] for label in ids]


def read_sentences(folder, labels):
    """All examples of FOLDER/*.jsonl by name and line, and the SHA-256 of their lines, each with its line break."""
    numbers = {label: number for number, label in enumerate(labels)}
    examples, digest = [], hashlib.sha256()
    files = sorted(Path(folder).glob("*.jsonl"), key=lambda file: file.name)
    if not files:
        raise SystemExit(f"{folder} has no *.jsonl: name the folder of the training sentences with --sentences")
    for file in files:
        for at, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
            if line.strip() == "":
                continue
            digest.update(f"{line.strip()}\n".encode())
            examples.append(_example(json.loads(line), numbers, f"{file}:{at}"))
    return examples, digest.hexdigest()


def _example(entry, numbers, place):
    names = entry["labels"] if "labels" in entry else [entry["label"]]
    unknown = [name for name in names if name not in numbers]
    if unknown:
        raise SystemExit(f"{place}: labels.json has no {', '.join(unknown)}: correct the line, or add it to its intent's file and run `npm run tool -- labels`")
    if entry["language"] not in LANGUAGES:
        raise SystemExit(f"{place}: the language is {entry['language']}, not one of {', '.join(LANGUAGES)}")
    return Example(entry["text"], entry["language"], tuple(dict.fromkeys(numbers[name] for name in names)))
