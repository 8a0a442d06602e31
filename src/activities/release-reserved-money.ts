/** Frees the subject of a call that was rejected, has expired or will not be made, for other writes. */
import { placeOf } from './calls/plan.js';
import { freeUnlessSent } from './calls/reservation.js';
import type { ReleaseMoneyRequest } from '../contracts/activities.js';
import type { Dependencies } from './dependencies.js';

/** Makes the activity; a call that has begun keeps its subject until it ends by itself. */
export function releaseMoney(
  deps: Pick<Dependencies, 'store'>,
): (request: ReleaseMoneyRequest) => Promise<void> {
  return async ({ merchant, workflowId, step, visit }) => {
    await freeUnlessSent(deps, { place: placeOf({ merchant, workflowId, call: { step, visit } }) });
  };
}
