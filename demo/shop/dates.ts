/** Moments on Berlin's wall clock: how the shop writes them, and how its days are counted. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Berlin',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';

function wallClock(moment: number): Record<Part, string> {
  const parts = { year: '', month: '', day: '', hour: '', minute: '', second: '' };
  for (const { type, value } of clock.formatToParts(moment)) {
    if (type in parts) parts[type as Part] = value; // `in` has just shown that the type is one of ours
  }
  return parts;
}

/** How far Berlin is ahead of UTC at a moment, in milliseconds. */
function offsetAt(moment: number): number {
  const { year, month, day, hour, minute, second } = wallClock(moment);
  const asUtc = Date.UTC(+year, +month - 1, +day, +hour, +minute, +second);
  return asUtc - Math.floor(moment / 1000) * 1000;
}

/** A moment as the shop writes it: `dd.MM.yyyy HH:mm`, Berlin time, no seconds. */
export function germanDate(moment: number): string {
  const { year, month, day, hour, minute } = wallClock(moment);
  return `${day}.${month}.${year} ${hour}:${minute}`;
}

/** A moment as the carrier writes it: ISO 8601 on Berlin's clock with its offset. */
export function isoDate(moment: number): string {
  const { year, month, day, hour, minute, second } = wallClock(moment);
  const ahead = offsetAt(moment) / HOUR;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}+${String(ahead).padStart(2, '0')}:00`;
}

/** Days counted from the Berlin day that holds `now`: day 0 is today, day -1 yesterday. */
export class Calendar {
  readonly #midnight: number;

  constructor(now: number) {
    const { year, month, day } = wallClock(now);
    this.#midnight = Date.UTC(+year, +month - 1, +day);
  }

  /** The moment of a wall-clock time on a day; hours in which clocks are changed (2 to 3) are not exact. */
  at(day: number, hour: number, minute = 0): number {
    const wall = this.#midnight + day * DAY + hour * HOUR + minute * MINUTE;
    const guess = wall - offsetAt(wall);
    return wall - offsetAt(guess);
  }
}
