/** Drafts `fields:` of one record from the names of its members. */
import { type FieldNames, type NameTable, addressNames, addressRecords } from './order-names.js';
import { type DraftMap, type DraftValue, type Remarks, TODO } from './draft.js';
import { draftMoney } from './draft-money.js';
import { type FoundPlace, findPlace } from './find-place.js';
import type { Form } from './form.js';
import { type Place, type Step, pathOf, placesIn } from './places.js';
import { statusTable } from './status-words.js';

/** A path with a lower doubt than this needs no remark. */
const SURE = 3;

const isMoment = (field: string): boolean => /(At|Date|Delivery)$|^at$/.test(field);

/** Drafts fields into a map, with remarks at their paths. */
export class FieldDrafter {
  readonly fields: DraftMap = {};
  readonly used: (readonly Step[])[] = [];
  mapped = 0;

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
    const words = place.form.kind === 'value' ? place.form.values : undefined;
    const values = words === undefined ? { [TODO]: 'other' } : statusTable(kind, words);
    this.put('status', { path: pathOf(place.steps), values }, [place]);
    // Words without meaning, such as numbers, are left to a person.
    if (Object.values(values).every((ours) => ours === 'other'))
      this.remarks.todo([...this.path, 'status', 'values'], 'the system’s words: ours');
    else this.remarks.guess([...this.path, 'status', 'values'], 'what each word means');
  }

  /** Drafts an amount; `around` is a path to the currency if it is not beside the amount. */
  money(name: string, names: FieldNames, around?: string): void {
    const money = draftMoney(this.places, names, around);
    if (money === undefined) return;
    this.put(name, money.rules, money.used);
    this.remarks.guess([...this.path, name], money.remark);
    if (!money.whole) this.remarks.todo([...this.path, name, 'currency'], 'a path, or a code such as EUR');
  }

  address(): void {
    const isRecord = (form: Form): boolean => form.kind === 'record';
    const names = { names: addressRecords, depth: 4, not: /billing|store|seller|warehouse|email/ };
    const place = findPlace(this.places, names, isRecord)?.place;
    if (place === undefined) return;
    const parts = placesIn(place.form, { depth: 1 }).map((part) => ({
      ...part,
      steps: [...place.steps, ...part.steps],
    }));
    const inner = new FieldDrafter(parts, [...this.path, 'shippingAddress'], this.remarks, this.before);
    inner.values(addressNames);
    if (inner.mapped > 0) this.adopt('shippingAddress', inner, inner.fields);
  }

  /** Drafts a list with its own fields; items without the `needed` field are left out: they cannot be mapped. */
  list(
    name: string,
    names: readonly string[],
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
    const at = needed === undefined ? undefined : drafter.fields[needed];
    const where = typeof at === 'string' && at !== TODO ? { where: { path: at, is: 'present' } } : {};
    this.adopt(name, drafter, { each: pathOf(steps), ...where, fields: drafter.fields });
    if (where.where !== undefined)
      this.remarks.guess([...this.path, name, 'where'], `others have no ${needed} yet`);
  }

  adopt(name: string, inner: FieldDrafter, value: DraftValue): void {
    this.fields[name] = value;
    this.mapped += inner.mapped;
    this.used.push(...inner.used);
  }
}

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
  names: readonly string[],
): { steps: readonly Step[]; item: Form } | undefined {
  const lists = places.filter(({ form }) => form.kind === 'list');
  // A list of nodes is the same as one of edges, and its paths are shorter.
  lists.sort((one, other) => Number(isEdges(one)) - Number(isEdges(other)));
  const named = lists.map((place) =>
    PAGES.has(place.names.at(-1) ?? '') ? { ...place, names: place.names.slice(0, -1) } : place,
  );
  const found = findPlace(named, { names, depth: 3 }, (form) => form.kind === 'list')?.place;
  if (found?.form.kind !== 'list') return undefined;
  const item = found.form.item();
  return item.kind === 'record' ? { steps: [...found.steps, { item: '*' }], item } : undefined;
}

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
