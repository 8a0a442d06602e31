/** Heartbeats of long activities: they reveal a dead worker, and tell an attempt that it was given up. */
import { cancellationSignal, heartbeat } from '@temporalio/activity';

/** The first beat comes after this time: a call answered sooner costs none. */
const everyMs = 3_000;

/** Wraps an activity with a heartbeat while it works; `signal` says that nobody waits for it any more. */
export function withHeartbeat<Request, Result>(
  activity: (request: Request, signal: AbortSignal) => Promise<Result>,
): (request: Request) => Promise<Result> {
  return async (request) => {
    const beat = setInterval(() => {
      heartbeat();
    }, everyMs);
    try {
      return await activity(request, cancellationSignal());
    } finally {
      clearInterval(beat);
    }
  };
}
