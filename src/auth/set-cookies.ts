/** Cookies of an answer, into a jar. */
import type { CookieJar } from 'tough-cookie';

// Several `set-cookie` come joined by commas, and a date has one too: a comma before `name=` parts two cookies.
const BETWEEN = /,(?=\s*[^\s;,=]+=)/;

/** Puts an answer's cookies into the jar; one that is not allowed there (another domain) is left out. */
export function cookiesInto(jar: CookieJar, headers: Readonly<Record<string, string>>, url: URL): void {
  for (const cookie of (headers['set-cookie'] ?? '').split(BETWEEN))
    if (cookie.trim() !== '') jar.setCookieSync(cookie.trim(), url, { ignoreError: true });
}
