/** Moments and waiting times as programs print them, for approvers and operators. */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** `2026-12-01 04:35 CET`, in an IANA zone or this machine's: a time that is printed has its zone. */
export function plainMoment(ms: number | Date, zone?: string): string {
  const where = zone === undefined ? {} : { timeZone: zone };
  // The Swedish locale formats as yyyy-MM-dd HH:mm.
  const clock = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', ...where });
  return `${clock.format(ms)} ${zoneName(ms, zone)}`;
}

/** The zone at a moment as people call it, `CET` or `EST`; where they have no name for it, `UTC+05:30`. */
export function zoneName(ms: number | Date, zone?: string): string {
  const where = zone === undefined ? {} : { timeZone: zone };
  const named = (locale: string, timeZoneName: 'short' | 'longOffset'): string =>
    new Intl.DateTimeFormat(locale, { timeZoneName, ...where })
      .formatToParts(ms)
      .find(({ type }) => type === 'timeZoneName')?.value ?? 'UTC';
  // Each of the two locales knows the zones of its own part of the world by name.
  const names = [named('en-GB', 'short'), named('en-US', 'short')];
  const known = names.find((name) => !/^(GMT|UTC)[+-]/.test(name));
  return known ?? named('en-US', 'longOffset').replace('GMT', 'UTC');
}

/** A time that has passed, in its two largest units: `2 d 3 h`, `3 h 20 min`, `0 min`. */
export function plainDuration(ms: number): string {
  const passed = Math.max(0, ms);
  const [days, hours] = [Math.floor(passed / day), Math.floor((passed % day) / hour)];
  if (days > 0) return `${days} d ${hours} h`;
  const minutes = Math.floor((passed % hour) / minute);
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min`;
}
