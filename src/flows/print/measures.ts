/** Durations, amounts and bands as people write them. */
import type { DurationIr } from '../../contracts/ir.js';
import type { Band } from '../../contracts/policy.js';
import { amountWords } from '../../contracts/operator-words.js';

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** `2 days`, `4 business hours`, `2 business days`. */
export function durationWords(duration: DurationIr): string {
  if ('businessDays' in duration) return counted(duration.businessDays, 'business day');
  return 'ms' in duration
    ? lengthWords(duration.ms)
    : lengthWords(duration.businessMs, 'business ', units.slice(1));
}

/** Calendar milliseconds in the largest unit that expresses them exactly. */
function lengthWords(ms: number, prefix = '', among: readonly (readonly [string, number])[] = units): string {
  const [unit, length] = among.find(([, size]) => ms % size === 0) ?? ['millisecond', 1];
  return counted(ms / length, `${prefix}${unit}`);
}

/** `up to 50 EUR, at most 2 times in 30 days per customer`, and for which reasons, where the band names them. */
export function bandWords({ upTo, perCustomer, reasons }: Band): string {
  const parts = [
    ...(upTo === undefined ? [] : [`up to ${amountWords(upTo)}`]),
    ...(perCustomer === undefined
      ? []
      : [`at most ${counted(perCustomer.count, 'time')} in ${lengthWords(perCustomer.ms)} per customer`]),
    ...(reasons === undefined
      ? []
      : [`for ${reasons.map((reason) => reason.replaceAll('_', ' ')).join(' or ')}`]),
  ];
  return parts.join(', ');
}

/** `1 day`, `2 days`. */
export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
