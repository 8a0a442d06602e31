/** A channel's key for the HTTP API: random, shown once; merchant.yaml has its hash. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** By which scanners of secrets and readers of logs know such a key. */
const prefix = 'orderly_channel_';

/** Makes a key of 256 random bits. */
export const generateApiKey = (): string => prefix + randomBytes(32).toString('base64url');

/** SHA-256 of a key, in hex. Random keys need no slow hash: there is nothing to guess. */
export const hashOfApiKey = (key: string): string => createHash('sha256').update(key).digest('hex');

/** Whether one of the hashes is that of the key; in the same time whichever it is. */
export function isApiKey(key: string, hashes: readonly string[]): boolean {
  const hash = Buffer.from(hashOfApiKey(key), 'hex');
  return hashes.map((other) => timingSafeEqual(hash, Buffer.from(other, 'hex'))).includes(true);
}
