/** Schemes that compute something for each request: a moment of its own, and no failure that would tell a secret. */
import { randomBytes } from 'node:crypto';
import type { Authorized, AuthScheme, Outgoing } from './scheme.js';

/** What makes two attempts differ: the time, and sixteen random bytes. */
export interface Moment {
  nowMs: number;
  random: Buffer;
}

/** The moment of this attempt. */
export const thisMoment = (): Moment => ({ nowMs: Date.now(), random: randomBytes(16) });

/** A request that a scheme cannot sign stays one until somebody changes something. */
const PAUSE = 60_000;

/** Nothing was sent, since the credentials could not be put on. */
export const unsignable: Authorized = { is: 'not_now', code: 'signature_failed', retryAfterMs: PAUSE };

/** A scheme of one function; undefined: this request cannot be signed. */
export const signing = (
  sign: (request: Outgoing, moment: Moment) => Outgoing | undefined | Promise<Outgoing | undefined>,
): AuthScheme => ({
  async apply(request) {
    try {
      const signed = await sign(request, thisMoment());
      return signed ? { is: 'ready', request: signed } : unsignable;
    } catch {
      // What cryptography throws may hold parts of keys.
      return unsignable;
    }
  },
});
