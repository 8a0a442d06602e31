/** Checks who sends a request, as the shop's framework does: each parameter is cut at `=` and percent-decoded, `+` stays. */
import { createHmac } from 'node:crypto';
import type { Hit } from '../../support/hostile-server.js';

/** The four values of an integration. */
export interface Integration {
  consumerKey: string;
  consumerSecret: string;
  token: string;
  tokenSecret: string;
}

const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const pairsOf = (query: string): [string, string][] =>
  query.split('&').flatMap((pair) => {
    const parts = pair.split('=').map((part) => decodeURIComponent(part));
    return parts.length === 2 ? [[parts[0] ?? '', parts[1] ?? ''] as [string, string]] : [];
  });

/** Whether a request carries the token, alone or in a right signature (RFC 5849, HMAC-SHA256) whose nonce is new. */
export function isSigned({ method, url, headers }: Hit, known: Integration, nonces: Set<string>): boolean {
  const header = headers.authorization ?? '';
  if (header === `Bearer ${known.token}`) return true;
  const given = new Map(
    [...header.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      decodeURIComponent(value),
    ]),
  );
  const signature = given.get('oauth_signature');
  const nonce = given.get('oauth_nonce') ?? '';
  given.delete('oauth_signature');
  if (nonces.has(nonce) || given.get('oauth_consumer_key') !== known.consumerKey) return false;
  if (given.get('oauth_token') !== known.token || given.get('oauth_signature_method') !== 'HMAC-SHA256')
    return false;
  nonces.add(nonce);
  const [path = '', query = ''] = url.split('?');
  const written = [...given, ...pairsOf(query)].map(
    ([name, value]) => [encode(name), encode(value)] as const,
  );
  const sorted = written.toSorted(([a, x], [b, y]) => (a === b ? (x < y ? -1 : 1) : a < b ? -1 : 1));
  const base = [
    method,
    `http://${headers.host ?? ''}${path}`,
    sorted.map((pair) => pair.join('=')).join('&'),
  ];
  const key = `${encode(known.consumerSecret)}&${encode(known.tokenSecret)}`;
  return createHmac('sha256', key).update(base.map(encode).join('&')).digest('base64') === signature;
}
