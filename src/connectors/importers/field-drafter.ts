/** Drafts `fields:` of one record from the names of its members. */
import { type FieldNames, type NameTable, addressNames, addressRecords, partNames } from './order-names.js';
import { type DraftMap, type DraftValue, type Remarks, TODO } from './draft.js';
import { draftDate } from './draft-date.js';
import { draftMoney } from './draft-money.js';
import { findList, itemPlaces } from './find-list.js';
import { type FoundPlace, findPlace } from './find-place.js';
import type { Form } from './form.js';
import { type Place, type Step, pathOf, placesIn } from './places.js';
import { statusTable } from './status-words.js';
import type { Names } from './vocabularies/index.js';

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
      this.remarks.todo([...this.path, name, 'zone'], 'of its clock: Europe/Berlin, UTC');
    if (date === undefined && isMoment(name) && form.kind === 'value' && form.moment === false)
      this.remarks.guess(
        [...this.path, name],
        `ISO 8601?${form.about === undefined ? '' : ` It is described as: ${form.about}`}`,
      );
    else if (found.doubt >= SURE) this.remarks.guess([...this.path, name], 'by its name');
    return found;
  }

  /** Drafts a status with a table of its words. */
  status(kind: 'order' | 'tracking', names: FieldNames): void {
    const place = findPlace(this.places, names)?.place;
    if (place === undefined) {
      this.todo(
        'status',
        { path: TODO, values: { [TODO]: 'other' } },
        'where the status stands, and its words',
      );
      return;
    }
    const { values: listed, seen } = place.form.kind === 'value' ? place.form : {};
    const words = listed ?? seen;
    const values = words === undefined ? { [TODO]: 'other' } : statusTable(kind, words);
    this.put('status', { path: pathOf(place.steps), values }, [place]);
    // Words without meaning, such as numbers, are left to a person.
    if (Object.values(values).every((ours) => ours === 'other'))
      this.remarks.todo([...this.path, 'status', 'values'], 'the system’s words: ours');
    else {
      const others = listed === undefined ? '; there are more words than the example has' : '';
      this.remarks.guess([...this.path, 'status', 'values'], `what each word means${others}`);
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
    inner.both('street', addressNames['street'], partNames.houseNumber, 'the number stands by itself');
    if (inner.mapped === 0) return;
    this.adopt('shippingAddress', inner, inner.fields);
    if (near === undefined) this.remarks.guess(inner.path, 'that of the first of several');
  }

  /** Drafts the name of a person that stands in two fields, where none stands in one. */
  person(name: string): void {
    if (!(name in this.fields)) this.both(name, partNames.firstName, partNames.lastName, 'of two names');
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
  list(
    name: string,
    names: Names,
    draft: (drafter: FieldDrafter) => void,
    needed?: string,
  ): void {
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
      this.remarks.guess([...this.path, name, 'where'], `others have no ${needed} yet`);
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
    this.remarks.note(this.path, `Not read: ${unread.slice(0, UNREAD.most).join(' ')}${more}`);
  }

  adopt(name: string, inner: FieldDrafter, value: DraftValue): void {
    this.fields[name] = value;
    this.mapped += inner.mapped;
    this.used.push(...inner.used);
  }
}
