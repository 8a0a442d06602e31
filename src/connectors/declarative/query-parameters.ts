/** Writes the query of an address: a blank as `%20` (RFC 3986). `+` stands for one in forms only, and some systems keep it. */

/** Adds a parameter. */
export function appendParameter(url: URL, name: string, value: string): void {
  url.searchParams.append(name, value);
  url.search = url.search.replaceAll('+', '%20');
}

/** Gives a parameter the one value. */
export function setParameter(url: URL, name: string, value: string): void {
  url.searchParams.set(name, value);
  url.search = url.search.replaceAll('+', '%20');
}
