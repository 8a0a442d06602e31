/** When a system allows a retry: the Retry-After header (RFC 9110 §10.2.3). */

/** No system is left alone for longer than this, whatever it asks for, ms. */
export const longestPauseMs = 3_600_000;

/** Milliseconds from now, at most an hour; undefined without the header or with one that is neither seconds nor a date. */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Math.min(longestPauseMs, Number(text) * 1000);
  const moment = /^[A-Z][a-z]{2}, /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(moment) ? undefined : Math.min(longestPauseMs, Math.max(0, moment - now));
}
