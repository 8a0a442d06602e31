/** Drafts `fields:` of one record from the names of its members. */
import {
  type FieldNames,
  type NameTable,
  addressNames,
  addressRecords,
  partNames,
} from './order-field-names.js';
import { type DraftMap, type DraftValue, type Remarks, TODO } from './draft.js';
import { type FoundPlace, findPlace } from './find-form-place.js';
import type { Form, ValueForm } from './value-form.js';
import { type Place, type Step, pathOf, placesIn } from './form-places.js';
import { statusTable } from './status-words.js';
import type { Names } from './vocabularies/index.js';
import { currencyNames, moneyValue } from './order-part-names.js';

// Drafts an amount: minor units or a decimal, and its currency.

/** A drafted amount. */
interface DraftedMoney {
  rules: DraftMap;
  /** Places of its parts. */
  used: readonly Place[];
  remark: string;
  /** Whether its currency was found. */
  whole: boolean;
}

/** Drafts an amount from the place with one of these names, if any; `around` is a path to a currency elsewhere. */
function draftMoney(places: readonly Place[], names: FieldNames, around?: string): DraftedMoney | undefined {
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
  /cent|minor/.test(name) ||
  /minor unit|in cents|smallest (denomination|unit)/i.test(about) ||
  (type === 'integer' && name === 'value');

// Finds the lists of a record, such as an order's lines.

/** Generic names of a list within a page: the list is then named by its parent. */
const PAGES = new Set(['nodes', 'edges', 'data', 'results', 'entries', 'list']);

const isEdges = ({ names }: Place): boolean => names.at(-1) === 'edges';

/** Places in an item; the node of an edge counts as the item itself. */
function itemPlaces(item: Form): readonly Place[] {
  const node = item.kind === 'record' ? item.members().get('node')?.form : undefined;
  if (node?.kind !== 'record') return placesIn(item, { depth: 3, lists: '0' });
  const inside = placesIn(node, { depth: 3, lists: '0' });
  return inside.map((place) => ({ ...place, steps: [{ member: 'node' }, ...place.steps] }));
}

/** Finds the list with one of these names, and the steps to its items. */
function findList(
  places: readonly Place[],
  names: Names,
): { steps: readonly Step[]; item: Form } | undefined {
  const lists = places.filter(({ form }) => form.kind === 'list');
  // A list of nodes is the same as one of edges, and its paths are shorter.
  lists.sort((one, other) => Number(isEdges(one)) - Number(isEdges(other)));
  const named = lists.map((place) =>
    PAGES.has(place.names.at(-1) ?? '') ? { ...place, names: place.names.slice(0, -1) } : place,
  );
  // In XML a list stands in an element of its own, and is known by either name.
  const parents = named.flatMap((place) =>
    isItemOf(place.names) ? [{ ...place, names: place.names.slice(0, -1) }] : [],
  );
  const isList = (form: Form): boolean => form.kind === 'list';
  const found = findPlace([...named, ...parents], { names, depth: 3 }, isList)?.place;
  if (found?.form.kind !== 'list') return undefined;
  const item = found.form.item();
  return item.kind === 'record' ? { steps: [...found.steps, { item: '*' }], item } : undefined;
}

/** Whether a list is the items of the element around it: `positions.position`. */
function isItemOf(names: readonly string[]): boolean {
  const [parent, own] = names.slice(-2);
  return parent !== undefined && own !== undefined && own.length >= 3 && parent.startsWith(own.slice(0, -1));
}

// Drafts a date by the format that a description tells.

const dateFields = new Set(
  'createdAt shippedAt expectedShipDate expectedDeliveryDate deliveredAt expectedDelivery at'.split(' '),
);

/** Formats as descriptions write them, each with ours. */
const formats: readonly (readonly [RegExp, string])[] = [
  [/\bYYYYMMDD[ T]?HHMMSS\b/i, 'yyyyMMddHHmmss'],
  [/\bYYYYMMDD\b/i, 'yyyyMMdd'],
  [/\b(DD|TT)\.MM\.(YYYY|JJJJ) HH:MM\b/i, 'dd.MM.yyyy HH:mm'],
  [/\b(DD|TT)\.MM\.(YYYY|JJJJ)\b/i, 'dd.MM.yyyy'],
  [/\bDD\/MM\/YYYY\b/i, 'dd/MM/yyyy'],
  [/\bMM\/DD\/YYYY\b/i, 'MM/dd/yyyy'],
];

/** Drafts a date with its format, which has no zone; undefined where ISO 8601 can be expected. */
function draftDate(name: string, path: string, form: Form): DraftMap | undefined {
  if (!dateFields.has(name) || form.kind !== 'value') return undefined;
  const format = formats.find(([written]) => written.test(form.about ?? ''))?.[1];
  return format === undefined ? undefined : { path, format, zone: TODO };
}

/** A path with a lower doubt than this needs no remark. */
const SURE = 3;

const postcode: FieldNames = addressNames['postcode'] ?? { names: [] };

const isMoment = (field: string): boolean => /(At|Date|Delivery)$|^at$/.test(field);

/** How much of what is not read is said, and how deep it may stand. */
const UNREAD = { most: 40, depth: 2 } as const;

/** Drafts fields into a map, with remarks at their paths. */
export class FieldDrafter {
  readonly fields: DraftMap = {};
  readonly used: (readonly Step[])[] = [];
  mapped = 0;
  /** Whether something that every record needs was not found. */
  #open = false;

  constructor(
    readonly places: readonly Place[],
    readonly path: readonly string[],
    readonly remarks: Remarks,
    readonly before: readonly Step[] = [],
  ) {}

  put(name: string, value: DraftValue, places: readonly Place[]): void {
    this.fields[name] = value;
    this.mapped += 1;
    for (const { steps } of places) this.used.push([...this.before, ...steps]);
  }

  todo(name: string, value: DraftValue, what: string): void {
    this.#open = true;
    this.fields[name] = value;
    this.remarks.todo([...this.path, name], what);
  }

  values(table: NameTable, except: readonly string[] = []): void {
    for (const [name, names] of Object.entries(table)) if (!except.includes(name)) this.value(name, names);
  }

  value(name: string, names: FieldNames): FoundPlace | undefined {
    const found = findPlace(this.places, names);
    if (found === undefined) return undefined;
    const path = pathOf(found.place.steps);
    const { form } = found.place;
    const date = draftDate(name, path, form);
    this.put(name, date ?? path, [found.place]);
    if (date !== undefined)
      this.remarks.todo([...this.path, name, 'zone'], 'its time zone: Europe/Berlin, UTC');
    if (date === undefined && isMoment(name) && form.kind === 'value' && form.moment === false)
      this.remarks.guess(
        [...this.path, name],
        `ISO 8601?${form.about === undefined ? '' : ` Description: ${form.about}`}`,
      );
    else if (found.doubt >= SURE) this.remarks.guess([...this.path, name], 'matched by name');
    return found;
  }

  /** Drafts a status with a table of its words. */
  status(kind: 'order' | 'tracking', names: FieldNames): void {
    const place = findPlace(this.places, names)?.place;
    if (place === undefined) {
      this.todo(
        'status',
        { path: TODO, values: { [TODO]: 'other' } },
        'where to find the status, and its values',
      );
      return;
    }
    const { values: listed, seen } = place.form.kind === 'value' ? place.form : {};
    const words = listed ?? seen;
    const values = words === undefined ? { [TODO]: 'other' } : statusTable(kind, words);
    this.put('status', { path: pathOf(place.steps), values }, [place]);
    // Words without meaning, such as numbers, are left to a person.
    if (Object.values(values).every((ours) => ours === 'other'))
      this.remarks.todo([...this.path, 'status', 'values'], 'the system’s values: ours');
    else {
      const others = listed === undefined ? '; there are more values than in the example' : '';
      this.remarks.guess([...this.path, 'status', 'values'], `the meaning of each value${others}`);
    }
  }

  /** Drafts an amount; `around` is a path to the currency if it is not beside the amount. */
  money(name: string, names: FieldNames, around?: string): void {
    const money = draftMoney(this.places, names, around);
    if (money === undefined) return;
    this.put(name, money.rules, money.used);
    this.remarks.guess([...this.path, name], money.remark);
    if (!money.whole) this.remarks.todo([...this.path, name, 'currency'], 'a path, or a code such as EUR');
  }

  /** Drafts the delivery address; `ofFirst` are the places with those of the first items of lists. */
  address(ofFirst: readonly Place[]): void {
    const isAddress = (form: Form): boolean =>
      form.kind === 'record' && findPlace(placesIn(form, { depth: 1 }), postcode) !== undefined;
    const near = findPlace(this.places, addressRecords, isAddress)?.place;
    const place = near ?? findPlace(ofFirst, addressRecords, isAddress)?.place;
    if (place === undefined) return;
    const parts = placesIn(place.form, { depth: 2 }).map((part) => ({
      ...part,
      steps: [...place.steps, ...part.steps],
    }));
    const inner = new FieldDrafter(parts, [...this.path, 'shippingAddress'], this.remarks, this.before);
    inner.values(addressNames);
    inner.person('name');
    inner.both(
      'street',
      addressNames['street'],
      partNames.houseNumber,
      'the house number is in a separate field',
    );
    if (inner.mapped === 0) return;
    this.adopt('shippingAddress', inner, inner.fields);
    if (near === undefined) this.remarks.guess(inner.path, 'from the first of several');
  }

  /** Drafts the name of a person that stands in two fields, where none stands in one. */
  person(name: string): void {
    if (!(name in this.fields)) this.both(name, partNames.firstName, partNames.lastName, 'from two names');
  }

  /** Drafts a value of two parts that stand in the same record. */
  both(name: string, first: FieldNames | undefined, second: FieldNames, why: string): void {
    const [one, other] = [first, second].map((each) => each && findPlace(this.places, each)?.place);
    if (one === undefined || other === undefined) return;
    if (pathOf(one.steps.slice(0, -1)) !== pathOf(other.steps.slice(0, -1))) return;
    const join = [one, other].map(({ steps }) => pathOf(steps));
    if (!(name in this.fields)) this.mapped += 1;
    this.fields[name] = { join, with: ' ' };
    for (const { steps } of [one, other]) this.used.push([...this.before, ...steps]);
    this.remarks.guess([...this.path, name], why);
  }

  /** Drafts a list with its own fields; items without the `needed` field are left out: they cannot be mapped. */
  list(name: string, names: Names, draft: (drafter: FieldDrafter) => void, needed?: string): void {
    const place = findList(this.places, names);
    if (place === undefined) return;
    const { steps, item } = place;
    const inside = itemPlaces(item);
    const path = [...this.path, name, 'fields'];
    const drafter = new FieldDrafter(inside, path, this.remarks, [...this.before, ...steps]);
    draft(drafter);
    if (drafter.mapped === 0) return;
    drafter.noteUnread(inside);
    const at = needed === undefined ? undefined : drafter.fields[needed];
    const where = typeof at === 'string' && at !== TODO ? { where: { path: at, is: 'present' } } : {};
    this.adopt(name, drafter, { each: pathOf(steps), ...where, fields: drafter.fields });
    if (where.where !== undefined)
      this.remarks.guess([...this.path, name, 'where'], `others do not have ${needed} yet`);
  }

  /** Says what else there is where something was not found, nearest first. */
  noteUnread(places: readonly Place[]): void {
    if (!this.#open) return;
    const read = new Set(this.used.map((steps) => pathOf(steps.slice(this.before.length))));
    const unread = places
      .filter(({ form, names }) => form.kind === 'value' && names.length <= UNREAD.depth)
      .map(({ steps }) => pathOf(steps))
      .filter((path) => !read.has(path));
    if (unread.length === 0) return;
    const more = unread.length > UNREAD.most ? ' …' : '';
    this.remarks.note(this.path, `Not mapped: ${unread.slice(0, UNREAD.most).join(' ')}${more}`);
  }

  adopt(name: string, inner: FieldDrafter, value: DraftValue): void {
    this.fields[name] = value;
    this.mapped += inner.mapped;
    this.used.push(...inner.used);
  }
}
