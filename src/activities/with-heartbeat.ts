/** Heartbeats: they reveal a dead worker within seconds, and tell an attempt that it was given up. */
import { activityInfo, heartbeat } from '@temporalio/activity';
import type { Activities } from '../contracts/activities.js';

/** The first beat comes after this time: what is done sooner costs none. */
const everyMs = 1_000;

/** The activities, each with a heartbeat while it works. */
export function beating(activities: Activities): Activities {
  const entries = Object.entries(activities) as [string, Activity][];
  return Object.fromEntries(
    entries.map(([name, activity]) => [name, withHeartbeat(activity)]),
  ) as unknown as Activities; // same names
}

type Activity = (request: unknown) => Promise<unknown>;

/** An activity with a heartbeat while it works. */
export const withHeartbeat =
  <Request, Result>(
    activity: (request: Request) => Promise<Result>,
  ): ((request: Request) => Promise<Result>) =>
  async (request) => {
    const beat = setInterval(() => {
      // A local try is over before it would matter.
      if (!activityInfo().isLocal) heartbeat();
    }, everyMs);
    try {
      return await activity(request);
    } finally {
      clearInterval(beat);
    }
  };
