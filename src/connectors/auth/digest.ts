/** HTTP Digest (RFC 7616): the server's 401 carries a challenge, and the request is resent with our response. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type DigestChallenge, digestChallenge } from './digest-challenge.js';
import { percentEncode } from './percent-encode.js';
import { type AuthScheme, type Outgoing, schemeKind, setsAuthorization, withHeader } from './scheme.js';
import { thisMoment } from './signer.js';

const Text = z.string().regex(/^[^\p{Cc}\p{Cs}]*$/u, 'Control characters are not allowed here.');

const Settings = z.strictObject({
  user: Text.regex(/^[^:]*$/, 'A user name cannot contain a colon.')
    .min(1)
    .describe('User name.'),
  password: Text.describe('Password: `${secret.NAME}`.'),
});
type Settings = z.infer<typeof Settings>;

/** `scheme: digest`. */
export const digest = schemeKind({ settings: Settings, sets: setsAuthorization, open });

/** Credential of the first request: none, as there has been no challenge yet. */
const UNASKED = '';

function open(settings: Settings): AuthScheme {
  let current: { challenge: DigestChallenge; use: DigestUse } | undefined;
  return {
    apply(request) {
      if (!current) return Promise.resolve({ is: 'ready', request, credential: UNASKED });
      const { challenge, use } = current;
      use.count += 1;
      const answer = digestHeader(request, settings, challenge, use);
      // Node writes the head as UTF-8 together with a string body, but byte by byte together with a Buffer.
      const body = request.body === undefined ? {} : { body: Buffer.from(request.body) };
      const signed = withHeader({ ...request, ...body }, 'authorization', answer);
      return Promise.resolve({ is: 'ready', request: signed, credential: challenge.nonce });
    },
    renew(credential, answer) {
      const challenge = digestChallenge(answer?.headers['www-authenticate']);
      if (!challenge) return Promise.resolve(false);
      // The same nonce keeps counting up. A `-sess` server identifies the session by its first `cnonce` (§3.4.2).
      if (challenge.nonce !== current?.challenge.nonce)
        current = { challenge, use: { count: 0, cnonce: thisMoment().random.toString('hex') } };
      // Without `stale`, a challenge we answered means a wrong password (§3.3): retrying would lock the user out.
      return Promise.resolve(credential === UNASKED || challenge.stale);
    },
  };
}

/** How often a nonce has been used, this time included, and our own nonce. */
export interface DigestUse {
  count: number;
  cnonce: string;
}

/** The `Authorization` header of RFC 7616 §3.4; deterministic for a given use. */
export function digestHeader(
  { method, url, body }: Outgoing,
  { user, password }: Settings,
  challenge: DigestChallenge,
  { count, cnonce }: DigestUse,
): string {
  const { realm, nonce, opaque, algorithm, qop, session, userhash } = challenge;
  const h = (text: string | Buffer): string => createHash(challenge.hash).update(text).digest('hex');
  const uri = `${url.pathname}${url.search}`;
  const nc = count.toString(16).padStart(8, '0');
  const secret = h(`${user}:${realm}:${password}`);
  const ha1 = session ? h(`${secret}:${nonce}:${cnonce}`) : secret;
  const ha2 = h(qop === 'auth-int' ? `${method}:${uri}:${h(body ?? '')}` : `${method}:${uri}`);
  const response = h([ha1, nonce, ...(qop ? [nc, cnonce, qop] : []), ha2].join(':'));
  const fields = [
    userhash ? `username="${h(`${user}:${realm}`)}"` : userField(user, challenge.utf8),
    `realm="${quoted(realm)}"`,
    `nonce="${quoted(nonce)}"`,
    `uri="${uri}"`,
    ...(algorithm === undefined ? [] : [`algorithm=${algorithm}`]),
    ...(qop ? [`qop=${qop}`, `nc=${nc}`] : []),
    ...(qop || session ? [`cnonce="${cnonce}"`] : []),
    `response="${response}"`,
    ...(opaque === undefined ? [] : [`opaque="${quoted(opaque)}"`]),
    ...(userhash ? ['userhash=true'] : []),
  ];
  return `Digest ${fields.join(', ')}`;
}

const quoted = (text: string): string => text.replaceAll(/["\\]/g, '\\$&');

/** A name outside ASCII is encoded by RFC 8187 where the server reads that; otherwise as its bytes. */
function userField(user: string, utf8: boolean): string {
  if (/^[\x20-\x7e]*$/.test(user)) return `username="${quoted(user)}"`;
  if (utf8) return `username*=UTF-8''${percentEncode(user)}`;
  // A header is written byte by byte, one byte per character.
  return `username="${quoted(Buffer.from(user).toString('latin1'))}"`;
}
