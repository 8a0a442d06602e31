/** Heartbeats of long activities, by which a dead worker is noticed. */
import { heartbeat } from '@temporalio/activity';

/** The first beat comes only then: a call that is answered sooner costs none. */
const everyMs = 3_000;

/** The activity with a heartbeat while it works. */
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
