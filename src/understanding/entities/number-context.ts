/** What the words around a number say it is. */
import { isDigits, type Token, wordAt } from './tokens.js';
import {
  announcedBy,
  hasNumbersOfItsOwn,
  isFiller,
  isNumberWord,
  type NumberContext,
} from './number-context-words.js';

const FARTHEST = 7;
const ABBREVIATIONS = new Set(
  'no nr nos nrn num tel art ref ordernr bestellnr bestell-nr str ca approx apt gr ord auftragsnr artikelnr ust-idnr réf núm c.p co org reg'.split(
    ' ',
  ),
);

/** True for a word whose full stop ends no sentence: "No.", "Kd-Nr.", "réf.". */
export const isAbbreviation = (word: string): boolean => ABBREVIATIONS.has(word) || /-(?:nr|no)$/u.test(word);

/** What the nearest announcing word before token `at` says; never looks past the start of the sentence. */
export function contextBefore(tokens: readonly Token[], at: number): NumberContext | undefined {
  return announcement(tokens, at)?.context;
}

/** True if only words such as "number" or "is" stand between the announcing word and the token. */
export function isTightlyAnnounced(tokens: readonly Token[], at: number): boolean {
  return announcement(tokens, at)?.tight ?? false;
}

/** Words between an announcing word and its number that leave no doubt; after others, only orders are trusted. */
const TIGHT = new Set(
  'is was ist lautet war # id ref reference code my meine mein the a - namely nämlich and und & or oder , / reads'.split(
    ' ',
  ),
);

function announcement(
  tokens: readonly Token[],
  at: number,
): { context: NumberContext; tight: boolean } | undefined {
  let tight = true;
  let numbered = false;
  let coded = false;
  for (let before = at - 1; before >= Math.max(0, at - FARTHEST); before -= 1) {
    const token = tokens[before];
    if (token === undefined) break;
    const word = wordAt(tokens, before).replace(/['’]s$/u, '');
    if (token.endsSentence && !isAbbreviation(word)) break;
    const context = announcedBy(word) ?? (numbered && hasNumbersOfItsOwn(word) ? 'other' : undefined);
    if (context !== undefined) return tight || context === 'order' ? { context, tight } : undefined;
    // "zip 33101, number 331011": the second number has its own word.
    if (isNumeral(token) ? numbered : !isFiller(word)) break;
    numbered ||= isNumberWord(word) || /^ref(?:erence)?$/u.test(word);
    coded ||= word === 'code';
    const ends = /^(?:in|auf|mit|with)$/u.test(word) && /^end/u.test(wordAt(tokens, before - 1));
    tight &&= ends || TIGHT.has(word) || isNumberWord(word) || isNumeral(token);
  }
  // "The code was 448120": it does not say of what, but "order code" would.
  return coded && tight ? { context: 'other', tight } : undefined;
}

/** A number announced together with this one, as in "orders 12345, 12346": digits, or a code with digits. */
const isNumeral = ({ text }: Token): boolean =>
  text.length <= 24 && /^#?[A-Za-z]{0,5}[-_]?\d[\dA-Za-z-]*$/u.test(text) && /\d{3}|^\d+$/u.test(text);

const ARTICLES = new Set(
  'my the our your a an meine die unsere ihre eine der das mein unser ihr ein'.split(' '),
);

/** What "is my order number", "ist meine Kundennummer" after a number says it is. */
export function contextAfter(tokens: readonly Token[], at: number): NumberContext | undefined {
  if (tokens[at]?.endsSentence !== false) return undefined;
  if (!['is', 'was', 'ist', 'war'].includes(wordAt(tokens, at + 1))) return undefined;
  if (!ARTICLES.has(wordAt(tokens, at + 2))) return undefined;
  const next = announcedBy(wordAt(tokens, at + 3));
  const second = isNumberWord(wordAt(tokens, at + 4)) || tokens[at + 3]?.endsPhrase === true;
  return next === 'order' && !second && tokens[at + 4] !== undefined ? undefined : next;
}

/** True after a bare "number", "Nr." or "Nummer": it does not say of what. */
export function isNumbered(tokens: readonly Token[], at: number): boolean {
  return isNumberWord(wordAt(tokens, at - 1)) && announcement(tokens, at) === undefined;
}

/** True right after another number, as in "order 12345, 10115 Berlin": the word before applies to that one. */
export function followsNumber(tokens: readonly Token[], at: number): boolean {
  return isDigits((tokens[at - 1]?.text ?? '').replace(/^#/u, ''), 1, 24);
}
