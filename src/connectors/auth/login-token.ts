/** A token from a proprietary login: requested with a name and password, sent in a header the system names. */
import { z } from 'zod';
import type { HttpResponse } from '../http/client.js';
import { AnswerPath, textAt } from './answer-path.js';
import { keptToken } from './kept-token-scheme.js';
import { jsonOf, logIn, loginIsWhole, loginSettings } from './login.js';
import { type AuthContext, schemeKind, setsHeader, withHeader } from './scheme.js';
import { HeaderToken } from './token-endpoint.js';
import { lifetimeMs } from './token-source.js';
import { Lifetime } from './shared-settings.js';

/** A token of several values: `$…` is a path in the answer, anything else a text. */
const Composed = z.strictObject({
  join: z
    .array(
      z.union([
        AnswerPath,
        z.string().regex(/^(?!\$[.[]|\$$)/, 'Write a path to one value, such as `$.id`.'),
      ]),
    )
    .min(1)
    .describe('Paths and texts that make up the token.'),
  with: z.string().default('').describe('Separator between the parts.'),
  encode: z.enum(['base64']).optional().describe('`base64` encodes the result.'),
});

const HeaderName = z.string().regex(/^[A-Za-z0-9-]+$/);

const Settings = z
  .strictObject({
    ...loginSettings,
    token: z
      .union([AnswerPath, Composed])
      .optional()
      .describe('Where to find the token in the answer: `$.token`, `$` for the whole answer, or its parts.'),
    tokenHeader: HeaderName.optional().describe('Response header that contains the token instead.'),
    header: HeaderName.default('Authorization').describe('Request header for the token.'),
    prefix: z.string().default('Bearer ').describe('Text before the token.'),
    life: Lifetime.optional().describe('Lifetime of the token, if the system does not report one: `4h`.'),
    expiresIn: AnswerPath.optional().describe('Where to find its lifetime in seconds.'),
    expiresAt: AnswerPath.optional().describe(
      'Where to find its expiry, in ISO 8601, or in seconds or milliseconds since 1970.',
    ),
  })
  .superRefine((settings, context) => {
    loginIsWhole(settings, context);
    const { token, tokenHeader, life, expiresIn, expiresAt } = settings;
    if ((token === undefined) === (tokenHeader === undefined))
      context.addIssue({
        code: 'custom',
        path: ['token'],
        message: 'Add `token` or `tokenHeader`.',
      });
    if ([life, expiresIn, expiresAt].filter((way) => way !== undefined).length > 1)
      context.addIssue({
        code: 'custom',
        path: ['life'],
        message: 'Use one of `life`, `expiresIn` and `expiresAt`.',
      });
  });
type Settings = z.infer<typeof Settings>;

/** `scheme: login-token`. */
export const loginToken = schemeKind({
  settings: Settings,
  sets: (settings) => setsHeader(settings),
  open: (settings, context) =>
    keptToken(context, {
      identity: settings,
      async source() {
        const answer = await logIn(settings, context);
        if (!answer) return { is: 'none' };
        const value = HeaderToken.safeParse(tokenIn(answer, settings, context));
        if (value.success)
          return { is: 'token', value: value.data, lifetimeMs: lifeOf(answer, settings, context) };
        context.report?.({ kind: 'token_failed', why: 'no_token' });
        return { is: 'none' };
      },
      put: (request, token) => withHeader(request, settings.header, `${settings.prefix}${token}`),
    }),
});

function tokenIn(
  answer: HttpResponse,
  { token, tokenHeader = '' }: Settings,
  context: AuthContext,
): string | undefined {
  if (token === undefined) return answer.headers[tokenHeader.toLowerCase()];
  const view = jsonOf(answer, context);
  if (typeof token === 'string') return textAt(view, token);
  const parts = token.join.map((part) => (/^\$([.[]|$)/.test(part) ? textAt(view, part) : part));
  if (parts.includes(undefined)) return undefined;
  const whole = parts.join(token.with);
  return token.encode === undefined ? whole : Buffer.from(whole).toString('base64');
}

function lifeOf(
  answer: HttpResponse,
  { life, expiresIn, expiresAt }: Settings,
  context: AuthContext,
): number {
  if (life !== undefined) return life;
  const json = jsonOf(answer, context);
  if (expiresIn !== undefined) return lifetimeMs(textAt(json, expiresIn));
  const end = expiresAt === undefined ? undefined : momentOf(textAt(json, expiresAt));
  return lifetimeMs(end === undefined ? undefined : (end - Date.now()) / 1000);
}

/** Seconds since 1970 stay below this for three thousand years; milliseconds passed it in 1973. */
const SECONDS_BELOW = 100_000_000_000;

function momentOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+(\.\d+)?$/.test(text)) return Date.parse(text);
  const number = Number(text);
  return number < SECONDS_BELOW ? number * 1000 : number;
}
