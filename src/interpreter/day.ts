/** The day of a moment, where the merchant is. */

const clocks = new Map<string, Intl.DateTimeFormat>();

/** The day (`yyyy-MM-dd`) that a moment (epoch milliseconds) falls on in an IANA zone. */
export function dayIn(zone: string, moment: number): string {
  const clock = clocks.get(zone) ?? clockOf(zone);
  clocks.set(zone, clock);
  const parts = new Map(clock.formatToParts(moment).map(({ type, value }) => [type, value]));
  return (['year', 'month', 'day'] as const).map((part) => parts.get(part)).join('-');
}

const clockOf = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-GB', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
