/** From a message to the pieces that the network reads, cut as in BERT; the trainer does the same in Python. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { OrderlyError } from '../../../contracts/errors/orderly-error.js';
import { sentences } from '../sentences.js';

/** The network's vocabulary; a piece's id is its line number in the file. */
export interface Vocabulary {
  /** Pieces that begin a word. */
  starts: ReadonlyMap<string, number>;
  /** Pieces that continue one, without their `##`. */
  continuations: ReadonlyMap<string, number>;
  /** How many pieces there are. */
  size: number;
  /** Length of the longest piece, in UTF-16 units. */
  longest: number;
  special: Readonly<Record<Special, number>>;
}

/** A sentence and its range among the message's pieces: `end` is exclusive, equal to `start` if none was kept. */
interface SentenceRange {
  text: string;
  start: number;
  end: number;
}

/** A message as the network reads it: ids from [CLS] to [SEP]. */
export interface CutMessage {
  ids: readonly number[];
  sentences: readonly SentenceRange[];
}

const SPECIAL = { unknown: '[UNK]', start: '[CLS]', end: '[SEP]' } as const;
type Special = keyof typeof SPECIAL;

const LONGEST_WORD = 100;
// A longer message keeps its first and last pieces: intents stand at the start or the end.
const FIRST = 31;
const LAST = 19;

/** Reads a vocabulary from its file, one piece a line; throws `model_unreadable`. */
export async function readVocabulary(path: URL): Promise<Vocabulary> {
  const wrong = (what: string, cause?: unknown): OrderlyError =>
    new OrderlyError('model_unreadable', what, { place: { file: fileURLToPath(path) }, cause });
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw wrong('The word pieces cannot be opened', cause);
  });
  const pieces = text.trimEnd().split('\n');
  const starts = new Map<string, number>();
  const continuations = new Map<string, number>();
  pieces.forEach((piece, id) => {
    if (piece.startsWith('##')) continuations.set(piece.slice(2), id);
    else starts.set(piece, id);
  });
  const id = (name: Special): number => {
    const found = starts.get(SPECIAL[name]);
    if (found === undefined) throw wrong(`The word pieces do not contain ${SPECIAL[name]}`);
    return found;
  };
  const longest = pieces.reduce((most, { length }) => Math.max(most, length), 0);
  const special = { unknown: id('unknown'), start: id('start'), end: id('end') };
  return { size: pieces.length, starts, continuations, longest, special };
}

/** The most pieces that are read from a message. */
export const mostPieces = FIRST + LAST;

/** Pieces of a sentence. */
export const countPieces = (sentence: string, vocabulary: Vocabulary): number =>
  piecesOf(sentence, vocabulary).length;

/** Splits a message into sentences, and these into at most `mostPieces` pieces in all. */
export function cutMessage(text: string, vocabulary: Vocabulary): CutMessage {
  const parts = sentences(text);
  const found: number[] = [];
  const ends = parts.map((sentence) => found.push(...piecesOf(sentence, vocabulary)));
  const dropped = Math.max(0, found.length - FIRST - LAST);
  // One more than the place among the kept pieces, for [CLS].
  const kept = (at: number): number => 1 + (at <= FIRST ? at : Math.max(FIRST, at - dropped));
  found.splice(FIRST, dropped);
  return {
    ids: [vocabulary.special.start, ...found, vocabulary.special.end],
    sentences: parts.map((sentence, n) => ({
      text: sentence,
      start: kept(ends[n - 1] ?? 0),
      end: kept(ends[n] ?? 0),
    })),
  };
}

function piecesOf(sentence: string, vocabulary: Vocabulary): number[] {
  return words(plain(sentence)).flatMap((word) => piecesOfWord(word, vocabulary));
}

/** The text with e-mail addresses, links and numbers of four digits or more replaced by their kind. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\S+/gu, (run) => (run.includes('@') ? 'email' : run))
    .replace(/(?:https?:\/\/|www\.)\S*/giu, 'link')
    .replace(/[\p{L}\p{N}#_/-]+/gu, (run) => (/(?:[0-9][^0-9]*){4}/.test(run) ? 'number' : run));
}

/** Words as BERT's basic tokeniser splits them: lower case, no accents, punctuation and symbols separate. */
function words(text: string): string[] {
  const bare = text
    .toLowerCase()
    .normalize('NFD')
    .replace(/(?!\s)[\p{Mn}\p{Cc}\p{Cf}]/gu, '');
  return bare.match(/[\p{P}\p{S}]|[^\s\p{P}\p{S}]+/gu) ?? [];
}

/** Greedy WordPiece: always the longest piece; a word that cannot be cut is unknown as a whole. */
function piecesOfWord(word: string, vocabulary: Vocabulary): number[] {
  const unknown = [vocabulary.special.unknown];
  if (word.length > LONGEST_WORD && Array.from(word).length > LONGEST_WORD) return unknown;
  const found: number[] = [];
  let start = 0;
  while (start < word.length) {
    const pieces = start === 0 ? vocabulary.starts : vocabulary.continuations;
    let end = Math.min(word.length, start + vocabulary.longest);
    let id = pieces.get(word.slice(start, end));
    while (id === undefined && end > start + 1) {
      end -= 1;
      id = pieces.get(word.slice(start, end));
    }
    if (id === undefined) return unknown;
    found.push(id);
    start = end;
  }
  return found;
}
