/** Drafts `fields:` of a record from the names of its members. */
import type { ImportedRecord } from '../../commerce/import-hints.js';
import { orderAmount, orderNames } from './order-field-names.js';
import {
  eventLists,
  eventNames,
  lineNames,
  linePrice,
  listNames,
  returnNames,
  shipmentNames,
  trackingNames,
} from './order-part-names.js';
import { type DraftMap, type Remarks, TODO } from './draft.js';
import { FieldDrafter } from './field-drafter.js';
import type { FoundPlace } from './find-form-place.js';
import type { Form } from './value-form.js';
import { type Place, type Step, pathOf, placesIn } from './form-places.js';

/** Drafted fields. */
export interface DraftedFields {
  fields: DraftMap;
  /** How many single values are mapped. */
  mapped: number;
  /** Steps to every value that is read, for the selection of a GraphQL document. */
  used: readonly (readonly Step[])[];
}

const drafts: Readonly<Record<ImportedRecord, (drafter: FieldDrafter, around: readonly Place[]) => void>> = {
  order: (drafter, around) => {
    draftIdentity(drafter);
    drafter.values(orderNames, ['ref', 'number', 'status']);
    drafter.person('customerName');
    drafter.status('order', orderNames['status'] ?? { names: [] });
    drafter.money('amount', orderAmount);
    drafter.address(around);
    drafter.list('lines', listNames.lines, (line) => {
      line.values(lineNames, ['name', 'quantity']);
      for (const name of ['name', 'quantity']) {
        const found = line.value(name, lineNames[name] ?? { names: [] });
        if (found === undefined) line.todo(name, TODO, `where to find the ${name}`);
      }
      line.money('price', linePrice, currencyAround(drafter));
    });
    drafter.list(
      'shipments',
      listNames.shipments,
      (shipment) => {
        shipment.values(shipmentNames, ['carrier', 'trackingNumber']);
        for (const name of ['carrier', 'trackingNumber']) {
          const found = shipment.value(name, shipmentNames[name] ?? { names: [] });
          if (found === undefined) shipment.todo(name, TODO, 'where to find it; required in every shipment');
        }
      },
      'trackingNumber',
    );
    drafter.list('returns', listNames.returns, (one) => {
      one.values(returnNames);
    });
  },
  tracking: (drafter) => {
    const number = drafter.value('trackingNumber', trackingNames['trackingNumber'] ?? { names: [] });
    if (number === undefined) drafter.todo('trackingNumber', TODO, 'where to find the tracking number');
    drafter.values(trackingNames, ['trackingNumber', 'status']);
    drafter.status('tracking', trackingNames['status'] ?? { names: [] });
    drafter.list('events', eventLists, (event) => {
      event.values(eventNames);
      for (const name of ['at', 'description'])
        if (!(name in event.fields)) event.todo(name, TODO, 'where to find it; required in every scan');
    });
  },
  quote: (drafter) => {
    drafter.money('amount', {
      names: [['refundable', 'refundableamount', 'maximumrefundable', 'erstattbar', 'available', 'amount']],
    });
    if (!('amount' in drafter.fields))
      drafter.todo('amount', { decimal: TODO, currency: TODO }, 'what can still be refunded');
    drafter.money('refunded', { names: [['refunded', 'refundedamount', 'totalrefunded', 'erstattet']] });
  },
  refund: (drafter) => {
    drafter.value('refundRef', {
      names: [['refundid', 'erstattungid', 'pspreference', 'refundref', 'id', 'reference']],
      depth: 2,
    });
  },
  registration: (drafter) => {
    drafter.value('returnRef', {
      names: [['returnid', 'rmaid', 'retoureid', 'returnnumber', 'rmanumber', 'id', 'reference']],
      depth: 2,
    });
  },
  cancellation: (drafter) => {
    drafter.value('cancelRef', {
      names: [['cancellationid', 'cancelid', 'stornoid', 'buchungid', 'id', 'reference']],
      depth: 2,
    });
    drafter.money('refunded', {
      names: [['refunded', 'refundedamount', 'refundamount', 'amount', 'betrag']],
    });
  },
};

/** Path to the currency of an order, as seen from its lines. */
function currencyAround({ fields: { amount } }: FieldDrafter): string | undefined {
  const currency = typeof amount === 'object' && 'currency' in amount ? amount.currency : undefined;
  return typeof currency === 'string' && currency.startsWith('$')
    ? currency.replace('$', '$parent')
    : undefined;
}

/** Drafts reference and number; a system that has only one of them uses it for both. */
function draftIdentity(drafter: FieldDrafter): void {
  const [ref, number] = ['ref', 'number'].map((name) =>
    drafter.value(name, orderNames[name] ?? { names: [] }),
  );
  const copyOther = (name: string, other: FoundPlace | undefined): void => {
    if (other === undefined) drafter.todo(name, TODO, 'where to find it; required in every order');
    else {
      drafter.put(name, pathOf(other.place.steps), [other.place]);
      drafter.remarks.guess([...drafter.path, name], 'the system seems to have only one id of an order');
    }
  };
  const rivals = drafter.places.filter(
    ({ names: [name = '', ...deeper], form }) =>
      deeper.length === 0 && /(^|order|bestell|auftrags?)(id|uuid|guid)$/.test(name) && form.kind === 'value',
  );
  if (rivals.length > 1)
    drafter.remarks.guess(
      [...drafter.path, 'ref'],
      `one of ${rivals.map(({ steps }) => pathOf(steps)).join(', ')}`,
    );
  if (ref === undefined) copyOther('ref', number);
  if (number === undefined) copyOther('number', ref);
}

/** Drafts the fields of a record at a path of the draft; they are read from `base`. */
export function draftFields(
  kind: ImportedRecord,
  form: Form,
  path: readonly string[],
  remarks: Remarks,
  base: readonly Step[] = [],
): DraftedFields {
  // A parcel's dates and statuses are often in lists of one item.
  const placesFrom = (lists: '0' | undefined): Place[] =>
    placesIn(form, { depth: 5, lists }).map((place) => ({ ...place, steps: [...base, ...place.steps] }));
  const around = placesFrom('0');
  const drafter = new FieldDrafter(kind === 'tracking' ? around : placesFrom(undefined), path, remarks);
  drafts[kind](drafter, around);
  drafter.noteUnread(around);
  return drafter;
}
