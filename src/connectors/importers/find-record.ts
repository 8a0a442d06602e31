/** Finds the record of a kind, such as the order, in a response. */
import type { ImportedRecord } from '../../commerce/import-hints.js';
import { type NameTable, orderAmount, orderNames } from './order-names.js';
import { currencyNames, eventLists, listNames, trackingNames } from './part-names.js';
import { findPlace } from './find-place.js';
import type { Form } from './form.js';
import { type Step, placesIn } from './places.js';

/** A record and the steps to it. */
export interface FoundRecord {
  steps: readonly Step[];
  form: Form;
}

/** What a record has at once weighs this, one level deeper half as much: a part that leads back to its order is none. */
const weightAt = (depth: number): number => (depth <= 1 ? 2 : 1);

/** An order that is one of a list is likelier something of an order. */
const LIST = 3;

const tables: Readonly<Record<ImportedRecord, NameTable>> = {
  order: { ...orderNames, amount: orderAmount, lines: { names: listNames.lines } },
  tracking: { ...trackingNames, events: { names: eventLists } },
  quote: {
    amount: { names: [['refundable', 'erstattbar', 'available', 'amount']] },
    currency: { names: currencyNames },
  },
  cancellation: { cancelRef: { names: [['cancellationid', 'cancelid', 'stornoid', 'buchungid']] } },
  registration: { returnRef: { names: [['returnid', 'rmaid', 'retoureid', 'id']] } },
  refund: { refundRef: { names: [['refundid', 'erstattungid', 'id', 'pspreference', 'reference']] } },
};

/** Finds the record of a kind that matches most names; with `list`, the items of a list. */
export function findRecord(answer: Form, kind: ImportedRecord, list: boolean): FoundRecord {
  const candidates = [
    { steps: [], form: answer },
    ...placesIn(answer, { depth: 4, lists: list ? '*' : '0' }),
  ];
  let best: { found: FoundRecord; score: number } | undefined;
  for (const candidate of candidates) {
    const found = insideList(candidate, list);
    if (found === undefined || (list && !isItem(found))) continue;
    const inList = !list && found.steps.some((step) => 'item' in step) ? LIST : 0;
    const score = scoreOf(found.form, kind) - inList - found.steps.length / 2;
    if (best === undefined || score > best.score) best = { found, score };
  }
  return best?.found ?? { steps: [], form: answer };
}

/** The record itself, or the item of its list. */
function insideList({ steps, form }: FoundRecord, list: boolean): FoundRecord | undefined {
  if (form.kind === 'list')
    return insideList({ steps: [...steps, { item: list ? '*' : '0' }], form: form.item() }, list);
  return form.kind === 'record' ? { steps, form } : undefined;
}

const isItem = ({ steps }: FoundRecord): boolean => steps.some((step) => 'item' in step);

function scoreOf(form: Form, kind: ImportedRecord): number {
  const near = placesIn(form, { depth: 2 });
  return Object.values(tables[kind])
    .map((names) => findPlace(near, names, () => true)?.place.names.length ?? Infinity)
    .filter((depth) => depth <= 2)
    .reduce((score, depth) => score + weightAt(depth), 0);
}
