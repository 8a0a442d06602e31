/** Puts a response's cookies into a jar. */
import type { CookieJar } from 'tough-cookie';

// Several `set-cookie` come joined by commas, which dates contain too: a comma before `name=` separates two.
const BETWEEN = /,(?=\s*[^\s;,=]+=)/;

/** Puts a response's cookies into the jar; one that is not allowed there (another domain) is left out. */
export function cookiesInto(jar: CookieJar, headers: Readonly<Record<string, string>>, url: URL): void {
  for (const cookie of (headers['set-cookie'] ?? '').split(BETWEEN))
    if (cookie.trim() !== '') jar.setCookieSync(cookie.trim(), url, { ignoreError: true });
}
