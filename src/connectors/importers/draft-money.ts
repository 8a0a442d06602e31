/** Drafts an amount: minor units or a decimal, and its currency. */
import type { FieldNames } from './order-names.js';
import { currencyNames, moneyValue } from './part-names.js';
import { type DraftMap, TODO } from './draft.js';
import { findPlace } from './find-place.js';
import type { Form, ValueForm } from './form.js';
import { type Place, pathOf, placesIn } from './places.js';

/** A drafted amount. */
export interface DraftedMoney {
  rules: DraftMap;
  /** Places of its parts. */
  used: readonly Place[];
  remark: string;
  /** Whether its currency was found. */
  whole: boolean;
}

/** Drafts an amount from the place with one of these names, if any; `around` is a path to a currency elsewhere. */
export function draftMoney(
  places: readonly Place[],
  names: FieldNames,
  around?: string,
): DraftedMoney | undefined {
  const isNumber = (form: Form): boolean => form.kind === 'value' && form.values === undefined;
  const plain = places.map((place) => ({ ...place, names: withoutUnit(place.names) }));
  const named = findPlace(plain, names, (form) => isNumber(form) || valueIn(form) !== undefined)?.place;
  const found = named && places[plain.indexOf(named)];
  if (found === undefined) return undefined;
  const value = found.form.kind === 'value' ? found : within(found, valueIn(found.form));
  if (value?.form.kind !== 'value') return undefined;
  const currency = currencyOf(found, places);
  const minor = isMinor(value.form, value.names.at(-1) ?? '');
  return {
    rules: {
      [minor ? 'minor' : 'decimal']: pathOf(value.steps),
      currency: currency === undefined ? (around ?? TODO) : pathOf(currency.steps),
    },
    used: currency === undefined ? [value] : [value, currency],
    remark: minor ? 'in minor units' : 'a decimal, not minor units',
    whole: currency !== undefined || around !== undefined,
  };
}

/** Inside of an amount an id of a currency is its code, as in UBL; elsewhere it is a key of a table. */
const ownCurrency = [...currencyNames, ['currencyid']];

/** Names without their unit: `betrag_cent` is a `betrag`. */
const withoutUnit = (names: readonly string[]): readonly string[] =>
  names.map((name, index) => (index === names.length - 1 ? name.replace(/(?<=.)cents?$/, '') : name));

/** Finds the number inside a record such as `{ value, currency }`, or one level deeper. */
function valueIn(form: Form): Place | undefined {
  if (form.kind !== 'record') return undefined;
  const inside = placesIn(form, { depth: 2 });
  const hasCurrency = findPlace(inside, { names: ownCurrency, depth: 2 }) !== undefined;
  return hasCurrency ? findPlace(inside, { names: moneyValue, depth: 2, not: /net|tax/ })?.place : undefined;
}

function currencyOf(amount: Place, places: readonly Place[]): Place | undefined {
  if (amount.form.kind === 'record') {
    const inside = findPlace(placesIn(amount.form, { depth: 2 }), { names: ownCurrency, depth: 2 });
    return within(amount, inside?.place);
  }
  return findPlace(places, { names: currencyNames, depth: 2, not: /base|global|store/ })?.place;
}

const within = (outer: Place, inner: Place | undefined): Place | undefined =>
  inner && {
    steps: [...outer.steps, ...inner.steps],
    names: [...outer.names, ...inner.names],
    form: inner.form,
  };

const isMinor = ({ type, about = '' }: ValueForm, name: string): boolean =>
  /cent|minor/.test(name) || /minor unit|in cents|smallest (denomination|unit)/i.test(about) || (type === 'integer' && name === 'value');
