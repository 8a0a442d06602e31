/** A value as YAML on one line, for what a hint tells to write. */
import { stringify } from 'yaml';
import type { Json } from '../contracts/json.js';

/** Writes a value on one line: `{ header: Idempotency-Key, window: 24h }`. */
export const flowText = (value: Json): string =>
  stringify(value, { schema: 'failsafe', collectionStyle: 'flow', lineWidth: 0 }).trim();
