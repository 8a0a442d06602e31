/** Durations of a step; those that cannot be read are reported with their place. */
import type { DurationIr } from '../contracts/ir.js';
import type { Path } from './yaml/document.js';
import type { Compilation } from './compilation.js';
import { dayIn, literalExample, parseDuration } from './literals.js';

/** Stands in for a duration with a mistake. */
const none: DurationIr = { ms: 0 };

/** Reads `2 days`, `4 business hours`, `2bd`. */
export function durationAt(flow: Compilation, raw: string, path: Path): DurationIr {
  const duration = parseDuration(raw);
  if (duration !== undefined) return duration;
  const day = dayIn(raw);
  if (day !== undefined) {
    flow.reportIssue(
      path,
      'type_mismatch',
      `\`${raw}\` is a date, but a duration is needed here.`,
      untilDay(day),
    );
    return none;
  }
  const general =
    'Write `2 days`, `4 hours`, `2 business days` or `4 business hours` (short: `2d`, `4h`, `2bd`, `4bh`).';
  const meant = literalExample({ t: 'duration' }, raw);
  const hint = meant === literalExample({ t: 'duration' }) ? general : meant;
  flow.reportIssue(path, 'type_mismatch', `\`${raw}\` is not a valid duration.`, hint);
  return none;
}

const untilDay = (day: string): string =>
  `Write a duration such as \`2 days\`. To wait until a day, write \`wait: \${date("${day}")}\`.`;

/** The same for calendar time only, in milliseconds. */
export function calendarMsAt(flow: Compilation, raw: string, path: Path): number {
  const duration = durationAt(flow, raw, path);
  if ('ms' in duration) return duration.ms;
  flow.reportIssue(
    path,
    'type_mismatch',
    'Business time cannot be used here.',
    'Write `5 minutes`, `4 hours` or `2 days`.',
  );
  return 0;
}
