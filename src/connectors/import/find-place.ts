/** Finds the place in a form that a business field is likely to come from. */
import type { FieldNames } from './order-names.js';
import type { Form } from './form.js';
import type { Place } from './places.js';

/** A place and how far its name is from the surest one: 0 is sure. */
export interface FoundPlace {
  place: Place;
  doubt: number;
}

/** How much a level of depth counts, in names. */
const DEPTH = 4;

/** The likeliest place of a field; places of a form that does not fit are left out. */
export function findPlace(
  places: readonly Place[],
  { names, not, depth = 2 }: FieldNames,
  fits: (form: Form) => boolean = (form) => form.kind === 'value',
): FoundPlace | undefined {
  let best: FoundPlace | undefined;
  for (const place of places) {
    if (place.names.length > depth || !fits(place.form)) continue;
    if (not?.test(place.names.join('.')) === true) continue;
    const rank = rankOf(place.names, names);
    if (rank < 0) continue;
    const doubt = rank + DEPTH * (place.names.length - 1);
    if (best === undefined || doubt < best.doubt) best = { place, doubt };
  }
  return best;
}

/** Where a place's name, alone or behind that of its record, stands among names; -1 if nowhere. */
function rankOf(way: readonly string[], names: readonly string[]): number {
  const own = way.at(-1) ?? '';
  const joined = `${way.at(-2) ?? ''}${own}`;
  const ranks = [names.indexOf(own), names.indexOf(joined)].filter((rank) => rank >= 0);
  return ranks.length === 0 ? -1 : Math.min(...ranks);
}
