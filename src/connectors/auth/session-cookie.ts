/** A cookie session (RFC 6265): logged in once, kept for all calls, with the CSRF token that writes may need. */
import { CookieJar, type SerializedCookieJar } from 'tough-cookie';
import { z } from 'zod';
import { keptToken } from './kept-token-scheme.js';
import { logIn, loginIsWhole, loginSettings } from './login.js';
import { type AuthContext, type Outgoing, schemeKind, withHeader } from './scheme.js';
import { csrfIsWhole, CsrfSettings, fetchCsrf } from './session-csrf.js';
import { cookiesInto } from './set-cookies.js';
import type { Fetched } from './token-source.js';
import { Lifetime } from './shared-settings.js';

const USUAL_LIFE = 20 * 60_000;

const Settings = z
  .strictObject({
    ...loginSettings,
    cookie: z.string().min(1).optional().describe('Cookie that is only set after a successful login.'),
    life: Lifetime.default(USUAL_LIFE).describe('Lifetime of a session; `20min` by default.'),
    csrf: CsrfSettings.optional().describe('The token that writes need in addition to the cookies.'),
  })
  .superRefine((settings, context) => {
    loginIsWhole(settings, context);
    csrfIsWhole(settings.csrf, context);
  });
type Settings = z.infer<typeof Settings>;

/** What is stored of a session, as one text. */
interface Session {
  jar: SerializedCookieJar | undefined;
  csrf?: string | undefined;
}

/** `scheme: session-cookie`. */
export const sessionCookie = schemeKind({
  settings: Settings,
  open(settings, context) {
    // Parsed once for all requests of a session.
    let parsed: { text: string; jar: CookieJar; csrf: string | undefined } | undefined;
    return keptToken(context, {
      identity: settings,
      requests: 2,
      source: () => openSession(settings, context),
      put(request, text) {
        if (parsed?.text !== text) {
          const { jar, csrf } = JSON.parse(text) as Session; // written below
          parsed = { text, jar: CookieJar.deserializeSync(JSON.stringify(jar)), csrf };
        }
        return withSession(request, parsed.jar, parsed.csrf, settings);
      },
    });
  },
});

async function openSession(settings: Settings, context: AuthContext): Promise<Fetched> {
  const failed = (why: string): Fetched => {
    context.report?.({ kind: 'token_failed', why });
    return { is: 'none' };
  };
  const answer = await logIn(settings, context);
  if (!answer) return { is: 'none' };
  const jar = new CookieJar();
  const url = new URL(settings.loginUrl);
  cookiesInto(jar, answer.headers, url);
  const names = jar.getCookiesSync(url, { allPaths: true }).map(({ key }) => key);
  if (names.length === 0 || (settings.cookie !== undefined && !names.includes(settings.cookie)))
    return failed('no_cookie');
  const csrf = settings.csrf && (await fetchCsrf(settings.csrf, { answer, jar, url }, context));
  if (settings.csrf && csrf === undefined) return failed('no_csrf_token');
  const session: Session = { jar: jar.serializeSync(), csrf };
  return { is: 'token', value: JSON.stringify(session), lifetimeMs: settings.life };
}

function withSession(
  request: Outgoing,
  jar: CookieJar,
  csrf: string | undefined,
  settings: Settings,
): Outgoing {
  const own = request.headers['cookie'];
  const cookies = [own, jar.getCookieStringSync(request.url)].filter(
    (text) => text !== undefined && text !== '',
  );
  const sent = withHeader(request, 'cookie', cookies.join('; '));
  const header = request.method === 'GET' ? undefined : settings.csrf?.header;
  return header === undefined || csrf === undefined ? sent : withHeader(sent, header, csrf);
}
