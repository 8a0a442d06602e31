/**
 * Other texts of the same shape, word by word: letters for letters, digits for digits, the same one for the same word
 * wherever it stands, whatever its case. So what was equal stays equal, also inside of a longer text or an address.
 */
import { createHmac, randomBytes } from 'node:crypto';

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
/** A number behind or before letters is a word of its own: `RE10105` is about `10105`. */
const PARTS = /^(?:[\p{L}\p{M}]+(?=\d+$)|\d+(?=[\p{L}\p{M}]+$))/u;

/** Words shorter than this tell nobody anything. */
const REVEALING = 4;
/** A hundred two-digit numbers have no hundred stand-ins. */
const TRIES = 200;

/** Stand-ins of one recording; nobody can go back, not even with another recording. */
export class StandIns {
  readonly #key = randomBytes(32);
  readonly #given = new Map<string, string>();
  readonly #taken = new Set<string>();
  readonly #originals = new Set<string>();

  /** `texts` is all that is to be replaced: none of its words stands for another. */
  constructor(texts: Iterable<string>) {
    for (const text of texts)
      for (const word of wordsOf(text)) if (word.length >= REVEALING) this.#originals.add(word.toLowerCase());
  }

  /** The text in other words. */
  of(text: string): string {
    return text.replaceAll(WORD, (word) =>
      partsOf(word)
        .map((part) => this.#word(part))
        .join(''),
    );
  }

  #word(word: string): string {
    // Zeros and counts are no data of anybody, and amounts need them.
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

  /** Whether it holds a word that is to be replaced. */
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
