/** A keyed hash (RFC 2104) over parts of the request, in headers or parameters, as many APIs define their own. */
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { STAND_IN } from '../../security/secrets.js';
import { KeyEncoding } from './key-material.js';
import { type Outgoing, schemeKind } from './scheme.js';
import { HeaderName } from './shared-settings.js';
import { type Moment, signing } from './signer.js';
import {
  names,
  render,
  REQUEST_NAMES,
  requestValues,
  type SignTemplate,
  type SignValues,
  templateOver,
} from './sign-template.js';

const MOMENT_NAMES = [...REQUEST_NAMES, 'timestamp', 'nonce', 'key'] as const;
const Algorithm = z.enum(['sha1', 'sha256', 'sha512']);
const Encoding = z.enum(['hex', 'base64', 'base64url']);
const SIGNED_NAMES = [...MOMENT_NAMES, 'signature'] as const;
const Signed = templateOver(SIGNED_NAMES);

/** Settings of `scheme: hmac-signature`. */
export const HmacSettings = z.strictObject({
  key: z.string().min(1).describe('The shared key: `${secret.NAME}`.'),
  keyEncoding: KeyEncoding.describe('Encoding of the key.'),
  algorithm: Algorithm.default('sha256').describe('Hash algorithm of the signature.'),
  encoding: Encoding.default('hex').describe('Encoding of the signature.'),
  sign: templateOver(MOMENT_NAMES).describe('The text to sign: `${method}${path}${timestamp}${body}`.'),
  bodyHash: z
    .strictObject({
      algorithm: z
        .enum(['md5', 'sha1', 'sha256', 'sha512'])
        .default('sha256')
        .describe('Hash algorithm for the body.'),
      encoding: Encoding.default('hex').describe('Encoding of the hash.'),
    })
    .prefault({})
    .describe('Format of `${bodyHash}`.'),
  timestamp: z
    .enum(['seconds', 'milliseconds', 'iso8601'])
    .default('seconds')
    .describe('Format of `${timestamp}`.'),
  nonce: z.enum(['uuid', 'hex', 'base64']).default('uuid').describe('Format of `${nonce}`: 16 random bytes.'),
  headers: z
    .record(HeaderName, Signed)
    .default({})
    .describe('Headers to set: `X-Signature: "${signature}"`.'),
  query: z
    .record(z.string().min(1), Signed)
    .default({})
    .describe('Query parameters to add. Those without `${signature}` are signed too.'),
});
type Settings = z.infer<typeof HmacSettings>;

/** `scheme: hmac-signature`. */
export const hmacSignature = schemeKind({
  names: SIGNED_NAMES,
  settings: HmacSettings.refine(
    ({ headers, query }) =>
      [...Object.values(headers), ...Object.values(query)].some((each) => names(each, 'signature')),
    'The signature is not sent: add `${signature}` under `headers` or `query`.',
  ),
  check: ({ key, keyEncoding }) =>
    key.includes(STAND_IN) || keyBytes(key, keyEncoding)
      ? []
      : [{ path: ['key'], message: `The key is not valid ${keyEncoding}.` }],
  sets: ({ headers, query }) => ({ headers: Object.keys(headers), query: Object.keys(query) }),
  open: (settings) => signing((request, moment) => hmacSigned(request, settings, moment)),
});

/** The signed request; deterministic for a given moment. */
export function hmacSigned(request: Outgoing, settings: Settings, moment: Moment): Outgoing {
  const extra = {
    timestamp: timestampOf(moment, settings.timestamp),
    nonce: nonceOf(moment, settings.nonce),
    key: settings.key,
  };
  const [signed, after] = split(settings.query);
  const base = withParameters(request, signed, { ...requestValues(request, settings.bodyHash), ...extra });
  const values = { ...requestValues(base, settings.bodyHash), ...extra };
  const hmac = createHmac(settings.algorithm, keyBytes(settings.key, settings.keyEncoding) ?? '');
  const all = { ...values, signature: hmac.update(render(settings.sign, values)).digest(settings.encoding) };
  const headers: Record<string, string> = { ...base.headers };
  for (const [name, template] of Object.entries(settings.headers))
    headers[name.toLowerCase()] = render(template, all).toString();
  return { ...withParameters(base, after, all), headers };
}

type Parameters = readonly (readonly [string, SignTemplate])[];

function split(query: Settings['query']): readonly [Parameters, Parameters] {
  const entries = Object.entries(query);
  return [
    entries.filter(([, each]) => !names(each, 'signature')),
    entries.filter(([, each]) => names(each, 'signature')),
  ];
}

function withParameters(request: Outgoing, parameters: Parameters, values: SignValues): Outgoing {
  const url = new URL(request.url);
  for (const [name, template] of parameters) url.searchParams.set(name, render(template, values).toString());
  return parameters.length === 0 ? request : { ...request, url };
}

function timestampOf({ nowMs }: Moment, format: Settings['timestamp']): string {
  if (format === 'iso8601') return new Date(nowMs).toISOString();
  return String(format === 'seconds' ? Math.floor(nowMs / 1000) : nowMs);
}

function nonceOf({ random }: Moment, format: Settings['nonce']): string {
  if (format !== 'uuid') return random.toString(format);
  const hex = random.toString('hex');
  // RFC 9562 §5.4: version 4, variant 8.
  const groups = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20),
  ];
  return groups.join('-');
}

/** The key's bytes; undefined when it is not in the stated encoding. */
function keyBytes(key: string, encoding: Settings['keyEncoding']): Buffer | undefined {
  const forms = { utf8: /^/, hex: /^([0-9a-f]{2})+$/i, base64: /^[A-Za-z0-9+/_-]+=*$/ };
  return forms[encoding].test(key) ? Buffer.from(key, encoding) : undefined;
}
