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

/** The likeliest place of a field, of those whose form fits; without `fits` of single values, as which the text of an XML element counts too. */
export function findPlace(
  places: readonly Place[],
  names: FieldNames,
  fits?: (form: Form) => boolean,
): FoundPlace | undefined {
  const found = nearest(places, names, fits ?? isReadable);
  return fits === undefined && found !== undefined ? { ...found, place: readPlace(found.place) } : found;
}

function nearest(
  places: readonly Place[],
  { names, not, depth = 2 }: FieldNames,
  fits: (form: Form) => boolean,
): FoundPlace | undefined {
  let best: FoundPlace | undefined;
  for (const place of places) {
    if (place.names.length > depth) continue;
    const rank = rankOf(place.names, names);
    if (rank < 0 || not?.test(place.names.join('.')) === true || !fits(place.form)) continue;
    const doubt = rank + DEPTH * (place.names.length - 1);
    if (best === undefined || doubt < best.doubt) best = { place, doubt };
  }
  return best;
}

/** In the view of XML, the text of an element that has attributes. */
const TEXT = '#text';

const textIn = (form: Form): Form | undefined =>
  form.kind === 'record' ? form.members().get(TEXT)?.form : undefined;

const isReadable = (form: Form): boolean => form.kind === 'value' || textIn(form) !== undefined;

function readPlace(place: Place): Place {
  const text = textIn(place.form);
  return text === undefined ? place : { ...place, form: text, steps: [...place.steps, { member: TEXT }] };
}

/** Where a place's name, alone or behind that of its record, stands among names; -1 if nowhere. */
function rankOf(way: readonly string[], names: readonly string[]): number {
  const own = way.at(-1) ?? '';
  const joined = `${way.at(-2) ?? ''}${own}`;
  const ranks = [names.indexOf(own), names.indexOf(joined)].filter((rank) => rank >= 0);
  return ranks.length === 0 ? -1 : Math.min(...ranks);
}
