/** Postcodes: British, Canadian and Dutch ones by shape, five- and four-digit ones by context. */
import { contextAfter, contextBefore, followsNumber } from './number-context.js';
import { ownMatches, type Span } from './matches.js';
import { isDigits, type Token, wordAt } from './tokens.js';
import { announcedBy } from './number-context-words.js';

/** SW1A 1AA, K1A 0B1, 1012AB, D02 F206; in lower case only where a postcode is expected. */
const LETTERED =
  '(?<![-/])\\b(?:[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]|[1-9][0-9]{3}[A-Z]{2}|[AC-FHKNPRTV-Y][0-9][0-9W] [0-9AC-FHKNPRTV-Y]{4})\\b(?![-/]\\d)';
/** A Dutch one with its space, which looks like a number and a word unless it is asked for. */
const SPACED = /^\s*[1-9]\d{3} [a-z]{2}\s*$/giu;
const WRITTEN_LARGE = new RegExp(LETTERED, 'gu');
const WRITTEN_ANYHOW = new RegExp(LETTERED, 'giu');

/** Words that start a sentence after a number, so are not towns. */
const NO_TOWN = new Set(
  (
    "where when what why who how is are was can could would will do does did i i'm i've my the it this that please " +
    'thanks thank hi hello order cancel refund track not and or for from has have still help wo wann was wie warum ' +
    'wieso wer ist sind kann können könnten ich mein meine die der das es bitte danke hallo bestellung paket wurde ' +
    'noch nicht und oder von vom für hat habe eur euro usd gbp chf status storno stornieren sendung lieferung'
  ).split(' '),
);
/** Words before a place. */
const BEFORE_PLACE = new Set('in aus nach to from at bei near wohne live'.split(' '));
/** Towns so large that their name after five digits is enough, folded to lower case. */
const LARGE_TOWNS = new Set(
  (
    'berlin hamburg münchen köln frankfurt stuttgart düsseldorf leipzig dortmund essen bremen dresden hannover nürnberg ' +
    'duisburg bochum wuppertal bielefeld bonn münster mannheim karlsruhe augsburg wiesbaden gelsenkirchen ' +
    'mönchengladbach aachen braunschweig kiel chemnitz halle magdeburg freiburg krefeld mainz lübeck erfurt oberhausen ' +
    'rostock kassel hagen potsdam saarbrücken hamm ludwigshafen oldenburg osnabrück leverkusen heidelberg darmstadt ' +
    'solingen regensburg paderborn ingolstadt würzburg ulm heilbronn pforzheim wolfsburg göttingen trier jena wien graz ' +
    'linz salzburg innsbruck klagenfurt zürich genf basel bern lausanne winterthur luzern munich cologne vienna zurich'
  ).split(' '),
);

/** Postcodes with letters. */
export function letteredPostcodes(text: string, expected: boolean): Span[] {
  const found = ownMatches(expected ? WRITTEN_ANYHOW : WRITTEN_LARGE, text);
  return expected && found.length === 0 ? ownMatches(SPACED, text) : found;
}

/** True if the words around digits make them a postcode: "PLZ 10115", "D-10115", "10115 Berlin", "IL 60607". */
export function isPostcode(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (token === undefined) return false;
  const digits = postcodeDigits(token.text);
  if (digits === undefined) return false;
  const context = contextBefore(tokens, at);
  if (digits !== token.text && !token.text.includes('-', 4))
    return (
      context !== 'order' && (/^d-/iu.test(token.text) || /^\p{Lu}\p{Ll}/u.test(tokens[at + 1]?.text ?? ''))
    );
  // Each of "PLZ 10115, 20095" is one, so that a list of guesses does not count as its first.
  if (context === 'postcode' || contextAfter(tokens, at) === 'postcode') return true;
  if (context !== undefined && !followsNumber(tokens, at)) return false;
  if (digits.length === 4) return BEFORE_PLACE.has(wordAt(tokens, at - 1)) && isLargeTown(tokens, at);
  return isBeforeTown(tokens, at) || isAfterState(tokens, at) || isWayThere(tokens, at);
}

/** The form in which postcodes are compared: upper case, without spaces and country prefix. */
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

const BEHIND_STREET =
  /^[\s,;]{1,4}(?:(?:Apt|Flat|Unit|Suite|Ste)\.? ?\w{1,5}[\s,;]{1,3})?(?:(?:\p{Lu}[\p{L}-]{2,20} ?){1,3}[\s,;]{1,3})?(?:[A-Z]{1,2}-)?$/u;

/** True if only a comma and perhaps a town stand between the end of a street and a number. */
export function isBehindStreet(text: string, streets: readonly Pick<Span, 'end'>[], start: number): boolean {
  return streets.some(({ end }) => {
    const between = end < start && start - end < 45 ? text.slice(end, start) : '';
    return (
      BEHIND_STREET.test(between) &&
      !between.split(/[\s,;]+/u).some((word) => announcedBy(word.toLowerCase()) !== undefined)
    );
  });
}

/** The sentence mentions a postcode: "i wrote my zip wrong, it is 60614", "is 90210 the zip you have". */
export function isInSentenceOfPostcode(tokens: readonly Token[], at: number): boolean {
  if (!isDigits(tokens[at]?.text ?? '', 5, 5)) return false;
  for (let before = at - 1; before >= at - 12 && tokens[before]?.endsSentence === false; before -= 1)
    if (isWordForPostcode(wordAt(tokens, before))) return true;
  for (let after = at + 1; after <= at + 4 && tokens[after - 1]?.endsSentence === false; after += 1)
    if (isWordForPostcode(wordAt(tokens, after))) return true;
  return false;
}

const isWordForPostcode = (word: string): boolean => word !== 'plz' && announcedBy(word) === 'postcode';

/** A town follows directly: a large one, or any capitalised word where a place is mentioned. */
function isBeforeTown(tokens: readonly Token[], at: number): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]];
  if (token === undefined || next === undefined || token.endsPhrase) return false;
  if (isLargeTown(tokens, at)) return true;
  if (!/^\p{Lu}(?:\p{Ll}{2,}|$)/u.test(next.text) || NO_TOWN.has(next.text.toLowerCase())) return false;
  const before = tokens[at - 1];
  if (before?.endsPhrase === true && endsAddress(tokens, at + 1)) return true;
  return (
    BEFORE_PLACE.has(wordAt(tokens, at - 1)) ||
    (before !== undefined && before.endsPhrase && !before.endsSentence && /\d/u.test(before.text))
  );
}

/** "…, 69003 Lyon" and "15001 A Coruña" at the end of a line or before a comma: an address in a signature. */
function endsAddress(tokens: readonly Token[], at: number): boolean {
  for (let end = at; end < at + 3; end += 1) {
    const word = tokens[end];
    if (word === undefined || !/^\p{Lu}/u.test(word.text) || NO_TOWN.has(word.text.toLowerCase()))
      return false;
    if (word.endsPhrase) return true;
  }
  return false;
}

function isLargeTown(tokens: readonly Token[], at: number): boolean {
  return (
    tokens[at]?.endsPhrase === false &&
    LARGE_TOWNS.has(wordAt(tokens, at + 1)) &&
    /^\p{Lu}/u.test(tokens[at + 1]?.text ?? '')
  );
}

const GOING = new Set(
  'moved move moving shipped ship deliver delivered relocated umgezogen umleiten'.split(' '),
);

/** "moved to 10003". */
const isWayThere = (tokens: readonly Token[], at: number): boolean =>
  isDigits(tokens[at]?.text ?? '', 5, 5) &&
  (wordAt(tokens, at - 1) === 'nach' ||
    (wordAt(tokens, at - 1) === 'to' && GOING.has(wordAt(tokens, at - 2))));

/** "Chicago, IL 60607". */
function isAfterState(tokens: readonly Token[], at: number): boolean {
  const [town, state] = [tokens[at - 2], tokens[at - 1]];
  if (town === undefined || state === undefined || state.endsPhrase) return false;
  return town.endsPhrase && !town.endsSentence && /^[A-Z]{2}$/u.test(state.text);
}
