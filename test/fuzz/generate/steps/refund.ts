/** A refund as shops write it: an order, a quote, the customer's yes, and the approved call. */
import type { JsonObject } from '../../../../src/contracts/json.js';
import type { Made, Make, Maker, Place } from '../maker.js';
import { patience } from './call.js';
import { afterResult } from './branches.js';
import { operations } from '../world.js';

/** `call: payments.refund` with `approval`, and all that it presupposes. */
export const makeRefund: Make = (maker, place) => {
  const refund = operations.get('payments.refund');
  const quote = operations.get('payments.quote_refund');
  const first = orderAt(maker, place);
  // Without a question there is no yes, and without one nothing is written.
  if (place.reading || place.quiet || first === undefined) return undefined;
  if (refund === undefined || quote === undefined) return undefined;
  const { order } = first;
  maker.count('call', 'call of money');
  maker.money = true;
  const [quoted, sure, id] = [maker.id(), maker.id(), maker.id()];
  const read = { id: quoted, call: 'payments.quote_refund', inputs: { order: `\${${order}}` } };
  const after = afterResult(maker, first.place, quoted, quote.results, 'refundable');
  maker.asks = true;
  const amount = `steps.${quoted}.amount`;
  const step: JsonObject = {
    id,
    call: 'payments.refund',
    inputs: { order: `\${${order}}`, amount: `\${${amount}}`, reason: 'other' },
    approval: approval(maker),
    ...patience(maker),
    ...(maker.tape.chance(30) ? { accepted: [{ say: 'It has been passed on.' }] } : {}),
    ...handlers(maker, after.place),
  };
  const done = afterResult(maker, after.place, id, refund.results);
  return {
    steps: [
      ...first.steps,
      read,
      ...after.steps,
      ...question(maker, after.place, sure, `\${${amount}} for \${${order}.number}`),
      step,
      ...done.steps,
    ],
    place: done.place,
  };
};

/** An order that can be read, or one that is looked up for this. */
function orderAt(maker: Maker, place: Place): (Made & { order: string }) | undefined {
  if (place.reading) return undefined;
  const order = maker.at(place).read((type) => type.t === 'record' && type.name === 'Order');
  if (order !== undefined) return { order, steps: [], place };
  const results = operations.get('orders.get')?.results;
  if (results === undefined) return undefined;
  const id = maker.id();
  maker.count('call');
  const after = afterResult(maker, place, id, results, 'found');
  const step = { id, call: 'orders.get', inputs: { number: '${inputs.message}' } };
  return { order: `steps.${id}.order`, steps: [step, ...after.steps], place: after.place };
}

function question(maker: Maker, place: Place, id: string, what: string): JsonObject[] {
  maker.count('ask', 'ask yes_or_no', 'if');
  maker.compare(`steps.${id}.answer`);
  return [
    { id, ask: `Would you like me to refund ${what}?`, answer: 'yes_or_no', expires: '2 days' },
    { if: `steps.${id}.answer == "no"`, then: maker.endingHandler(place) },
  ];
}

function approval({ tape }: Maker): JsonObject {
  const escalates = tape.chance(50);
  return {
    ...(tape.chance(70) ? { notNeededWithin: 'policy.refund.autoApprove' } : {}),
    by: 'refund-approver',
    // An escalation is before the expiry.
    expires: tape.one(escalates ? ['2 business days', '3bd'] : ['2 business days', '3 days', '1bd']),
    ...(tape.chance(50) ? { remind: 'after 4 business hours' } : {}),
    ...(escalates ? { escalate: { after: '1 business day', to: 'team-lead' } } : {}),
  };
}

const outcomes = ['refused', 'unknown', 'unavailable', 'unverified', 'rejected', 'expired', 'superseded'];

function handlers(maker: Maker, place: Place): JsonObject {
  const handled = outcomes.filter(() => maker.tape.chance(20));
  if (handled.length === 0) return {};
  return { outcomes: Object.fromEntries(handled.map((name) => [name, maker.endingHandler(place)])) };
}
