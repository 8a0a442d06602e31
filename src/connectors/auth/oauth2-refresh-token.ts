/** OAuth 2.0 with a refresh token (RFC 6749 §6) that may rotate; the first comes from a secret or from `orderly connections connect`. */
import { z } from 'zod';
import { keyProblems } from './assertion.js';
import { openRefreshing, refreshingIsWhole, refreshingSettings } from './oauth2-refreshing.js';
import { schemeKind, setsHeader } from './scheme.js';

/** `scheme: oauth2-refresh-token`. */
export const oauth2RefreshToken = schemeKind({
  settings: z
    .strictObject({
      ...refreshingSettings,
      authorizationUrl: refreshingSettings.authorizationUrl.optional(),
      refreshToken: z
        .string()
        .min(1)
        .optional()
        .describe('The first refresh token: `${secret.NAME}`. Later ones are kept in the store.'),
    })
    .superRefine(refreshingIsWhole),
  check: (settings, siblingFiles) => keyProblems(settings, siblingFiles),
  sets: (settings) => setsHeader(settings),
  open: openRefreshing,
});
