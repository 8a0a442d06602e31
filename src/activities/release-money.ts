/** Gives a subject back whose call was rejected, has expired or will not be made, so that another write can have it. */
import { placeOf } from '../calls/plan.js';
import { freeUnlessSent } from '../calls/reservation.js';
import type { ReleaseMoneyRequest } from '../contracts/activities.js';
import type { Dependencies } from './dependencies.js';

/** Makes the activity; a call that was begun keeps its subject until it has ended by itself. */
export function releaseMoney(
  deps: Pick<Dependencies, 'store'>,
): (request: ReleaseMoneyRequest) => Promise<void> {
  return async ({ merchant, workflowId, step, visit }) => {
    await freeUnlessSent(deps, { place: placeOf({ merchant, workflowId, call: { step, visit } }) });
  };
}
