/** Moments and waiting times as programs print them, for approvers and operators. */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** `yyyy-MM-dd HH:mm`, in an IANA zone or this machine's. */
export function plainMoment(ms: number | Date, zone?: string): string {
  const where = zone === undefined ? {} : { timeZone: zone };
  // The Swedish locale formats as yyyy-MM-dd HH:mm.
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', ...where }).format(ms);
}

/** A time that has passed, in its two largest units: `2 d 3 h`, `3 h 20 min`, `0 min`. */
export function plainDuration(ms: number): string {
  const passed = Math.max(0, ms);
  const [days, hours] = [Math.floor(passed / day), Math.floor((passed % day) / hour)];
  if (days > 0) return `${days} d ${hours} h`;
  const minutes = Math.floor((passed % hour) / minute);
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min`;
}
