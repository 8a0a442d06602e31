/** Comparisons that take as long for a wrong value as for a right one. */
import { createHmac, type BinaryLike, timingSafeEqual } from 'node:crypto';

/** Digests that senders sign with. */
export const digests = ['sha256', 'sha512', 'sha1'] as const;

/** A digest. */
export type Digest = (typeof digests)[number];

/** The HMAC of some parts, one after the other. */
export function signatureOf(digest: Digest, key: Buffer, parts: readonly BinaryLike[]): Buffer {
  const hmac = createHmac(digest, key);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
}

/** Their lengths are no secret. */
const isSame = (one: Buffer, other: Buffer): boolean =>
  one.length === other.length && timingSafeEqual(one, other);

/** Whether any pair is the same; all of them are compared. */
export const isAnySame = (ones: readonly Buffer[], others: readonly Buffer[]): boolean =>
  ones.flatMap((one) => others.map((other) => isSame(one, other))).includes(true);

/** A moment as senders write it, in epoch ms: seconds, milliseconds or ISO 8601; NaN for anything else. */
export function momentOf(written: string | undefined): number {
  if (written === undefined) return Number.NaN;
  if (/^\d{9,11}$/.test(written)) return Number(written) * 1000;
  return /^\d{12,14}$/.test(written) ? Number(written) : Date.parse(written);
}

/** Whether a moment lies within the window around now; one that cannot be read does not. */
export const isInWindow = (at: number, now: number, windowMs: number): boolean =>
  Math.abs(now - at) <= windowMs;
