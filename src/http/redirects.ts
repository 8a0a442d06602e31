/** Where a response redirects a read (RFC 9110 §15.4), if that is the same origin. */

/** Most redirects that one read follows. */
export const MOST_HOPS = 5;

const FOLLOWED = new Set([301, 302, 303, 307, 308]);

/** The next URL, without its fragment; undefined: the answer stands. Another scheme or port is another origin. */
export function redirectTarget(status: number, location: string | undefined, from: URL): URL | undefined {
  if (!FOLLOWED.has(status) || location === undefined || !URL.canParse(location, from.href)) return undefined;
  const target = new URL(location, from);
  target.hash = '';
  const own = target.origin === from.origin && `${target.username}${target.password}` === '';
  return own ? target : undefined;
}
