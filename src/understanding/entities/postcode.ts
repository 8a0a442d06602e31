/** Postcodes: British, Canadian and Dutch ones by their shape, five and four digits by what stands around them. */
import { RE2JS } from 're2js';
import { contextBefore, followsNumber } from './context.js';
import { matches, type Span } from './matches.js';
import { isDigits, type Token } from './tokens.js';

/** SW1A 1AA, K1A 0B1; in lower case only where a postcode is expected. */
const LETTERED =
  '\\b(?:[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]|[1-9][0-9]{3}[A-Z]{2})\\b';
const WRITTEN_LARGE = RE2JS.compile(LETTERED);
const WRITTEN_ANYHOW = RE2JS.compile(LETTERED, RE2JS.CASE_INSENSITIVE);

/** Words that start a sentence after a number, so are no towns. */
const NO_TOWN = new Set(
  (
    "where when what why who how is are was can could would will do does did i i'm i've my the it this that please " +
    'thanks thank hi hello order cancel refund track not and or for from has have still help wo wann was wie warum ' +
    'wieso wer ist sind kann können könnten ich mein meine die der das es bitte danke hallo bestellung paket wurde ' +
    'noch nicht und oder von vom für hat habe eur euro usd gbp chf status storno stornieren sendung lieferung'
  ).split(' '),
);

/** Postcodes with letters. */
export function letteredPostcodes(text: string, expected: boolean): Span[] {
  return matches(expected ? WRITTEN_ANYHOW : WRITTEN_LARGE, text);
}

/** True if the words around digits make them a postcode: "PLZ 10115", "D-10115", "10115 Berlin", "Chicago, IL 60607". */
export function isPostcode(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (token === undefined) return false;
  const digits = postcodeDigits(token.text);
  if (digits === undefined) return false;
  if (digits !== token.text && !token.text.includes('-', 4)) return true;
  const context = contextBefore(tokens, at);
  // Each of "PLZ 10115, 20095" is one, so that a list of guesses is not taken for its first.
  if (context === 'postcode') return true;
  if (context !== undefined && !followsNumber(tokens, at)) return false;
  return digits.length >= 5 && (isBeforeTown(tokens, at) || isAfterState(tokens, at));
}

/** As postcodes are compared: in upper case, without spaces and country prefix. */
export function postcodeValue(raw: string): string {
  return (postcodeDigits(raw) ?? raw).replace(/\s/gu, '').toUpperCase();
}

/** The digits of "10115", "D-10115", "60607-1234", or nothing. */
function postcodeDigits(text: string): string | undefined {
  const [first = '', second] = text.split('-');
  if (second === undefined) return isDigits(first, 4, 5) ? first : undefined;
  if (/^(?:d|de|a|at|ch)$/iu.test(first) && isDigits(second, 4, 5)) return second;
  return isDigits(first, 5, 5) && isDigits(second, 4, 4) ? text : undefined;
}

/** A word with a capital follows at once and starts no sentence. */
function isBeforeTown(tokens: readonly Token[], at: number): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]];
  if (token === undefined || next === undefined || token.endsPhrase) return false;
  return /^\p{Lu}\p{Ll}{2,}/u.test(next.text) && !NO_TOWN.has(next.text.toLowerCase());
}

/** "Chicago, IL 60607". */
function isAfterState(tokens: readonly Token[], at: number): boolean {
  const [town, state] = [tokens[at - 2], tokens[at - 1]];
  if (town === undefined || state === undefined || state.endsPhrase) return false;
  return town.endsPhrase && !town.endsSentence && /^[A-Z]{2}$/u.test(state.text);
}
