/** OAuth 2.0 resource owner password credentials (RFC 6749 §4.3), for systems that support nothing better. */
import { z } from 'zod';
import { keyProblems } from './assertion.js';
import { keptToken, repeatable } from './kept-token-scheme.js';
import { clientIsWhole, grantSettings, openGrant } from './oauth2-client.js';
import { schemeKind, setsHeader } from './scheme.js';

/** `scheme: oauth2-password`. */
export const oauth2Password = schemeKind({
  settings: z
    .strictObject({
      ...grantSettings,
      username: z.string().min(1).describe('User name.'),
      password: z.string().min(1).describe('Password: `${secret.NAME}`.'),
    })
    .superRefine(clientIsWhole),
  check: (settings, siblingFiles) => keyProblems(settings, siblingFiles),
  sets: (settings) => setsHeader(settings),
  open(settings, context) {
    const own = [['username', settings.username] as const, ['password', settings.password] as const];
    const source = repeatable(openGrant(settings, context), 'password', () => own);
    return keptToken(context, { identity: settings, source, header: settings.header });
  },
});
