/** The registry of authentication schemes: a line each. */
import { apiKey } from './api-key.js';
import { basic } from './basic.js';
import { bearer } from './bearer.js';
import { none } from './none.js';
import { oauth2ClientCredentials } from './oauth2-client-credentials.js';
import type { SchemeKind } from './scheme.js';

/** Every scheme by the name that stands after `scheme:`. */
export const authSchemes: ReadonlyMap<string, SchemeKind> = new Map([
  ['none', none],
  ['basic', basic],
  ['bearer', bearer],
  ['api-key', apiKey],
  ['oauth2-client-credentials', oauth2ClientCredentials],
]);
