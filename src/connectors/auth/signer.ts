/** Schemes that compute something for each request: its own moment, and no error that would reveal a secret. */
import { randomBytes } from 'node:crypto';
import type { Authorized, AuthScheme, Outgoing } from './scheme.js';

/** What makes two attempts differ: the time, and sixteen random bytes. */
export interface Moment {
  nowMs: number;
  random: Buffer;
}

/** The moment of this attempt. */
export const thisMoment = (): Moment => ({ nowMs: Date.now(), random: randomBytes(16) });

/** A request that a scheme cannot sign stays unsignable until somebody changes something. */
const PAUSE = 60_000;

/** Nothing was sent, as the credentials could not be applied. */
export const unsignable: Authorized = { is: 'not_now', code: 'signature_failed', retryAfterMs: PAUSE };

/** A scheme that is a single function; undefined: it cannot sign this request. */
export const signing = (
  sign: (request: Outgoing, moment: Moment) => Outgoing | undefined | Promise<Outgoing | undefined>,
): AuthScheme => ({
  async apply(request) {
    try {
      const signed = await sign(request, thisMoment());
      return signed ? { is: 'ready', request: signed } : unsignable;
    } catch {
      // Errors from cryptography may hold parts of keys.
      return unsignable;
    }
  },
});
