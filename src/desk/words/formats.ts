/** How times, amounts and numbers are written. */
import type { Amount } from '../api/contract';

/** Writes values in a language, and times in the shop's zone. */
export interface Formats {
  amount(amount: Amount): string;
  percent(share: number): string;
  number(count: number): string;
  /** The time of day, with the date if it is not today's. */
  moment(iso: string): string;
  /** The whole date and time. */
  full(iso: string): string;
  /** The time of day with seconds. */
  clock(iso: string): string;
  /** How long ago, or how long until: `5 min ago`. */
  relative(iso: string, now: number): string;
  /** How long something took. */
  duration(ms: number): string;
  /** The zone that times are in, and how far it is from UTC today. */
  zone: { name: string; offset: string };
}

const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

/** Formats of a locale and a zone. */
export function formatsOf(locale: string, zone: string | undefined): Formats {
  const at = zone === undefined ? {} : { timeZone: zone };
  const time = new Intl.DateTimeFormat(locale, { ...at, hour: '2-digit', minute: '2-digit' });
  const seconds = new Intl.DateTimeFormat(locale, {
    ...at,
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  });
  const day = new Intl.DateTimeFormat(locale, { ...at, day: 'numeric', month: 'short' });
  const whole = new Intl.DateTimeFormat(locale, { ...at, dateStyle: 'medium', timeStyle: 'short' });
  const ago = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  return {
    amount: (amount) => writtenAmount(locale, amount),
    percent: (share) =>
      new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(share),
    number: (count) => new Intl.NumberFormat(locale).format(count),
    moment: (iso) => {
      const date = new Date(iso);
      const isToday = day.format(date) === day.format(new Date());
      return isToday ? time.format(date) : `${day.format(date)}, ${time.format(date)}`;
    },
    full: (iso) => whole.format(new Date(iso)),
    clock: (iso) => seconds.format(new Date(iso)),
    relative: (iso, now) => {
      const difference = Date.parse(iso) - now;
      const [unit, size] = units.find(([, ms]) => Math.abs(difference) >= ms) ?? ['second', 1_000];
      return ago.format(Math.trunc(difference / size), unit);
    },
    duration: (ms) => writtenDuration(locale, ms),
    zone: { name: whole.resolvedOptions().timeZone.replaceAll('_', ' '), offset: offsetIn(locale, zone) },
  };
}

function offsetIn(locale: string, zone: string | undefined): string {
  const at = zone === undefined ? {} : { timeZone: zone };
  const parts = new Intl.DateTimeFormat(locale, { ...at, timeZoneName: 'shortOffset' }).formatToParts();
  return (parts.find(({ type }) => type === 'timeZoneName')?.value ?? '').replace('GMT', 'UTC');
}

function writtenAmount(locale: string, { minor, currency }: Amount): string {
  try {
    const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
    const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
    return format.format(minor / 10 ** digits);
  } catch {
    return `${minor} ${currency}`;
  }
}

function writtenDuration(locale: string, ms: number): string {
  const unit = (value: number, name: string, digits = 0): string =>
    new Intl.NumberFormat(locale, {
      ...{ style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: digits },
    }).format(value);
  if (ms < 1_000) return unit(Math.max(0, Math.round(ms)), 'millisecond');
  if (ms < 60_000) return unit(ms / 1_000, 'second', 1);
  if (ms < 3_600_000) return unit(Math.round(ms / 60_000), 'minute');
  if (ms < 86_400_000) return unit(ms / 3_600_000, 'hour', 1);
  return unit(ms / 86_400_000, 'day', 1);
}
