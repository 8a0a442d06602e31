/** After how long a parcel counts as late, lost or missing (DESIGN §9, the carrier's numbers). */
import type { DurationIr } from '../../contracts/ir.js';

/** The times by which a carrier's parcels are judged. */
export interface CarrierTimes {
  /** From the promised day until it counts as late. */
  lateAfter: DurationIr;
  /** Without a scan until it counts as probably lost. */
  lostAfter: DurationIr;
  /** From the delivery until a parcel that the customer does not have counts as missing. */
  missingAfter: DurationIr;
}

/** What holds where a merchant writes nothing: a parcel of most carriers turns up within a week, or never. */
export const usualTimes: CarrierTimes = {
  lateAfter: { businessDays: 1 },
  lostAfter: { businessDays: 7 },
  missingAfter: { businessDays: 1 },
};
