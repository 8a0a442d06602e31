/** Keeps one merchant's slow store from holding a worker's slots: every local try holds a workflow task. */
import { activityInfo } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';

/** Local tries of a merchant at a time: more than a store that answers sees, and half of a worker's places for workflow tasks. */
const most = 20;

/**
 * Makes a wrapper that turns local tries away while too many of that merchant's are under way: the ordinary activity,
 * which holds no workflow task, takes their place. All activities that it wraps count together.
 */
export function onTheSpot() {
  const underWay = new Map<string, number>();
  const count = (merchant: string, by: number): number => {
    const now = (underWay.get(merchant) ?? 0) + by;
    if (now === 0) underWay.delete(merchant);
    else underWay.set(merchant, now);
    return now;
  };
  return <Request extends { merchant: string }, Result>(
      activity: (request: Request) => Promise<Result>,
    ): ((request: Request) => Promise<Result>) =>
    async (request) => {
      if (!activityInfo().isLocal) return activity(request);
      try {
        if (count(request.merchant, 1) > most) throw ApplicationFailure.nonRetryable('busy', 'busy');
        return await activity(request);
      } finally {
        count(request.merchant, -1);
      }
    };
}
