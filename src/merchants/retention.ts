/** `retention:` of merchant.yaml: how long what was said is kept. */
import { parseDuration } from '../flows/literals.js';
import type { Reader } from './reader.js';

const DAY_MS = 86_400_000;
const USUAL_MS = 180 * DAY_MS;
/** A conversation closes by itself after a week, and an approval may wait for longer. */
const LEAST_MS = 30 * DAY_MS;

/** How long a conversation is kept after its last word, ms. */
export function readRetention(reader: Reader, written: string | undefined): number {
  if (written === undefined) return USUAL_MS;
  const duration = parseDuration(written);
  if (duration !== undefined && 'ms' in duration && duration.ms >= LEAST_MS) return duration.ms;
  reader.reportIssue(['retention'], 'retention_invalid', `\`${written}\` is no time of 30 days or more.`);
  return USUAL_MS;
}
