/** Heartbeats of long activities, which reveal a dead worker. */
import { heartbeat } from '@temporalio/activity';

/** The first beat comes after this time: a call answered sooner costs none. */
const everyMs = 3_000;

/** Wraps an activity with a heartbeat while it works. */
export function withHeartbeat<Request, Result>(
  activity: (request: Request) => Promise<Result>,
): (request: Request) => Promise<Result> {
  return async (request) => {
    const beat = setInterval(() => {
      heartbeat();
    }, everyMs);
    try {
      return await activity(request);
    } finally {
      clearInterval(beat);
    }
  };
}
