/** OAuth 2.0 with a signed assertion as the grant (RFC 7523 §2.1). */
import { z } from 'zod';
import { keyProblems, openKey } from './assertion.js';
import { keptToken, repeatable } from './kept-token-scheme.js';
import { clientIsWhole, grantSettings, openGrant } from './oauth2-client.js';
import { schemeKind, setsHeader } from './scheme.js';

const GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** `scheme: oauth2-jwt-bearer`. */
export const oauth2JwtBearer = schemeKind({
  settings: z
    .strictObject({
      ...grantSettings,
      issuer: z.string().min(1).describe('Issuer (`iss`).'),
      subject: z.string().min(1).optional().describe('Subject (`sub`).'),
      claims: z.record(z.string(), z.unknown()).optional().describe('Additional claims, such as `scope`.'),
    })
    .superRefine((settings, context) => {
      clientIsWhole(settings, context);
      if ((settings.key === undefined) === (settings.keyFile === undefined))
        context.addIssue({
          code: 'custom',
          path: ['key'],
          message: 'The assertion needs either `key` or `keyFile`.',
        });
    }),
  check: (settings, siblingFiles) => keyProblems(settings, siblingFiles),
  sets: (settings) => setsHeader(settings),
  open(settings, context) {
    const { issuer, subject, claims, tokenUrl, assertionAudience } = settings;
    const sign = openKey(settings, context.siblingFiles);
    const own = async () => {
      const who = { iss: issuer, ...(subject === undefined ? {} : { sub: subject }) };
      return [['assertion', await sign({ aud: assertionAudience ?? tokenUrl, ...who, ...claims })] as const];
    };
    const source = repeatable(openGrant(settings, context), GRANT_TYPE, own);
    return keptToken(context, { identity: settings, source, header: settings.header });
  },
});
