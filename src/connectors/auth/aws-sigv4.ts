/**
 * AWS Signature Version 4 (AWS General Reference, "Create a signed request"). Own code: the usual package
 * re-encodes the URL before signing and adds headers, but what is signed must be what is sent.
 */
import { createHash, createHmac } from 'node:crypto';
import { z } from 'zod';
import { percentEncode, sortedPairs } from './percent-encode.js';
import { type Outgoing, schemeKind, setsAuthorization } from './scheme.js';
import { HeaderText } from './shared-settings.js';
import { type Moment, signing } from './signer.js';

const Settings = z.strictObject({
  accessKeyId: HeaderText.min(1).describe('Access key id.'),
  secretAccessKey: z.string().min(1).describe('Secret access key: `${secret.NAME}`.'),
  sessionToken: HeaderText.optional().describe('Session token of a temporary key.'),
  region: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'Write a region such as eu-central-1.')
    .describe('Region: `eu-central-1`.'),
  service: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'Write a service such as execute-api.')
    .describe('Service: `execute-api`.'),
});
type Settings = z.infer<typeof Settings>;

/** `scheme: aws-sigv4`. */
export const awsSigv4 = schemeKind({
  settings: Settings,
  sets: setsAuthorization,
  open: (settings) => signing((request, moment) => sigv4Signed(request, settings, moment)),
});

/** Headers that may change in transit. */
const UNSIGNED = new Set([
  'authorization',
  'connection',
  'expect',
  'transfer-encoding',
  'user-agent',
  'x-amzn-trace-id',
]);

/** The signed request, its URL in the canonical form that both sides sign; deterministic for a given moment. */
export function sigv4Signed(request: Outgoing, settings: Settings, { nowMs }: Moment): Outgoing {
  const time = new Date(nowMs).toISOString().replaceAll(/[:-]|\.\d{3}/g, '');
  const scope = [time.slice(0, 8), settings.region, settings.service, 'aws4_request'];
  const url = canonicalUrl(request.url);
  const hash = sha256(request.body ?? '');
  const headers: Record<string, string> = {
    ...request.headers,
    'x-amz-date': time,
    ...(settings.sessionToken === undefined ? {} : { 'x-amz-security-token': settings.sessionToken }),
    ...(settings.service === 's3' ? { 'x-amz-content-sha256': hash } : {}),
  };
  const { text, signedHeaders } = canonicalHeaders({ ...headers, host: url.host });
  const path = settings.service === 's3' ? url.pathname : encodedAgain(url.pathname);
  const canonical = [request.method, path, url.search.slice(1), text, signedHeaders, hash].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', time, scope.join('/'), sha256(canonical)].join('\n');
  const key = scope.reduce<string | Buffer>(
    (key, part) => hmac(key, part),
    `AWS4${settings.secretAccessKey}`,
  );
  const authorization = [
    `AWS4-HMAC-SHA256 Credential=${settings.accessKeyId}/${scope.join('/')}`,
    `SignedHeaders=${signedHeaders}`,
    `Signature=${hmac(key, toSign).toString('hex')}`,
  ].join(', ');
  return { ...request, url, headers: { ...headers, authorization } };
}

/** The URL with every part percent-encoded once and its parameters sorted; it is sent in this form. */
function canonicalUrl(given: URL): URL {
  const url = new URL(given);
  url.pathname = url.pathname
    .split('/')
    .map((part) => percentEncode(decodeURIComponent(part)))
    .join('/');
  url.search = sortedPairs(url.searchParams)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  return url;
}

/** All services but S3 take the path as sent, drop its empty segments, and encode it again. */
const encodedAgain = (path: string): string =>
  path
    .replaceAll(/\/{2,}/g, '/')
    .split('/')
    .map(percentEncode)
    .join('/');

function canonicalHeaders(headers: Readonly<Record<string, string>>): {
  text: string;
  signedHeaders: string;
} {
  const signed = Object.entries(headers)
    .map(([name, value]) => [name.toLowerCase(), value.trim().replaceAll(/ +/g, ' ')] as const)
    .filter(([name]) => !UNSIGNED.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = signed.map(([name, value]) => `${name}:${value}\n`);
  return { text: lines.join(''), signedHeaders: signed.map(([name]) => name).join(';') };
}

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
