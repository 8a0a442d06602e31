/** An address written in one go, in any case and order of lines: what stands around its postcode. */
import type { Span } from './matches.js';

/** The parts of an address, as far as they stand there. */
export interface AddressBlock {
  name?: Span;
  street?: Span;
  city?: Span;
}

/** Words that lead to an address and are no part of it. */
const leads =
  /^(?:(?:please|pls|bitte|send|ship|deliver|it|that|this|to|at|is|the|a|my|our|(?:neue|new)\s+(?:lieferadresse|adresse|anschrift|address)|address|adresse|anschrift|lieferadresse|lieferanschrift|so|then|und|and|an|nach|zu|die|der|das|meine|unsere|lautet|ist|jetzt|now|it's|its|schicken|senden|liefern|sie|es|oh|sorry|ok|okay|ja|yes|no|nein|gern|gerne|hallo|hi|hello|wohne|live|in|we|i|ich|wir|sure|well|also|nun|na|klar|sicher|natürlich)[\s:,]+)+/iu;

/** A street with its house number at the end, or a number with its street. */
const numberLast =
  /(?:^|[\s,;:(])((?:\p{L}[\p{L}.'’-]*\s+){0,4}?\p{L}[\p{L}.'’-]*\s*\d{1,4}\s?[a-z]?(?:\s?[-/]\s?\d{1,4}\s?[a-z]?)?)$/iu;
const numberFirst = /(?:^|[\s,;:(])(\d{1,5}[a-z]?\s+(?:\p{L}[\p{L}.'’-]*\s*){1,4})$/iu;

const person =
  /^(?:c\/o\s+|z\.?\s?hd\.?\s+)?\p{L}[\p{L}.'’-]*(?:\s+\p{L}[\p{L}.'’-]*){0,4}(?:\s+(?:c\/o|bei|z\.?\s?hd\.?)\s+\p{L}[\p{L}.'’ -]*)?$/iu;
/** Words of a sentence that are no name. */
const sentence =
  /(?<!\p{L})(?:is|are|was|my|the|new|please|order|address|moved|ist|bin|habe|meine?|neue|bitte|bestellung|adresse|umgezogen|lautet|send|schicken|liefern|live|wohne|number|nummer)(?!\p{L})/iu;

/** Words before a number that is no house number. */
const noStreet =
  /(?<!\p{L})(?:size|größe|item|artikel|position|order|bestellung|auftrag|nummer|number|nr|no|stück|pieces?|am|vom|until|bis|seit|since|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|january|february|march|may|june|july|october|december)\.?\s*\d+\s?\p{L}?$/iu;

/** Whether a number of five digits is the postcode of an address in one go: a street ends before it, a town follows. */
export function isPostcodeOfBlock(text: string, { start, end }: Pick<Span, 'start' | 'end'>): boolean {
  const { street, city } = addressBlock(text, { start, end });
  return (
    street !== undefined && city !== undefined && !noStreet.test(street.raw) && !/\d{4}/u.test(street.raw)
  );
}

/** Reads what stands before and behind a postcode as street, name and town. */
export function addressBlock(text: string, postcode: Pick<Span, 'start' | 'end'>): AddressBlock {
  const before = text.slice(Math.max(0, postcode.start - 160), postcode.start).replace(/[\s,;.:]+$/u, '');
  const offset = Math.max(0, postcode.start - 160);
  const street = streetAt(before, offset);
  const name = street === undefined ? undefined : nameBefore(before.slice(0, street.start - offset), offset);
  const city = cityBehind(text, postcode.end);
  return {
    ...(name === undefined ? {} : { name }),
    ...(street === undefined ? {} : { street }),
    ...(city === undefined ? {} : { city }),
  };
}

function streetAt(before: string, offset: number): Span | undefined {
  // A line break or a comma begins it, where there is one.
  const from = Math.max(...[',', '\n', ';', ':', '.  ', '! '].map((mark) => before.lastIndexOf(mark) + 1));
  const part = before.slice(from);
  const found = numberLast.exec(part)?.[1] ?? numberFirst.exec(part)?.[1];
  if (found === undefined) return undefined;
  const raw = found.replace(leads, '').trim();
  const start = from + part.lastIndexOf(raw);
  const words = raw.split(/\s+/u);
  if (!/\p{L}{3}/u.test(raw) || words.length > 6) return undefined;
  return { raw, start: offset + start, end: offset + start + raw.length };
}

/** The line before the street, where it reads like a name. */
function nameBefore(before: string, offset: number): Span | undefined {
  const rest = before.replace(/[\s,;]+$/u, '');
  const from = Math.max(...[',', '\n', ';', ':', '. '].map((mark) => rest.lastIndexOf(mark) + 1));
  const raw = rest.slice(from).trim().replace(leads, '').trim();
  if (!raw.includes(' ') || !person.test(raw) || sentence.test(raw)) return undefined;
  const start = rest.lastIndexOf(raw);
  return { raw, start: offset + start, end: offset + start + raw.length };
}

const townWords =
  /^[\s,]{1,3}(\p{L}[\p{L}.'’-]+(?:[ ](?:am|an|der|im|ob|bei|upon|on|\p{Lu}[\p{L}.'’-]+)){0,3})/u;
const noTown =
  /^(?:please|bitte|danke|thanks|thank|and|und|or|oder|instead|statt|not|nicht|ok|that|das|is|ist|for|für|order|bestellung|mit|with|my|mein|the|it|es|i|ich)$/iu;

function cityBehind(text: string, end: number): Span | undefined {
  const found = townWords.exec(text.slice(end, end + 60));
  const written = found?.[1]?.replace(/[.'’-]+$/u, '').replace(/ (?:am|an|der|im|ob|bei|upon|on)$/u, '');
  if (found === null || written === undefined || noTown.test(written.split(' ')[0] ?? '')) return undefined;
  const start = end + found[0].indexOf(written);
  return written.length < 3 ? undefined : { raw: written, start, end: start + written.length };
}
