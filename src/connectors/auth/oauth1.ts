/** OAuth 1.0 (RFC 5849) request signing. Own code: packages rewrite the URL, but must sign what is sent. */
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { percentEncode, sortedPairs } from './percent-encode.js';
import { type Outgoing, schemeKind, setsAuthorization, withHeader } from './scheme.js';
import { type Moment, signing } from './signer.js';

const HASHES = { 'HMAC-SHA1': 'sha1', 'HMAC-SHA256': 'sha256' } as const;

const Settings = z.strictObject({
  consumerKey: z.string().min(1).describe('Consumer key.'),
  consumerSecret: z.string().min(1).describe('Consumer secret: `${secret.NAME}`.'),
  token: z.string().default('').describe('Access token, if the system issues one.'),
  tokenSecret: z.string().default('').describe('Token secret: `${secret.NAME}`.'),
  method: z
    .enum(['HMAC-SHA1', 'HMAC-SHA256'])
    .default('HMAC-SHA256')
    .describe('Signature method. `PLAINTEXT` would send the secrets themselves, and is not supported.'),
  realm: z
    .string()
    .regex(/^[\x20-\x7e]*$/)
    .regex(/^[^"\\]*$/, 'A realm cannot contain quotes.')
    .optional()
    .describe('The realm; for NetSuite, the account id.'),
});
type Settings = z.infer<typeof Settings>;

/** `scheme: oauth1`. */
export const oauth1 = schemeKind({
  settings: Settings,
  sets: setsAuthorization,
  open: (settings) =>
    signing((request, moment) =>
      withHeader(request, 'authorization', oauth1Header(request, settings, moment)),
    ),
});

/** The header of RFC 5849 §3.5.1; deterministic for a given moment. */
export function oauth1Header(request: Outgoing, settings: Settings, { nowMs, random }: Moment): string {
  const parameters: [string, string][] = [
    ['oauth_consumer_key', settings.consumerKey],
    ['oauth_nonce', random.toString('hex')],
    ['oauth_signature_method', settings.method],
    ['oauth_timestamp', String(Math.floor(nowMs / 1000))],
    ...(settings.token === '' ? [] : [['oauth_token', settings.token] as [string, string]]),
    ['oauth_version', '1.0'],
  ];
  const signature = oauth1Signature(oauth1BaseString(request, parameters), settings);
  const fields = [...parameters, ['oauth_signature', signature] as const].map(
    ([name, value]) => `${name}="${percentEncode(value)}"`,
  );
  return `OAuth ${[...(settings.realm === undefined ? [] : [`realm="${settings.realm}"`]), ...fields].join(', ')}`;
}

/** The signature base string (RFC 5849 §3.4.1): method, URL, and all parameters of header, query and form. */
export function oauth1BaseString(
  { method, url, headers, body }: Outgoing,
  parameters: readonly (readonly [string, string])[],
): string {
  const isForm = /^application\/x-www-form-urlencoded\s*(;|$)/i.test(headers['content-type'] ?? '');
  const form = isForm ? new URLSearchParams(body?.toString() ?? '') : [];
  const pairs = sortedPairs([...url.searchParams, ...form, ...parameters]);
  const normal = pairs.map(([name, value]) => `${name}=${value}`).join('&');
  // `host` is already in lower case and without the default port.
  const address = `${url.protocol}//${url.host}${url.pathname}`;
  return [method, address, normal].map(percentEncode).join('&');
}

/** RFC 5849 §3.4.2, and the same with SHA-256. */
export function oauth1Signature(
  baseString: string,
  { consumerSecret, tokenSecret, method }: Pick<Settings, 'consumerSecret' | 'tokenSecret' | 'method'>,
): string {
  const key = `${percentEncode(consumerSecret)}&${percentEncode(tokenSecret)}`;
  return createHmac(HASHES[method], key).update(baseString).digest('base64');
}
