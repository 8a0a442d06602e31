/** A fixed key under the system's own name: in a header, a query parameter, a cookie or the body. */
import { z } from 'zod';
import { withBodyValue } from './body-value.js';
import { type Outgoing, schemeKind, withHeader } from './scheme.js';
import { HeaderName, HeaderText } from './shared-settings.js';
import { signing } from './signer.js';

const Key = z.string().min(1).describe('The API key: `${secret.NAME}`.');

const Settings = z.union([
  z.strictObject({
    key: HeaderText.min(1).describe('The API key: `${secret.NAME}`.'),
    header: HeaderName.describe('Header for the key.'),
    prefix: HeaderText.default('').describe('Text before the key.'),
  }),
  z.strictObject({
    key: Key,
    query: z.string().min(1).describe('Query parameter for the key.'),
  }),
  z.strictObject({
    // RFC 6265 §4.1.1: a cookie value contains no spaces, quotes, commas, semicolons or backslashes.
    key: z
      .string()
      .regex(/^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+$/, 'A cookie cannot contain this.')
      .describe('The API key: `${secret.NAME}`.'),
    cookie: HeaderName.describe('Cookie for the key.'),
  }),
  z.strictObject({
    key: Key,
    body: z.string().min(1).describe('Form field or JSON member for the key: `auth.apiKey`.'),
  }),
]);
type Settings = z.infer<typeof Settings>;

/** `scheme: api-key`. */
export const apiKey = schemeKind({
  settings: Settings,
  needs: (settings) => ('body' in settings ? 'named values' : undefined),
  sets: (settings) =>
    'header' in settings
      ? { headers: [settings.header] }
      : 'query' in settings
        ? { query: [settings.query] }
        : {},
  open: (settings) => signing((request) => withKey(request, settings)),
});

function withKey(request: Outgoing, settings: Settings): Outgoing | undefined {
  if ('header' in settings) return withHeader(request, settings.header, `${settings.prefix}${settings.key}`);
  if ('query' in settings) return withQuery(request, settings.query, settings.key);
  if ('body' in settings) return withBodyValue(request, settings.body, settings.key);
  const others = request.headers['cookie'];
  const cookie = `${settings.cookie}=${settings.key}`;
  return withHeader(request, 'cookie', others === undefined ? cookie : `${others}; ${cookie}`);
}

function withQuery(request: Outgoing, name: string, value: string): Outgoing {
  const url = new URL(request.url);
  url.searchParams.set(name, value);
  return { ...request, url };
}
