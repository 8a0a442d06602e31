/** Redirects of reads (RFC 9110 §15.4), limited to the same origin. */

/** Maximum number of redirects that a read follows. */
export const MOST_HOPS = 5;

const FOLLOWED = new Set([301, 302, 303, 307, 308]);

/** The target without its fragment; undefined for no redirect or another origin (also another scheme or port). */
export function redirectTarget(status: number, location: string | undefined, from: URL): URL | undefined {
  if (!FOLLOWED.has(status) || location === undefined || !URL.canParse(location, from.href)) return undefined;
  const target = new URL(location, from);
  target.hash = '';
  const own = target.origin === from.origin && `${target.username}${target.password}` === '';
  return own ? target : undefined;
}
