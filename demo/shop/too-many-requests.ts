/** What each API says when it is asked too often. */
import { graphqlPath, soapPath } from './addresses.js';
import { type Answer, json } from './api.js';
import { faultAnswer } from './soap/envelope.js';

/** The shop's own code for it. */
const code = 'ZU_VIELE_ANFRAGEN';

/** The answer of the API that was asked; REST alone can say after how many seconds to come back. */
export function tooManyRequests(path: string, retryAfter: number | undefined): Answer {
  if (path === graphqlPath) return throttled;
  if (path === soapPath)
    return faultAnswer({ code: 'Server', text: 'Bitte später noch einmal.', detail: code });
  return json(429, { fehler: code }, retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) });
}

/** Status 200, and points of a bucket that is filled again with time. */
const throttled = json(200, {
  errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
  extensions: {
    cost: {
      requestedQueryCost: 12,
      throttleStatus: { maximumAvailable: 1000, currentlyAvailable: 2, restoreRate: 50 },
    },
  },
});
