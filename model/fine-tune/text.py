"""From a message to the pieces that the network reads; the TypeScript reader of the weights does the same."""

import re
import unicodedata
from functools import lru_cache

# What JavaScript calls white space: Python's own set differs in a few control characters.
SPACE = "\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
SPACES = "\t\n\v\f\r \u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000\ufeff"
ADDRESS = re.compile(f"[^{SPACE}]*@[^{SPACE}]*")
LINK = re.compile(f"(?:https?://|www\\.)[^{SPACE}]*", re.IGNORECASE)
# \w of Python is \p{L}, \p{N} and the underscore.
CODE = re.compile(r"[\w#/-]+")
DIGIT = re.compile("[0-9]")

UNKNOWN, START, END, PADDING = "[UNK]", "[CLS]", "[SEP]", "[PAD]"
LONGEST_WORD = 100
# A message keeps its first and last pieces when it has more than both together: (31, 19) where time counts, more in training.
WHEN_READ, WHEN_TRAINED = (31, 19), (62, 32)


def plain(text):
    """The text with e-mail addresses, links and numbers of four digits or more only by their kind."""
    text = unicodedata.normalize("NFKC", text)
    text = LINK.sub("link", ADDRESS.sub("email", text))
    return CODE.sub(lambda run: "number" if len(DIGIT.findall(run[0])) >= 4 else run[0], text)


def sentences(text):
    """Sentences of a message: mirrors src/understanding/embedded/sentences.ts, UTF-16 code units and all."""
    units = _code_units(text)
    pieces, start = [], 0
    for at in range(len(units)):
        if _ends_sentence(units, at):
            pieces.append(units[start : at + 1])
            start = at + 1
    pieces.append(units[start:])
    stripped = (_text_of(piece).strip(SPACES) for piece in pieces)
    return [piece for piece in stripped if any(unicodedata.category(sign)[0] in "LN" for sign in piece)]


def _code_units(text):
    data = text.encode("utf-16-le", "surrogatepass")
    return "".join(chr(data[at] | data[at + 1] << 8) for at in range(0, len(data), 2))


def _text_of(units):
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _ends_sentence(units, at):
    if units[at] == "\n":
        return True
    if units[at] not in ".!?;…":
        return False
    follows = units[at + 1] if at + 1 < len(units) else " "
    return follows in SPACES and not (units[at] == "." and _abbreviates(units, at))


def _abbreviates(units, at):
    word_start = max(units.rfind(" ", 0, at + 1), units.rfind("\n", 0, at + 1)) + 1
    upcoming = _text_of(units[at + 1 : at + 3]).strip(SPACES)
    before = units[at - 1] if at > 0 else ""
    return at - word_start <= 3 and (_is_number(upcoming[:1]) or _is_number(before))


def _is_number(sign):
    return sign != "" and unicodedata.category(sign)[0] == "N"


def words(text):
    """Words as BERT's basic tokeniser cuts them: lower case, no accents, punctuation and symbols apart."""
    found, word = [], ""
    for sign in unicodedata.normalize("NFD", text.lower()):
        category = unicodedata.category(sign)
        if sign in SPACES or category[0] in "PS":
            if word:
                found.append(word)
            word = ""
            if sign not in SPACES:
                found.append(sign)
        elif category not in ("Mn", "Cc", "Cf"):
            word += sign
    return found + [word] if word else found


class Pieces:
    """The vocabulary, and the cut of texts into its pieces; a piece's id is its line number."""

    def __init__(self, vocabulary):
        self.vocabulary = vocabulary
        self.ids = {piece: number for number, piece in enumerate(vocabulary)}
        self.of_word = lru_cache(maxsize=200_000)(self._of_word)

    def _of_word(self, word):
        """Greedy WordPiece: the longest piece each time; a word that cannot be cut is unknown as a whole."""
        if len(word) > LONGEST_WORD:
            return (self.ids[UNKNOWN],)
        found, start = [], 0
        while start < len(word):
            for end in range(len(word), start, -1):
                number = self.ids.get(("##" if start else "") + word[start:end])
                if number is not None:
                    break
            else:
                return (self.ids[UNKNOWN],)
            found.append(number)
            start = end
        return tuple(found)

    def of_sentence(self, sentence):
        """Piece ids of one sentence."""
        return [number for word in words(plain(sentence)) for number in self.of_word(word)]

    def of_parts(self, parts, kept=WHEN_READ):
        """Parts (lists of piece ids) as one message: ids between [CLS] and [SEP], and each part's (start, end) in them."""
        ids, ranges = [], []
        for part in parts:
            ranges.append((len(ids), len(ids) + len(part)))
            ids += part
        first, last = kept
        dropped = max(0, len(ids) - first - last)
        if dropped:
            ids = ids[:first] + ids[-last:]

        def place(position):
            return position if position <= first else max(first, position - dropped)

        return (
            [self.ids[START], *ids, self.ids[END]],
            [(place(start) + 1, place(end) + 1) for start, end in ranges],
        )

    def of_message(self, text):
        """Sentences of a message, its piece ids, and each sentence's range of them."""
        found = sentences(text)
        ids, ranges = self.of_parts([self.of_sentence(sentence) for sentence in found])
        return found, ids, ranges


def useful_pieces(vocabulary):
    """Rows of the base's vocabulary that texts in Latin script can reach, in its order."""
    special = {UNKNOWN, START, END, PADDING}
    return [row for row, piece in enumerate(vocabulary) if piece in special or _is_useful(piece)]


def _is_useful(piece):
    body = piece.removeprefix("##")
    if words(plain(body)) != [body]:
        return False
    if len(piece) == 1 and unicodedata.category(piece)[0] in "PS":
        return ord(piece) < 0x500 or 0x2000 <= ord(piece) < 0x2E80
    return all(_is_latin(sign) for sign in body)


def _is_latin(sign):
    return sign in "0123456789" or (sign.isalpha() and unicodedata.name(sign, "").startswith("LATIN"))
