/**
 * Replaces texts word by word with others of the same shape: letters for letters, digits for digits, and the same
 * stand-in for the same word everywhere, in any case. So equal words stay equal, even inside longer texts or URLs.
 */
import { createHmac, randomBytes } from 'node:crypto';

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
/** A number after or before letters is a separate word: `RE10105` refers to `10105`. */
const PARTS = /^(?:[\p{L}\p{M}]+(?=\d+$)|\d+(?=[\p{L}\p{M}]+$))/u;

/** Shorter words reveal nothing. */
const REVEALING = 4;
/** A hundred two-digit numbers cannot have a hundred distinct stand-ins. */
const TRIES = 200;

/** Stand-ins of one recording; they cannot be reversed, even with another recording. */
export class StandIns {
  readonly #key = randomBytes(32);
  readonly #given = new Map<string, string>();
  readonly #taken = new Set<string>();
  readonly #originals = new Set<string>();

  /** `texts` is everything to be replaced: none of its words becomes a stand-in. */
  constructor(texts: Iterable<string>) {
    for (const text of texts)
      for (const word of wordsOf(text)) if (word.length >= REVEALING) this.#originals.add(word.toLowerCase());
  }

  /** The text with its words replaced. */
  of(text: string): string {
    return text.replaceAll(WORD, (word) =>
      partsOf(word)
        .map((part) => this.#word(part))
        .join(''),
    );
  }

  #word(word: string): string {
    // Zeros and single digits identify nobody, and amounts need them.
    if (/^0*\d?$/.test(word)) return word;
    const folded = word.toLowerCase();
    let standIn = this.#given.get(folded);
    for (let count = 0; standIn === undefined; count++) {
      const found = this.#shaped(folded, count);
      const free = !this.#taken.has(found) && !this.#reveals(found);
      if (free || (count >= TRIES && found !== folded)) standIn = found;
    }
    this.#given.set(folded, standIn);
    this.#taken.add(standIn);
    return withCaseOf(word, standIn);
  }

  #shaped(word: string, count: number): string {
    const bytes = createHmac('sha512', this.#key).update(`${count} ${word}`).digest();
    const [, first = '', middle = '', last = ''] = /^(0*)(.*?)(0*)$/u.exec(word) ?? [];
    const isNumber = /^\d+$/.test(word);
    const body = isNumber ? middle : word;
    const other = Array.from(body).map((character, index, { length }) => {
      const byte = bytes[index % bytes.length] ?? 0;
      if (!/\p{N}/u.test(character)) return String.fromCharCode(97 + (byte % 26));
      return isNumber && (index === 0 || index === length - 1) ? String(1 + (byte % 9)) : String(byte % 10);
    });
    return isNumber ? `${first}${other.join('')}${last}` : other.join('');
  }

  /** Whether a stand-in contains a word that is to be replaced. */
  #reveals(word: string): boolean {
    for (let start = 0; start + REVEALING <= word.length; start++)
      for (let end = Math.min(word.length, start + 40); end >= start + REVEALING; end--)
        if (this.#originals.has(word.slice(start, end))) return true;
    return false;
  }
}

const wordsOf = (text: string): string[] => (text.match(WORD) ?? []).flatMap(partsOf);

function partsOf(word: string): string[] {
  const first = PARTS.exec(word)?.[0];
  return first === undefined ? [word] : [first, word.slice(first.length)];
}

function withCaseOf(word: string, standIn: string): string {
  const letters = Array.from(standIn);
  return Array.from(word)
    .map((letter, index) => {
      const other = letters[index] ?? '';
      return /\p{Lu}/u.test(letter) ? other.toUpperCase() : other;
    })
    .join('');
}
