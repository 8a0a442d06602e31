/** How a parcel stands by the merchant's calendar and the carrier's usual times (DESIGN §9, derived values). */
import { z } from 'zod';
import type { DurationIr } from '../../contracts/ir.js';
import type { JsonObject } from '../../contracts/json.js';
import { Shipment } from '../orders/order.js';
import type { Judgement } from '../operation.js';
import { bool, type FieldMeta, integer } from '../field.js';
import { Tracking } from './tracking.js';

/** What is worked out of a parcel's tracking: no carrier says it. */
export const Delivery = z
  .object({
    /** The promised day has passed, and the parcel is not there. */
    delayed: bool(),
    /** It is on its way, and nobody has scanned it for longer than its carrier usually takes. */
    probablyLost: bool(),
    /** A customer who does not have it may claim it: it is probably lost, or was delivered long enough ago. */
    claimable: bool(),
    /** Whole days since the last scan; absent without one, and once it has arrived. */
    daysWithoutScan: integer().optional(),
  })
  .meta({ type: 'record', name: 'Delivery' } satisfies FieldMeta);

const DAY = 86_400_000;

/** States in which the next scan should come soon; a parcel in a shop waits for its customer. */
const moving: ReadonlySet<Tracking['status']> = new Set([
  'label_created',
  'ready_for_shipment',
  'in_transit',
  'other',
]);

/** Judges a parcel by what was asked (`shipment`) and answered (`tracking`). */
export function judgeDelivery(
  read: { inputs: JsonObject; outputs: JsonObject },
  { now, times, after }: Judgement,
): JsonObject {
  const tracking = Tracking.parse(read.outputs['tracking']);
  const shipment = Shipment.parse(read.inputs['shipment']);
  const { lateAfter, lostAfter, missingAfter } = times(shipment.carrier, shipment.service);
  const passed = (from: number | undefined, duration: DurationIr): boolean =>
    from !== undefined && now > after(from, duration);
  const lastScan = tracking.events.at(-1)?.at;
  const isMoving = moving.has(tracking.status);
  const probablyLost = isMoving && passed(lastScan ?? shipment.shippedAt, lostAfter);
  const arrived = tracking.status === 'delivered';
  const promised = tracking.expectedDelivery ?? shipment.expectedDelivery;
  return {
    delivery: {
      delayed: isMoving && passed(promised, lateAfter),
      probablyLost,
      // Of a delivery that nobody has dated, the customer's word counts.
      claimable: probablyLost || (arrived && (lastScan === undefined || passed(lastScan, missingAfter))),
      ...(arrived || lastScan === undefined
        ? {}
        : { daysWithoutScan: Math.max(0, Math.floor((now - lastScan) / DAY)) }),
    },
  };
}
