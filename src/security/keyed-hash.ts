/** Keyed hashes: opaque ids that cannot be guessed from what they stand for, different for each purpose. */
import { createHash, createHmac } from 'node:crypto';
import { canonicalJson, type Json } from '../contracts/json.js';

/** HMAC-SHA256 over the canonical JSON array of purpose and parts: no separator can be smuggled into a part. */
function keyedHash(secret: string, purpose: string, parts: readonly Json[]): Buffer {
  return createHmac('sha256', secret)
    .update(canonicalJson([purpose, ...parts]))
    .digest();
}

/** An opaque id of 32 hex digits for `parts`; the same parts under another purpose have another id. */
export function opaqueId(secret: string, purpose: string, ...parts: Json[]): string {
  return keyedHash(secret, purpose, parts).toString('hex').slice(0, 32);
}

/**
 * An opaque id of 16 letters and digits, for what is listed and read: 80 bits, so that of a thousand million ids two are the same
 * with a probability below one in two million.
 */
export function shortId(secret: string, purpose: string, ...parts: Json[]): string {
  const bits = keyedHash(secret, purpose, parts).subarray(0, 10).toString('hex');
  return BigInt(`0x${bits}`).toString(32).padStart(16, '0');
}

/** A keyed hash as a UUID (version 8, RFC 9562), which every payment API accepts as an idempotency key. */
export function opaqueUuid(secret: string, purpose: string, ...parts: Json[]): string {
  const bytes = keyedHash(secret, purpose, parts).subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** SHA-256 of the canonical JSON of a value, in hex. */
export function digestOf(value: Json): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
