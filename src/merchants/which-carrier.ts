/** Which of a merchant's carriers a parcel is with, by the name that its shop writes and by its number (DESIGN §9). */
import { carriersIn, wordsOf } from './carrier-names.js';
import { carriersOfNumber } from './carrier-numbers.js';

/** What is known of a parcel. */
export interface Parcel {
  carrier?: string;
  service?: string;
  trackingNumber?: string;
}

/** A carrier whose parcels another one knows as well. */
const knownTo: Readonly<Record<string, string>> = { 'dhl express': 'dhl' };

// Higher counts more: a number that only one carrier has, then the name, then a number that others have too.
const SURE = 4;
const NAMED = 3;
const KIN = 2;
const FITS = 1.5;

/**
 * Those of `names`, as the merchant writes them, that may know a parcel, the likeliest first: none if it is with another
 * carrier; `unsure` if nothing tells, so that any of them may.
 */
export function whichCarriers(
  names: readonly string[],
  parcel: Parcel,
): { likely: string[]; unsure: boolean } {
  const ids = names.map((name) => ({ name, id: idOf(name) }));
  const named = carriersIn(
    `${parcel.carrier ?? ''} ${parcel.service ?? ''}`,
    ids.map(({ id }) => id),
  );
  const numbers = carriersOfNumber(parcel.trackingNumber ?? '');
  const isSure = numbers.some(({ sure }) => sure);
  const weigh = (id: string): number => {
    const number = numbers.find(({ carrier }) => carrier === id || knownTo[carrier] === id);
    const isOwn = number?.carrier === id;
    const byNumber = number?.sure === true ? (isOwn ? SURE : KIN) : isOwn ? FITS : 0;
    if (named.includes(id)) return NAMED + byNumber;
    const isKin = named.some((each) => knownTo[each] === id || (knownTo[id] === each && !isSure));
    if (isKin) return KIN + byNumber;
    // A number that several carriers have says nothing against a name.
    return named.length > 0 && number?.sure !== true ? 0 : byNumber;
  };
  const likely = ids
    .map(({ name, id }) => ({ name, weight: weigh(id) }))
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight);
  const unsure = likely.length === 0 && named.length === 0 && !isSure;
  return { likely: likely.map(({ name }) => name), unsure };
}

/** The carrier that a merchant's name for one means; a name that no table has is a carrier of its own. */
export function idOf(name: string): string {
  const [found, ...more] = carriersIn(name);
  return found === undefined || more.length > 0 ? wordsOf(name) : found;
}
