/** A zone's wall clock: the moment at which its clocks show a time. */
import { programLocale } from '../../../texts/languages/program-locale.js';

const DAY = 86_400_000;

/** Zones that have been found; to ask ICU for one takes a millisecond. */
const zones = new Set<string>();

/** Whether the tz database knows a zone. */
export function isZone(zone: string): boolean {
  if (zones.has(zone)) return true;
  try {
    new Intl.DateTimeFormat(programLocale, { timeZone: zone });
    zones.add(zone);
    return true;
  } catch {
    return false;
  }
}

/** The moment at which a zone's clocks show `wall`: the first of two, or an hour later where clocks skip it. */
export function onWallClock(wall: number, zone: string): number {
  const before = wall - zoneOffset(wall - DAY, zone);
  if (before + zoneOffset(before, zone) === wall) return before;
  const after = wall - zoneOffset(wall + DAY, zone);
  return after + zoneOffset(after, zone) === wall ? after : before;
}

/** The moment at which a zone's next day begins. */
export const nextMidnight = (moment: number, zone: string): number =>
  onWallClock((Math.floor((moment + zoneOffset(moment, zone)) / DAY) + 1) * DAY, zone);

/** The same time of day so many days later in a zone; with `business`, Saturdays and Sundays are none of them. */
export function daysLater(moment: number, zone: string, days: number, business: boolean): number {
  let wall = moment + zoneOffset(moment, zone);
  for (let left = days; left > 0;) {
    wall += DAY;
    if (!business || new Date(wall).getUTCDay() % 6 !== 0) left -= 1;
  }
  return onWallClock(wall, zone);
}

/** How far an ISO offset such as `Z`, `+02:00`, `+0200` or `+02` is ahead of UTC, ms. */
export function offsetMs(offset: string): number {
  if (offset === 'Z') return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3).replace(':', '') || '0');
  return (offset.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** Offsets of whole UTC days, by zone and day; undefined for a day on which clocks change. */
const days = new Map<string, Map<number, number | undefined>>();
const MOST_DAYS = 20_000;

/** How far a zone is ahead of UTC at a moment, in ms; cached, as asking ICU takes microseconds. */
function zoneOffset(moment: number, zone: string): number {
  const day = Math.floor(moment / DAY);
  const known = days.get(zone) ?? new Map<number, number | undefined>();
  days.set(zone, known);
  if (!known.has(day)) {
    if (known.size >= MOST_DAYS) known.clear();
    const [start, end] = [askedOffset(day * DAY, zone), askedOffset((day + 1) * DAY, zone)];
    known.set(day, start === end ? start : undefined);
  }
  return known.get(day) ?? askedOffset(moment, zone);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function askedOffset(moment: number, zone: string): number {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat(programLocale, { timeZone: zone, timeZoneName: 'longOffset' });
  clocks.set(zone, clock);
  const name = clock.formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  return name === 'GMT' ? 0 : offsetMs(name.slice(3));
}
