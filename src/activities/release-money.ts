/** Gives an order back whose money call was rejected or has expired, so that another can be made for it. */
import type { ReleaseMoneyRequest } from './activities.js';
import { holderOf } from './call-operation/reservation.js';
import type { Dependencies } from './dependencies.js';

/** Makes the activity; a call that was begun keeps its order until it has ended by itself. */
export function releaseMoney(
  deps: Pick<Dependencies, 'store'>,
): (request: ReleaseMoneyRequest) => Promise<void> {
  return async ({ merchant, workflowId, step, visit }) => {
    const id = { merchant, workflowId, step, visit };
    if ((await deps.store.effects.find(id)) === undefined) await deps.store.money.free(holderOf(id));
  };
}
