/** Streets with their house number, as written in English, German and Dutch, and other ways to name a door. */
import { CAPITAL } from './city.js';
import { type Cued, cuedMatches, overlap, type Span, spanOf } from './matches.js';

const KINDS =
  'street|st|road|rd|lane|ln|avenue|ave|drive|dr|court|ct|close|way|square|sq|place|pl|terrace|gardens|row|quay|crescent|cres|' +
  'grove|hill|park|walk|mews|boulevard|blvd|highway|hwy|parkway|pkwy|circle|cir|yard|wharf|parade|rise|view|green|mount|trail|' +
  'bank|croft|fold|vale|heights|meadow|meadows|orchard|villas|buildings|alley|passage|bakery|mill|gate|bridge|common';
/** Kinds that identify a street even without a number. */
const SURE_KINDS = 'Street|Road|Lane|Avenue|Drive|Crescent|Terrace|Grove|Boulevard|Mews|Walk';
const EITHER_CASE = KINDS.replace(/(?<=^|\|)[a-z]/gu, (letter) => `[${letter.toUpperCase()}${letter}]`);
const NAMED = "\\p{Lu}(?:['’]\\p{Lu})?\\p{Ll}[\\p{L}'’]{0,22}(?:-[\\p{L}'’]{1,24})?";
const DOOR = '(?:[Ff]lat|[Uu]nit|[Aa]partment|[Aa]pt\\.?|[Ss]uite|[Rr]oom) \\d{1,4}[A-Za-z]?';
const HOUSES = 'House|Cottage|Farm|Lodge|Barn|Hall|Forge|Rectory|Vicarage|Maltings|Bakery';
const HOUSE_NAME = `(?:The )?(?:${NAMED} ){1,2}(?:${HOUSES})`;
const STREET_NAME = `(?:${NAMED} ){1,3}(?:${SURE_KINDS})(?!\\p{L})`;
const ENGLISH =
  `(?<![\\p{L}\\d])(?:(?:${DOOR}|${HOUSE_NAME}), )?\\d{1,5}[A-Za-z]?(?:-\\d{1,4})? (?:(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West|Old|St|The)\\.? )?(?:${NAMED} ){1,3}(?:${EITHER_CASE})(?!\\p{L})(?:, ${DOOR})?` +
  `|(?<!\\p{L})(?:${DOOR}, (?:${HOUSE_NAME}|${STREET_NAME})|${HOUSE_NAME}(?:, ${STREET_NAME}|(?=, \\p{Lu}\\p{Ll}))|P\\.?O\\.? ?[Bb]ox \\d{1,6})`;
const ENDINGS =
  'straße|strasse|str\\.?|weg|allee|platz|gasse|ring|damm|ufer|steig|chaussee|pfad|hof|graben|markt|stieg|wall|berg|brücke|promenade|feld|kamp|zeile|' +
  'gracht|straat|laan|plein|kade|singel';
const HOUSE = ' ?\\d{1,3} ?(?:[a-zA-Z](?!\\p{L}))?(?:[-/]\\d{1,4}[a-z]?)?';
const GERMAN =
  `(?<!\\p{L})(?:(?:\\p{Lu}\\p{Ll}{0,24}[ -]){0,3}\\p{Lu}\\p{L}{0,24}?(?:${ENDINGS})|(?:\\p{Lu}\\p{Ll}{0,24}[ -]){1,3}(?:Straße|Strasse|Str\\.|Weg|Allee|Platz|Gasse|Ring|Damm|Ufer))${HOUSE}` +
  `|(?<!\\p{L})(?:Am|An der|An den|Auf der|Auf dem|Im|In der|In den|Zum|Zur|Unter den|Hinter der|Straße d(?:es|er)) (?:${CAPITAL} ){1,3}\\d{1,4}(?:[a-z]| [a-z](?!\\p{L}))?` +
  `|(?<!\\p{L})(?:Packstation|Postfach) \\d{1,6}`;
/** A street with a number, or a named house. */
export const STREET: Cued = {
  cue: new RegExp(`\\d|${HOUSES}`),
  pattern: new RegExp(`${ENGLISH}|${GERMAN}`, 'gu'),
};
/** A street without a number but of a sure kind. */
export const BARE_STREET: Cued = {
  cue: new RegExp(SURE_KINDS),
  pattern: new RegExp(`(?<!\\p{L})${STREET_NAME}(?: \\d{1,4}[a-z]?(?![\\d\\p{L}]))?`, 'gu'),
};
/** Words before a street's name that begin a sentence or refer to a street. */
const LEAD =
  /^(?:(?:An|Adresse|Anschrift|Address|Lieferadresse|Neue|Jetzt|Nach|Wohne|Die|Der|The|To|At|On|In|From|Our|My|Your|New|Near|Off|Is|It|Use|Send|Deliver)\s)+(?=\p{Lu}|\d)/u;

/** Openings that belong to the name. */
const NO_LEAD = new RegExp(`^An (?:der|den) |^The (?:.*,|.* (?:${HOUSES})$)`, 'u');

/** Every street, with its house number and door if given. */
export function streets(text: string): Span[] {
  const sure = cuedMatches(STREET, text)
    .map(spanOf)
    .filter(({ end }) => !/^(?:\d|-\d\d)/u.test(text.slice(end, end + 3)));
  const bare = cuedMatches(BARE_STREET, text)
    .map(spanOf)
    .filter((span) => !sure.some((other) => overlap(span, other)));
  return [...sure, ...bare.filter(({ raw }) => withoutLead(raw).split(' ').length > 1)]
    .map(({ raw, start }) => {
      const kept = raw.trimEnd();
      const cut = kept.length - withoutLead(kept).length;
      return { raw: kept.slice(cut), start: start + cut, end: start + kept.length };
    })
    .sort((a, b) => a.start - b.start);
}

/** "An der Alster 5" begins with "An", "An Lindenweg 5" does not. */
const withoutLead = (raw: string): string => (NO_LEAD.test(raw) ? raw : raw.replace(LEAD, ''));
