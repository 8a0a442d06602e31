/** OAuth 2.0 authorization code with PKCE (RFC 6749 §4.1, RFC 7636): a person runs `orderly connections connect` once. */
import { z } from 'zod';
import { keyProblems } from './assertion.js';
import { openRefreshing, refreshingIsWhole, refreshingSettings } from './oauth2-refreshing.js';
import { schemeKind, setsHeader } from './scheme.js';

/** `scheme: oauth2-authorization-code`. */
export const oauth2AuthorizationCode = schemeKind({
  settings: z.strictObject(refreshingSettings).superRefine(refreshingIsWhole),
  check: (settings, siblingFiles) => keyProblems(settings, siblingFiles),
  sets: (settings) => setsHeader(settings),
  open: openRefreshing,
});
