/** A session's CSRF token: from a cookie, a header or the JSON response of the login or of a separate request. */
import type { CookieJar } from 'tough-cookie';
import { z } from 'zod';
import type { HttpResponse } from '../http/client.js';
import { AnswerPath, textAt } from './answer-path.js';
import { ask, jsonOf, LoginHeaders, lowered } from './login.js';
import type { AuthContext } from './scheme.js';
import { cookiesInto } from './set-cookies.js';
import { HeaderToken } from './token-endpoint.js';

const HeaderName = z.string().regex(/^[A-Za-z0-9-]+$/);

/** Settings under `csrf:`. */
export const CsrfSettings = z.strictObject({
  header: HeaderName.describe('Request header for the token, in writes.'),
  cookie: z.string().min(1).optional().describe('Cookie that contains the token.'),
  answerHeader: HeaderName.optional().describe('Response header that contains the token.'),
  path: AnswerPath.optional().describe('Where to find the token in a JSON or XML answer: `$.token`.'),
  url: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'Address that returns the token to a GET after the login. By default, the login’s answer contains it.',
    ),
  headers: LoginHeaders.optional().describe('Headers of that request.'),
});

/** Parsed CSRF settings. */
export type CsrfSettings = z.infer<typeof CsrfSettings>;

/** Rejects a token with no source, or with two. */
export function csrfIsWhole(csrf: CsrfSettings | undefined, context: z.RefinementCtx): void {
  if (!csrf) return;
  const places = [csrf.cookie, csrf.answerHeader, csrf.path].filter((place) => place !== undefined);
  if (places.length === 1) return;
  const message = 'Use one of `cookie`, `answerHeader` and `path`.';
  context.addIssue({ code: 'custom', path: ['csrf'], message });
}

/** What a session has so far. */
export interface OpenSession {
  answer: HttpResponse;
  jar: CookieJar;
  url: URL;
}

/** The token, or undefined when it is not where it should be. */
export async function fetchCsrf(
  settings: CsrfSettings,
  session: OpenSession,
  context: AuthContext,
): Promise<string | undefined> {
  const { jar } = session;
  let { answer, url } = session;
  if (settings.url !== undefined) {
    url = new URL(settings.url);
    const headers = {
      accept: 'application/json, */*;q=0.5',
      ...lowered(settings.headers),
      cookie: jar.getCookieStringSync(url),
    };
    const asked = await ask(context, { method: 'GET', url, headers });
    if (!asked) return undefined;
    answer = asked;
    cookiesInto(jar, answer.headers, url);
  }
  const token = HeaderToken.safeParse(find(settings, { answer, jar, url }, context));
  return token.success ? token.data : undefined;
}

function find(
  { cookie, answerHeader, path }: CsrfSettings,
  { answer, jar, url }: OpenSession,
  context: AuthContext,
): string | undefined {
  if (answerHeader !== undefined) return answer.headers[answerHeader.toLowerCase()];
  if (path !== undefined) return textAt(jsonOf(answer, context), path);
  const found = jar.getCookiesSync(url, { allPaths: true }).find(({ key }) => key === cookie);
  return found && decoded(found.value);
}

/** Decodes a token: frameworks percent-encode it in the cookie, but expect it plain in the header. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
