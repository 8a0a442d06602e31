/** WS-Security as the SOAP API demands it: UsernameToken 1.1 with a password digest, and a Timestamp (OASIS). */
import { createHash } from 'node:crypto';
import { same } from '../token-endpoint.js';
import { childOf } from './envelope.js';
import { passwordDigest, securityNamespace as security, utilityNamespace as utility } from './namespaces.js';
import type { Element } from './read-xml.js';

/** How old a token may be, in milliseconds, and so how long its nonce is remembered. */
const lifetime = 300_000;
/** How far a client's clock may be ahead, in milliseconds. */
const skew = 60_000;

/** Who may ask the SOAP API. */
export interface SoapCredentials {
  readonly soapUser: string;
  readonly soapPassword: string;
}

/** Why a message is not admitted: a code of WS-Security 1.1 section 12. */
export type SecurityProblem = 'InvalidSecurity' | 'FailedAuthentication' | 'MessageExpired';

/** Admits messages of one user, each nonce once; nonces live in memory, as long as their token could be sent again. */
export class UsernameTokens {
  readonly #credentials: SoapCredentials;
  /** Nonce → when it can be forgotten. */
  readonly #nonces = new Map<string, number>();

  constructor(credentials: SoapCredentials) {
    this.#credentials = credentials;
  }

  /** What is wrong with a message's header; `undefined` if it is admitted. */
  problemOf(header: Element | undefined): SecurityProblem | undefined {
    const now = Date.now();
    const block = childOf(header, security, 'Security');
    const token = readToken(childOf(block, security, 'UsernameToken'));
    const timestamp = childOf(block, utility, 'Timestamp');
    if (token === undefined || timestamp === undefined) return 'InvalidSecurity';
    if (!this.#knows(token)) return 'FailedAuthentication';
    const expires = momentOf(childOf(timestamp, utility, 'Expires'));
    const times = [momentOf(childOf(timestamp, utility, 'Created')), Date.parse(token.created)];
    if (expires === undefined || times.some((time) => time === undefined || Number.isNaN(time))) {
      return 'InvalidSecurity';
    }
    if (expires <= now || times.some((time) => !isFresh(time ?? 0, now))) return 'MessageExpired';
    return this.#remember(token, now) ? undefined : 'FailedAuthentication';
  }

  #knows({ user, digest, nonce, created }: Token): boolean {
    const { soapUser, soapPassword } = this.#credentials;
    const expected = createHash('sha1')
      .update(Buffer.from(nonce, 'base64'))
      .update(created)
      .update(soapPassword)
      .digest('base64');
    return same(user, soapUser) && same(digest, expected);
  }

  /** False for a nonce that has been seen. */
  #remember({ nonce }: Token, now: number): boolean {
    for (const [known, until] of this.#nonces) if (until < now) this.#nonces.delete(known);
    // The same bytes can be written in more than one way.
    const bytes = Buffer.from(nonce, 'base64').toString('hex');
    if (this.#nonces.has(bytes)) return false;
    this.#nonces.set(bytes, now + lifetime + skew);
    return true;
  }
}

interface Token {
  readonly user: string;
  readonly digest: string;
  /** In base64. */
  readonly nonce: string;
  readonly created: string;
}

function readToken(element: Element | undefined): Token | undefined {
  const password = childOf(element, security, 'Password');
  const text = (namespace: string, name: string) => childOf(element, namespace, name)?.text.trim() ?? '';
  const token = {
    user: text(security, 'Username'),
    digest: password?.text.trim() ?? '',
    nonce: text(security, 'Nonce'),
    created: text(utility, 'Created'),
  };
  const whole = Object.values(token).every((value) => value !== '');
  return whole && password?.attributes['Type'] === passwordDigest ? token : undefined;
}

const isFresh = (moment: number, now: number): boolean => moment <= now + skew && moment > now - lifetime;

function momentOf(element: Element | undefined): number | undefined {
  return element === undefined ? undefined : Date.parse(element.text.trim());
}
