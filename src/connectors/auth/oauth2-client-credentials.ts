/** OAuth 2.0 client credentials (RFC 6749 §4.4); the token is shared by all calls and all workers. */
import { z } from 'zod';
import { keyProblems } from './assertion.js';
import { keptToken, repeatable } from './kept-token-scheme.js';
import { clientIsWhole, clientOf, grantSettings, openGrant, ownClient } from './oauth2-client.js';
import { schemeKind, setsHeader } from './scheme.js';

/** `scheme: oauth2-client-credentials`. */
export const oauth2ClientCredentials = schemeKind({
  settings: z.strictObject({ ...grantSettings, ...ownClient }).superRefine((settings, context) => {
    clientIsWhole(settings, context);
    if (clientOf(settings) === 'none')
      context.addIssue({
        code: 'custom',
        path: ['clientSecret'],
        message: 'The client has neither a secret nor a key.',
      });
  }),
  check: (settings, siblingFiles) => keyProblems(settings, siblingFiles),
  sets: (settings) => setsHeader(settings),
  open: (settings, context) =>
    keptToken(context, {
      identity: settings,
      header: settings.header,
      source: repeatable(openGrant(settings, context), 'client_credentials'),
    }),
});
