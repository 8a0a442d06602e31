/** An address as a customer corrects it: "no, 14 not 41", "01099, nicht 01097", "sorry, it is Mill Lane 3". */
import { streets } from '../entities/street.js';
import { lengthOf, type Spoken, spokenIn } from './answer-tokens.js';

/** The address with what a correction says put in the place of what it names; undefined if it is not clear what that is. */
export function addressCorrected(address: string, correction: string): string | undefined {
  const denied = deniedIn(correction, address);
  if (denied !== undefined) return replaced(address, denied.was, denied.is);
  const [street, ...more] = streets(correction);
  const [was, ...others] = streets(address);
  const isOneStreet = street !== undefined && was !== undefined && more.length + others.length === 0;
  const moved = isOneStreet ? replaced(address, was.raw, street.raw) : address;
  const rest = isOneStreet ? correction.replace(street.raw, ' ') : correction;
  const postcode = onlyPostcode(rest);
  const known = onlyPostcode(address);
  const corrected =
    moved !== undefined && postcode !== undefined && known !== undefined
      ? replaced(moved, known, postcode)
      : moved;
  return corrected === address ? undefined : corrected;
}

/** What a correction denies of the address, and what it says instead: a number for a number, a word for a word. */
function deniedIn(correction: string, address: string): { was: string; is: string } | undefined {
  const spoken = spokenIn(correction);
  const ofAddress = new Set(spokenIn(address).map(({ text }) => text));
  const at = spoken.findIndex(
    (token, place) =>
      place > 0 && ofAddress.has(token.text) && lengthOf(spoken, place - 1, ['negations', 'inPlaceOf']) === 1,
  );
  const was = spoken[at];
  if (was?.kind !== 'number') return undefined;
  const said = spoken.filter(
    (token, place) => place !== at && token.kind === 'number' && isAlike(token, was),
  );
  const [is, ...others] = new Set(said.map(({ text }) => text).filter((text) => text !== was.text));
  return is === undefined || others.length > 0 ? undefined : { was: was.text, is };
}

/** A postcode is corrected by a postcode, a house number by a house number. */
const isAlike = (one: Spoken, other: Spoken): boolean => one.text.length >= 4 === other.text.length >= 4;

/** Where the old value stands once in the address, the address with the new one. */
function replaced(address: string, was: string, is: string): string | undefined {
  const parts = address.split(new RegExp(`(?<![\\p{L}\\d])${escaped(was)}(?![\\p{L}\\d])`, 'iu'));
  return parts.length === 2 ? parts.join(is) : undefined;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

function onlyPostcode(text: string): string | undefined {
  const [postcode, ...others] = text.match(/(?<![\p{L}\d])\d{4,5}(?![\p{L}\d])/gu) ?? [];
  return others.length > 0 ? undefined : postcode;
}
