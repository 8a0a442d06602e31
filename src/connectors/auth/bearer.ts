/** A fixed bearer token (RFC 6750). */
import { z } from 'zod';
import { schemeKind, setsAuthorization, withHeader } from './scheme.js';
import { HeaderText } from './shared-settings.js';

/** `scheme: bearer`. */
export const bearer = schemeKind({
  settings: z.strictObject({ token: HeaderText.min(1).describe('The token: `${secret.NAME}`.') }),
  sets: setsAuthorization,
  open: ({ token }) => ({
    apply: (request) =>
      Promise.resolve({ is: 'ready', request: withHeader(request, 'authorization', `Bearer ${token}`) }),
  }),
});
