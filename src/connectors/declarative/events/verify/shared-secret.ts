/** `bearer` and `basic`: a secret that the request carries. */
import { createHash } from 'node:crypto';
import { isAnySame } from './compare-signatures.js';
import type { RulesOf } from './schema.js';
import type { IncomingRequest, Verifier } from './verifier.js';

/** The secret alone in a header of its own, or behind `Bearer` in `Authorization`. */
export const bearer = ({ secret, header }: RulesOf<'bearer'>): Verifier => ({
  whole: (request) => isOneOf(carried(request, header), secret),
});

/** `Authorization: Basic`. */
export const basic = ({ username, secret }: RulesOf<'basic'>): Verifier => ({
  whole({ headers }) {
    const encoded = /^Basic +([A-Za-z0-9+/]+={0,2})$/i.exec(headers['authorization'] ?? '')?.[1];
    const given = encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8');
    return isOneOf(
      given,
      secret.map((password) => `${username}:${password}`),
    );
  },
});

/** What a header carries: all of it, or what follows `Bearer`. */
export function carried({ headers }: IncomingRequest, header: string | undefined): string | undefined {
  if (header !== undefined) return headers[header];
  return /^Bearer +(\S+)$/i.exec(headers['authorization'] ?? '')?.[1];
}

/** Their hashes are compared, as the length of a secret is one too. */
function isOneOf(given: string | undefined, known: readonly string[]): boolean {
  if (given === undefined) return false;
  return isAnySame(known.map(hashed), [hashed(given)]);
}

const hashed = (text: string): Buffer => createHash('sha256').update(text).digest();
