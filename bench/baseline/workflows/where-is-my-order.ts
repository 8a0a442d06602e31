import type { Order } from '../../../src/commerce/orders/order.js';
import type { Tracking } from '../../../src/commerce/shipments/tracking.js';
import type { Type } from '../../../src/contracts/ir.js';
import type { Json, JsonObject } from '../../../src/contracts/json.js';
import { flow, type Run } from './run.js';

/** flows/where-is-my-order.yaml by hand: the way of an order that is on its way. */
export const whereIsMyOrder = flow(async (run, inputs) => {
  const found = await run.subflow('find', 'find-order', inputs);
  const { number, expectedDeliveryDate, shipments } = found['order'] as unknown as Order; // the activity has checked it
  run.say('status', 'Your order ${number} is on its way to you.', { number: ['text', number] });
  let saysDay = false;
  for (const [index, shipment] of shipments.entries()) {
    const visit = index + 1;
    const { tracking } = await run.call('track', visit, 'shipments.track', {
      shipment,
    } as unknown as JsonObject);
    saysDay = tellParcel(run, visit, tracking as unknown as Tracking) || saysDay; // likewise
  }
  if (expectedDeliveryDate !== undefined && !saysDay) {
    const late = expectedDeliveryDate < Date.now();
    const sentence = late
      ? 'It should have arrived by ${date}. I’m sorry it’s late.'
      : 'It should arrive by ${date}.';
    run.say('promised', sentence, { date: ['moment', expectedDeliveryDate] });
  }
  return { result: 'told', outputs: {} };
});

const scan: Type = {
  t: 'record',
  name: 'TrackingEvent',
  fields: {
    at: { type: { t: 'moment' } },
    place: { type: { t: 'text' }, optional: true },
    description: { type: { t: 'text' } },
  },
};

/** Says how it stands, and whether with a day. */
function tellParcel(run: Run, visit: number, tracking: Tracking): boolean {
  const { trackingNumber, status, events, expectedDelivery } = tracking;
  const number = ['text', trackingNumber] as const;
  if (events.length === 0) {
    run.say(`parcel${visit}`, 'The carrier hasn’t scanned parcel ${number} yet.', { number });
  } else {
    run.say(`parcel${visit}`, 'Parcel ${number} is ${status}:\n${scans}', {
      number,
      status: [{ t: 'enum', name: 'tracking_status', values: [status] }, status],
      scans: [{ t: 'list', of: scan }, events as unknown as Json], // the activity has checked it
    });
  }
  if (expectedDelivery === undefined || status === 'delivered') return false;
  const at = ['moment', expectedDelivery] as const;
  run.say(`expected${visit}`, 'The carrier expects to deliver parcel ${number} on ${at}.', {
    number,
    at,
  });
  return true;
}
