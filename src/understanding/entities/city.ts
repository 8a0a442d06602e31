/** The city of an address: after a postcode or a street, or before a state. */
import type { Span } from './matches.js';

/** A capitalised word, as the source of a pattern. */
export const CAPITAL = "\\p{Lu}[\\p{L}'’]{0,24}(?:-[\\p{L}'’]{1,24})?";

const CITY = new RegExp(
  `^,? ?(?<city>${CAPITAL}(?:[ -](?:am|an|der|im|ob|bei|upon|on|${CAPITAL})){0,3})`,
  'u',
);

/** Capitalised words that are not part of a city's name. */
const NO_CITY =
  /^(?:Order|Bestellung|Bitte|Please|Thanks|Danke|Germany|Deutschland|Österreich|Schweiz|UK|USA|The|Die|Der|Das|Ich|My|Wo|Where|And|Und|Tel|Telefon|Phone|Mit|Viele|Liebe|Kind|Best|It|Is|Can|Kann|Können|Email|E-Mail|Auftrag|Lieferung|Gilt|Name|Vielen)$/u;

/** After a street and a comma; the phrase must then end, or the words are no city. */
const BEHIND_STREET = new RegExp(
  `^,\\s{1,2}(?<city>${CAPITAL}(?:[ -](?:am|an|der|im|ob|bei|upon|on|le|${CAPITAL})){0,3})(?=[\\s]{0,2}(?:$|[.,;!?)\\n_]| (?:and|or|not|instead|please|but|is|und|oder|nicht|bitte|statt|ist)\\b))`,
  'u',
);

/** The city after a street, as in "12 Oak Street, Leeds". */
export function cityBehindStreet(text: string, { end }: Pick<Span, 'end'>): Span | undefined {
  const match = BEHIND_STREET.exec(text.slice(end, end + 60));
  const city = match?.groups?.['city'];
  if (city === undefined || city.split(' ').some((word) => NO_CITY.test(word))) return undefined;
  const start = end + (match?.[0].indexOf(city) ?? 0);
  return { raw: city, start, end: start + city.length };
}

/** The city right after a postcode of digits, or before it as in "Chicago, IL 60607". */
export function cityBy(text: string, { start, end }: Pick<Span, 'start' | 'end'>): Span | undefined {
  return cityBehind(text, end) ?? cityBeforeState(text, start);
}

function cityBehind(text: string, end: number): Span | undefined {
  const rest = text.slice(end, end + 60);
  const written = CITY.exec(rest)?.groups?.['city'];
  if (written === undefined) return undefined;
  const words = written.split(' ');
  const stop = words.findIndex((word) => NO_CITY.test(word));
  const city = (stop < 0 ? words : words.slice(0, stop))
    .join(' ')
    .replace(/ (?:am|an|der|im|ob|bei|upon|on)$/u, '');
  const from = end + rest.indexOf(written);
  return city.length < 2 ? undefined : { raw: city, start: from, end: from + city.length };
}

function cityBeforeState(text: string, start: number): Span | undefined {
  const before = text.slice(Math.max(0, start - 60), start);
  const read = /(\p{Lu}\p{Ll}{2,20}(?: \p{Lu}\p{Ll}{2,20})?), ?[A-Z]{2} $/u.exec(before);
  if (read?.[1] === undefined) return undefined;
  const from = Math.max(0, start - 60) + read.index;
  return { raw: read[1], start: from, end: from + read[1].length };
}
