/** Why a connection has no credentials: what its log-in or token server has answered, and which setting to correct. */
import type { Json } from '../../contracts/json.js';
import { type ErrorCode, errorCatalogue, isErrorCode } from '../../contracts/errors/catalogue.js';
import { kindOfAnswer } from '../../connectors/http/answer-kind.js';
import type { HttpResponse } from '../../connectors/http/client.js';
import type { SeenCall } from './caller.js';
import { kindText, membersOf } from './describe-answer.js';
import type { Cause } from './cause.js';

/** The cause, if a log-in has failed during the call. */
export function logInCause(
  { events, signIns }: Pick<SeenCall, 'events' | 'signIns'>,
  file: Json | undefined,
): Cause | undefined {
  const failures = events.flatMap((event) => (event.kind === 'token_failed' ? [event.why] : []));
  const why = failures.at(-1);
  if (why === undefined) return undefined;
  const last = signIns.at(-1);
  const answer = last?.outcome.is === 'response' ? last.outcome : undefined;
  const settings = authOf(file);
  const place =
    settings['loginUrl'] === undefined && settings['tokenUrl'] !== undefined ? 'tokenUrl' : 'loginUrl';
  const at = last === undefined ? 'the log-in' : `\`${last.url.pathname}\``;
  const explanation = explanationOf(why, { answer, settings, place, at });
  if (explanation)
    return {
      code: 'token_unavailable',
      message: explanation[0],
      hint: explanation[1],
      path: ['auth', explanation[2]],
    };
  const code: ErrorCode = isErrorCode(why) ? why : 'token_unavailable';
  const { title, hint } = errorCatalogue[code];
  return { code, message: `At the log-in, ${at}: ${title}.`, hint, path: ['auth', place] };
}

/** What is known when a log-in has failed. */
interface Known {
  answer: HttpResponse | undefined;
  settings: Readonly<Record<string, Json | undefined>>;
  /** The setting with the address. */
  place: 'loginUrl' | 'tokenUrl';
  /** The path that was asked. */
  at: string;
}

/** Message, hint, and the setting to look at. */
type Explanation = readonly [message: string, hint: string, setting: string];

function explanationOf(why: string, known: Known): Explanation | undefined {
  const status = Number(/^status_(\d{3})$/.exec(why)?.[1] ?? Number.NaN);
  if (!Number.isNaN(status)) return byStatus(status, known);
  const { answer, settings, place, at } = known;
  const came = answer === undefined ? '' : ` (HTTP ${answer.status}, ${kindText(answer)})`;
  switch (why) {
    case 'no_cookie':
      return isLogInPage(answer)
        ? [
            `The log-in ${at} shows its form again${came}: it refuses the user or the password.`,
            SECRETS,
            'form',
          ]
        : [
            `The log-in ${at} answers${came}, but sets ${cookiesIn(answer, settings['cookie'])}.`,
            'Write the name of the cookie that it sets only on success: `cookie: …`.',
            'cookie',
          ];
    case 'no_token':
      return [
        `The log-in ${at} answers${came}, but ${tokenPlace(settings)}${behind(membersOf(answer))}.`,
        'Write where the token is: `token: $.access_token`, or `tokenHeader` if it comes in a header.',
        'token',
      ];
    case 'no_csrf_token':
      return [
        `The log-in succeeds, but there is no CSRF token${came}.`,
        'Specify where it is: `csrf: { cookie: … }`, `answerHeader` or `path`, with the `url` that returns it.',
        'csrf',
      ];
    case 'answer_unreadable':
      return [
        `The token server ${at} returns no token${came}${behind(membersOf(answer))}.`,
        `Correct \`${place}\`: it must be the API’s address, which answers with JSON that has \`access_token\`.`,
        place,
      ];
    default:
      return byError(why, at, came);
  }
}

/** By the error codes of RFC 6749 §5.2. */
function byError(why: string, at: string, came: string): Explanation | undefined {
  switch (why) {
    case 'invalid_client':
      return [
        `The token server ${at} refuses \`clientId\` with \`clientSecret\`${came}.`,
        `${SECRETS} Some token servers want them in the body: \`client: post\`.`,
        'clientId',
      ];
    case 'invalid_grant':
      return [
        `The token server ${at} refuses the grant${came}.`,
        'The user and password, the assertion or the refresh token is wrong or no longer valid.',
        'scheme',
      ];
    case 'invalid_scope':
      return [
        `The token server ${at} refuses this \`scope\`${came}.`,
        'Use one that the client may request, or leave out `scope`.',
        'scope',
      ];
    case 'unauthorized_client':
    case 'unsupported_grant_type':
      return [
        `The token server ${at} does not allow this client to use this grant${came}.`,
        'Ask its operators to allow the grant, or use the scheme for a grant that is allowed.',
        'scheme',
      ];
    default:
      return undefined;
  }
}

const SECRETS = 'Check the secrets that `auth` names.';

function byStatus(status: number, { place, at }: Known): Explanation {
  const asked = `The log-in ${at} answers ${status}`;
  if (status === 404 || status === 405 || (status >= 300 && status < 400))
    return [
      `${asked}: there is no log-in.`,
      `Correct \`${place}\`; some systems need the \`/\` at the end.`,
      place,
    ];
  if (status >= 500)
    return [
      `${asked}: it failed, which says nothing about the user and password.`,
      `Correct \`${place}\` (Django fails like this without the \`/\` at the end), or what is sent to the log-in.`,
      place,
    ];
  if (status === 403)
    return [
      `${asked}: it refuses the user and password, or it also wants its form’s CSRF token.`,
      `${SECRETS} Programs may need a different address from browsers.`,
      place,
    ];
  return [`${asked}: it refuses the user, password or key.`, SECRETS, place];
}

function cookiesIn(answer: HttpResponse | undefined, wanted: Json | undefined): string {
  const written = answer?.headers['set-cookie'] ?? '';
  const names = [...written.matchAll(/(?:^|,\s*)([\w.-]+)=/g)].map(([, name = '']) => `\`${name}\``);
  const others = names.length === 0 ? 'no cookie at all' : `only ${names.join(', ')}`;
  return typeof wanted === 'string' ? `${others}, not \`${wanted}\`` : others;
}

const tokenPlace = ({ token, tokenHeader }: Known['settings']): string =>
  typeof token === 'string'
    ? `there is no token at \`${token}\``
    : typeof tokenHeader === 'string'
      ? `has no header \`${tokenHeader}\``
      : 'its token cannot be assembled';

const isLogInPage = (answer: HttpResponse | undefined): boolean =>
  answer !== undefined && kindOfAnswer(answer) === 'login_page';

function authOf(file: Json | undefined): Readonly<Record<string, Json | undefined>> {
  const auth = typeof file === 'object' && file !== null && 'auth' in file ? file['auth'] : undefined;
  return typeof auth === 'object' && auth !== null ? (auth as Readonly<Record<string, Json>>) : {};
}

const behind = (members: string): string => (members === '' ? '' : `; the answer${members}`);
