/** No credentials. */
import { z } from 'zod';
import { schemeKind } from './scheme.js';

/** `scheme: none`. */
export const none = schemeKind({
  settings: z.strictObject({}),
  open: () => ({ apply: (request) => Promise.resolve({ is: 'ready', request }) }),
});
