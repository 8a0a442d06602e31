"""From examples to the messages of an epoch: noise, several intents in one message, and what the network shall answer."""

from dataclasses import dataclass

import noise
from corpus import LANGUAGES
from text import WHEN_TRAINED, sentences

SEVERAL_INTENTS = 0.18
COURTESY = 0.08
SHARES = {1: (1.0,), 2: (0.6, 0.4), 3: (0.5, 0.3, 0.2)}
SEGMENT_WEIGHT = 0.5
# These want nothing: they take no dress that would, and next to an intent the intent is what a message is about.
WITHOUT_INTENT = ("other.greeting", "other.thanks", "other.yes", "other.no")
NO_PARTNERS = (*WITHOUT_INTENT, "other.off_topic")


@dataclass(frozen=True)
class Answer:
    """A range of a message's pieces, the labels with their shares that it should get, and the weight of its loss."""

    start: int
    end: int
    labels: tuple[tuple[int, float], ...]
    weight: float


@dataclass(frozen=True)
class Message:
    """Piece ids with [CLS] and [SEP]; the first answer is the whole message's; `language` is a number."""

    ids: list[int]
    language: int
    answers: list[Answer]


class MessageMaker:
    """Makes messages of examples, the same for the same random numbers."""

    def __init__(self, pieces, labels, examples, random):
        self.pieces, self.labels, self.random = pieces, labels, random
        intents = [example for example in examples if len(example.labels) == 1]
        self.partners = {
            language: [example for example in intents if example.language == language and self._partners(example)]
            for language in LANGUAGES
        }
        self.courtesies = {
            (language, label): [e for e in intents if e.language == language and labels[e.labels[0]] == label]
            for language in LANGUAGES
            for label in ("other.greeting", "other.thanks")
        }

    def _partners(self, example):
        return len(example.labels) == 1 and self.labels[example.labels[0]] not in NO_PARTNERS

    def plain(self, example):
        """The example as it is, placeholders filled."""
        return self._message([noise.filled(example.text, example.language, self.random)], [example], example)

    def noisy(self, example):
        """The example with noise; some with other intents, some with a greeting or thanks of the corpus."""
        random, language = self.random, example.language
        typed = noise.manner(language, random)
        wanted = not any(self.labels[label] in WITHOUT_INTENT for label in example.labels)
        if self._partners(example) and random.random() < SEVERAL_INTENTS:
            return self._several(example, typed)
        if wanted and len(example.labels) == 1 and random.random() < COURTESY:
            return self._courteous(example, typed)
        text = noise.dressed(example.text, language, random) if wanted else example.text
        return self._message([typed(noise.filled(text, language, random))], [example], example)

    def _several(self, example, typed):
        random, language = self.random, example.language
        examples = [example]
        for _ in range(random.choice([1, 1, 2])):
            other = random.choice(self.partners[language])
            if other.labels not in [known.labels for known in examples]:
                examples.append(other)
        texts = [noise.filled(one.text, language, random) for one in examples]
        texts = [text if at == 0 else noise.joined(text, language, random) for at, text in enumerate(texts)]
        texts = [self._ended(typed(text)) for text in texts]
        # The cut of a long message would leave an intent out that is still asked for.
        while len(examples) > 1 and sum(map(len, self._parts(texts))) > sum(WHEN_TRAINED):
            examples, texts = examples[:-1], texts[:-1]
        return self._message(texts, examples, *examples)

    def _courteous(self, example, typed):
        random, language = self.random, example.language
        first = random.random() < 0.5
        courtesies = self.courtesies[language, "other.greeting" if first else "other.thanks"]
        others = [random.choice(courtesies)] if courtesies else []
        examples = [*others, example] if first else [example, *others]
        texts = [self._ended(typed(noise.filled(one.text, language, random))) for one in examples]
        return self._message(texts, examples, example)

    def _ended(self, text):
        return noise.ended(text) if self.random.random() < 0.8 else text

    def _parts(self, texts):
        return [[number for one in sentences(text) for number in self.pieces.of_sentence(one)] for text in texts]

    def _message(self, texts, examples, *intents):
        """Texts of examples as one message, which is about `intents`; the parts have answers where there are several."""
        ids, ranges = self.pieces.of_parts(self._parts(texts), WHEN_TRAINED)
        weight = intents[0].weight
        labels = [label for intent in intents for label in intent.labels][:3]
        shares = tuple(zip(labels, SHARES[len(labels)], strict=True))
        # A message without pieces (a lone emoji) has nothing to learn from.
        whole = Answer(1, len(ids) - 1, shares, weight if len(ids) > 2 else 0.0)
        segments = [
            Answer(start, end, ((example.labels[0], 1.0),), weight * SEGMENT_WEIGHT)
            for example, (start, end) in zip(examples, ranges, strict=True)
            if len(examples) > 1 and end > start
        ]
        return Message(ids, LANGUAGES.index(intents[0].language), [whole, *segments])
