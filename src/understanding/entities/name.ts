/** Names of people: as they introduce themselves, as others mention them, and as they sign an e-mail. */
import { type Cued, cuedMatches, overlap, ownMatches, type Span, spanOf } from './matches.js';
import {
  BEFORE_HERE,
  CLOSING,
  INTRODUCTIONS,
  LAST_WORDS,
  OF_YOURS,
  TITLED,
  TO_LINES_END,
} from './name-patterns.js';
import { monthOf } from '../../texts/languages/month-names.js';

const LAST_PART = 120;

/** Every name introduced as one, none inside another. */
export function names(text: string): Span[] {
  const found = [
    ...cuedMatches(TITLED, text).map(spanOf),
    ...INTRODUCTIONS.flatMap(([before, name]) => behind(before, name, text)),
    ...inPlace(BEFORE_HERE, text),
    ...inPlace(OF_YOURS, text),
    ...behind(CLOSING, TO_LINES_END, text).filter(isNoOrdinary),
    ...trailingWords(text),
  ];
  const kept: Span[] = [];
  for (const span of found.map(trimmed).filter(({ raw }) => isName(raw)))
    if (!kept.some((other) => overlap(span, other))) kept.push(span);
  return kept;
}

/** What stands right behind each match. */
function behind(before: RegExp, name: RegExp, text: string): Span[] {
  return ownMatches(before, text).flatMap(({ end }) => {
    name.lastIndex = end;
    const match = name.exec(text);
    const raw = match?.groups?.['name'] ?? match?.[0];
    return raw === undefined ? [] : [{ raw, start: end, end: end + raw.length }];
  });
}

/** The named part of each match. */
function inPlace(place: Cued, text: string): Span[] {
  return cuedMatches(place, text).map((match) => {
    const raw = match.groups?.['name'] ?? '';
    const start = match.index + match[0].indexOf(raw);
    return { raw, start, end: start + raw.length };
  });
}

function trailingWords(text: string): Span[] {
  const written = text.trimEnd();
  const last = written.slice(-LAST_PART);
  const raw = cuedMatches(LAST_WORDS, last)[0]?.groups?.['name'];
  if (raw === undefined) return [];
  const start = written.length - last.length + last.lastIndexOf(raw);
  const span = { raw, start, end: start + raw.length };
  return raw.split(' ').length > 3 || !isNoOrdinary(span) ? [] : [span];
}

const isNoOrdinary = ({ raw }: Span): boolean => !raw.split(' ').some(isOrdinary);

/** Without words that happen to follow a name, such as "Jane Where". */
function trimmed({ raw, start }: Span): Span {
  const words = raw.split(' ');
  const stop = words.findIndex(
    (word, at) =>
      at > 0 && (beginsNoName(word) || (/\p{L}{3}\.$/u.test(words[at - 1] ?? '') && !isTitle(words[at - 1]))),
  );
  const whole = (stop < 0 ? words : words.slice(0, stop)).join(' ').replace(/['’]s$/u, '');
  const kept = /(?:^| )\p{Lu}\.$/u.test(whole) ? whole : whole.replace(/[.,'’-]+$/u, '');
  return { raw: kept, start, end: start + kept.length };
}

const isTitle = (word: string | undefined): boolean => /^(?:Mrs|Prof|Rev|Maj|Capt|Sgt)\.$/u.test(word ?? '');

function isName(raw: string): boolean {
  const [first = ''] = raw.split(' ');
  return raw.length >= 2 && !/^\p{Lu}\.$/u.test(raw) && !beginsNoName(first) && !/^\p{Lu}{4,}$/u.test(raw);
}

/** The name without "Mr", "Frau" and the like. */
export const nameValue = (raw: string): string =>
  raw.replace(/^(?:mrs?|ms|miss|herrn?|frau|für (?:frau|herrn))\.? /iu, '').replace(/\s+/gu, ' ');

/** Capitalised words that follow "I am" or stand below a greeting but are not names. */
const NO_NAMES = new Set(
  (
    'i a an the not so very really still waiting just sorry happy sad angry writing asking trying having looking order bestellung ' +
    'kunde kundin order number where what why when please thanks thank hello hi hey dear sir madam team support customer ' +
    'und oder nicht sehr ich sie der die das ein eine wo wann bitte danke hallo liebes sent gesendet von tel phone ' +
    'postcode email e-mail address adresse plz grund betreff reason item artikel datum date bestellnummer ' +
    'monday tuesday wednesday thursday friday saturday sunday your ihr mit vielen ok german english british american ' +
    'nobody everyone everybody somebody someone anyone no all same me he she it they we this that there how can could ' +
    'would do does did is are was were has have my our if in on at for from to by and or but parcel package delivery ' +
    'service services care kundenservice nothing something everything email mail message post up over down out also again new old good great'
  ).split(' '),
);

/** Words that stand alone at the end of a message but are not names. */
const ORDINARY = new Set(
  (
    'help please asap urgent refund cancel return order replacement exchange hilfe dringend danke erstattung storno ' +
    'stornierung rückgabe umtausch bestellung regards grüße gruß cheers best yes no ja nein ok okay why warum seriously ' +
    'unacceptable ridiculous terrible bye goodbye tschüss english german today tomorrow heute morgen now sofort never same ' +
    'size medium large small black white blue red green germany deutschland london berlin uk usa signed advice address ' +
    'monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag ' +
    'confirm check status accounts purchasing sales procurement reception office management support shop team ohne mit nr'
  ).split(' '),
);

/** True for a word that begins no name. */
const beginsNoName = (word: string): boolean => NO_NAMES.has(word.toLowerCase());

/** True for a word at the end of a message that rules out a name there. */
function isOrdinary(word: string): boolean {
  const plain = word.toLowerCase().replace(/[.,]+$/u, '');
  return ORDINARY.has(plain) || monthOf(plain) !== undefined;
}
