/** Schemes that sign each request: each attempt has its own moment, and no failure reveals a secret. */
import { randomBytes } from 'node:crypto';
import type { Authorized, AuthScheme, Outgoing } from './scheme.js';

/** What makes two attempts differ: the time, and sixteen random bytes. */
export interface Moment {
  nowMs: number;
  random: Buffer;
}

/** The moment of this attempt. */
export const thisMoment = (): Moment => ({ nowMs: Date.now(), random: randomBytes(16) });

/** Pause after a request that cannot be signed, which stays so until something is changed, in ms. */
const PAUSE = 60_000;

/** Nothing was sent, as the credentials could not be added. */
export const unsignable: Authorized = { is: 'not_now', code: 'signature_failed', retryAfterMs: PAUSE };

/** Makes a scheme from a function, which returns undefined for a request that cannot be signed. */
export const signing = (
  sign: (request: Outgoing, moment: Moment) => Outgoing | undefined | Promise<Outgoing | undefined>,
): AuthScheme => ({
  async apply(request) {
    try {
      const signed = await sign(request, thisMoment());
      return signed ? { is: 'ready', request: signed } : unsignable;
    } catch {
      // Errors of cryptography may contain parts of keys.
      return unsignable;
    }
  },
});
