/** Finds the most likely source of a business field in a form. */
import type { FieldNames } from './order-field-names.js';
import type { Form } from './value-form.js';
import type { Place } from './form-places.js';
import type { Names } from './vocabularies/index.js';

/** A place, and how far its name is from the most certain one: 0 is certain. */
export interface FoundPlace {
  place: Place;
  doubt: number;
}

/** How many names one level of depth counts for. */
const DEPTH = 6;

/** Finds the most likely place whose form fits; by default single values fit, and the text of an XML element. */
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

/** Name of the text of an element with attributes, in the view of XML. */
const TEXT = '#text';

const textIn = (form: Form): Form | undefined =>
  form.kind === 'record' ? form.members().get(TEXT)?.form : undefined;

const isReadable = (form: Form): boolean => form.kind === 'value' || textIn(form) !== undefined;

function readPlace(place: Place): Place {
  const text = textIn(place.form);
  return text === undefined ? place : { ...place, form: text, steps: [...place.steps, { member: TEXT }] };
}

/** Index of a place's name, alone or after that of its record, in the vocabulary that is surest of it; -1 in none. */
function rankOf(way: readonly string[], names: Names): number {
  const own = way.at(-1) ?? '';
  const joined = `${way.at(-2) ?? ''}${own}`;
  const ranks = names
    .flatMap((each) => [each.indexOf(own), each.indexOf(joined)])
    .filter((rank) => rank >= 0);
  return ranks.length === 0 ? -1 : Math.min(...ranks);
}
