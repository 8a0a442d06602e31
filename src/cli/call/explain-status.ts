/** Why a status was answered that no part of the file explains: credentials, pages, conditions that look elsewhere. */
import { isList, isObject, omitted, plainText } from '../../connectors/declarative/json-value.js';
import { type ErrorCode, errorCatalogue } from '../../contracts/errors/catalogue.js';
import type { Json, JsonObject } from '../../contracts/json.js';
import { kindOfAnswer } from '../../connectors/http/answer-kind.js';
import type { HttpResponse } from '../../connectors/http/client.js';
import type { Path } from '../../flows/yaml/document.js';
import { flowText } from '../../flows/yaml/one-line-yaml.js';
import { valueAt } from '../../flows/yaml/zod-issues.js';
import { nearestPath, pathOfWord, reachText, valuesAt } from './answer-paths.js';
import { kindText, shownText, systemMessage } from './describe-answer.js';
import type { SeenCall } from './caller.js';
import type { CallAbout, Cause } from './cause.js';

/** Message, hint, and the place in the file; without one, the operation's. */
type Explanation = readonly [message: string, hint: string, place?: Path];

/** The cause of a status; undefined where its code says it all. */
export function statusCause(
  code: ErrorCode,
  answer: HttpResponse,
  seen: SeenCall,
  about: CallAbout,
): Cause | undefined {
  const explanation =
    (code === 'unauthorized' && answer.status === 401 ? unauthorized(answer, seen, about) : undefined) ??
    (code === 'answer_status' || code === 'path_unknown'
      ? (explainPage(answer, seen, about) ?? explainCondition(answer, seen, about))
      : undefined) ??
    byStatus(code, answer, seen, about);
  return (
    explanation && {
      code,
      message: explanation[0],
      hint: explanation[1],
      path: explanation[2] ?? ['operations', about.operation.name],
    }
  );
}

/** Of a next page that stands on another origin, which our credentials never go to; undefined for any other. */
export function otherOriginCause(seen: SeenCall, about: CallAbout): Cause | undefined {
  const paging = rulesOf(about)['paging'];
  const last = seen.exchanges.at(-1)?.request.url;
  const view = seen.views.at(-1);
  if (!isObject(paging) || typeof paging['next'] !== 'string' || last === undefined || view === undefined)
    return undefined;
  const address = plainText(valuesAt(view, paging['next'])[0] ?? '');
  if (!URL.canParse(address) || new URL(address).origin === last.origin) return undefined;
  return {
    code: 'answer_shape',
    message: `The next page is at ${new URL(address).origin}, but the credentials are for ${last.origin}.`,
    hint: 'Write `baseUrl` with the host that the system’s answers name, or use `paging: { cursor: … }`.',
    path: ['operations', about.operation.name, 'paging', 'next'],
  };
}

/** Of a `success` that does not hold; undefined where the answer does not show why. */
export function successCause({ exchanges, views }: SeenCall, about: CallAbout): Cause | undefined {
  const outcome = exchanges.at(-1)?.outcome;
  const view = views.at(-1);
  if (outcome?.is !== 'response' || view === undefined) return undefined;
  const at: Path = ['operations', about.operation.name, 'success'];
  const explanation = writtenIn('success', at, rulesOf(about)['success'])
    .filter(({ rules }) => typeof rules['path'] === 'string')
    .map((written) => explainUnmet(written, view, outcome.status))
    .find((one) => one !== undefined);
  if (explanation === undefined) return undefined;
  const [message, hint, path = at] = explanation;
  return { code: 'answer_shape', message: `\`success\` is not met. ${message}`, hint, path };
}

const says = (answer: HttpResponse): string => {
  const said = systemMessage(answer);
  return said === undefined ? '' : ` The system says: ${said}`;
};

function rulesOf({ operation, document }: CallAbout): JsonObject {
  const rules = document && valueAt(document.value, ['operations', operation.name]);
  return isObject(rules) ? rules : {};
}

/** Of 401: what the system asks for, and what the request carries. */
function unauthorized(answer: HttpResponse, { exchanges }: SeenCall, { document }: CallAbout): Explanation {
  const { url } = exchanges.at(-1)?.request ?? {};
  const sent = exchanges.at(-1)?.sent.headers['authorization'];
  const auth = document && valueAt(document.value, ['auth']);
  const settings = isObject(auth) ? auth : {};
  const place: Path = settings['scheme'] === undefined ? ['auth'] : ['auth', 'scheme'];
  const challenge = answer.headers['www-authenticate'] ?? '';
  const asked = [...challenge.matchAll(/(?:^|,)\s*([A-Za-z][\w-]*)(?![\w-]|\s*=)/g)].map(
    ([, word = '']) => word,
  );
  const [word] = asked;
  const refused = `\`${url?.pathname ?? ''}\` answers 401: the system refuses our credentials.`;
  const why = /error_description="([^"]{1,200})"/.exec(challenge)?.[1];
  const [, carried] = /^([A-Za-z][\w-]*) +\S/.exec(sent ?? '') ?? [];
  const fits = asked.some((one) => one.toLowerCase() === carried?.toLowerCase());
  if (word === undefined || fits)
    return [
      `${refused}${why === undefined ? says(answer) : ` It says: “${why}”`} It was sent ${sentText(sent, carried, settings)}.`,
      'Check the secrets that `auth` names, and check that the system wants them in this form.',
      place,
    ];
  const carries =
    sent === undefined
      ? `the request has no header \`authorization\`: it was sent ${sentText(sent, carried, settings)}`
      : carried === undefined
        ? `the header \`authorization\` has only the key, without \`${word}\` before it`
        : `the header \`authorization\` starts with \`${carried}\``;
  return [
    `${refused} It asks for \`${word}\` (WWW-Authenticate), but ${carries}.`,
    schemeHint(word, settings, carried === undefined && sent !== undefined),
    place,
  ];
}

function sentText(
  sent: string | undefined,
  carried: string | undefined,
  { header, query, cookie }: JsonObject,
): string {
  if (carried !== undefined) return `\`authorization: ${carried} …\``;
  if (sent !== undefined) return 'the header `authorization` with only the key';
  const [place, name] =
    [['header', header] as const, ['parameter', query] as const, ['cookie', cookie] as const].find(
      ([, known]) => typeof known === 'string',
    ) ?? [];
  return place === undefined ? 'no header `authorization`' : `the ${place} \`${plainText(name ?? '')}\``;
}

/** The `auth` to write for what a challenge asks for, with the secrets that the file names already. */
function schemeHint(word: string, { key, token, user, password }: JsonObject, isBare: boolean): string {
  const secret = plainText(token ?? key ?? password ?? '${secret.NAME}');
  const own: Readonly<Record<string, JsonObject>> = {
    bearer: { scheme: 'bearer', token: secret },
    basic: { scheme: 'basic', user: user ?? '…', password: secret },
    digest: { scheme: 'digest', user: user ?? '…', password: secret },
  };
  const other = { scheme: 'api-key', header: 'Authorization', prefix: `${word} `, key: secret };
  const auth = own[word.toLowerCase()];
  const prefix = isBare && auth !== undefined ? `; or add \`prefix: "${word} "\` to what is there` : '';
  return `Write \`auth: ${flowText(auth ?? other)}\`${prefix}.`;
}

/** Of a further page: it was asked for with what stands at another kind of place. */
function explainPage(answer: HttpResponse, seen: SeenCall, about: CallAbout): Explanation | undefined {
  const { paging } = rulesOf(about);
  const [before, last] = seen.exchanges.slice(-2);
  const view = seen.views.at(-2);
  if (!isObject(paging) || before === undefined || last === undefined || view === undefined) return undefined;
  const { url, body } = last.request;
  const { cursor, next } = paging;
  const at: Path = ['operations', about.operation.name, 'paging'];
  const path = typeof cursor === 'string' ? cursor : next;
  const value = typeof path === 'string' ? plainText(valuesAt(view, path)[0] ?? '') : '';
  const isMark = typeof cursor === 'string';
  const isAsked = isMark
    ? [...url.searchParams.values(), ...url.pathname.split('/')].includes(value) ||
      body?.includes(value) === true
    : url.pathname === before.request.url.pathname ||
      (URL.canParse(value, before.request.url.href) && new URL(value, before.request.url).href === url.href);
  if ((path !== undefined && value === '') || !isAsked) return undefined;
  const shown = `\`${url.pathname}${url.search}\``.slice(0, 200);
  const page = `The system answers ${answer.status} to the request for another page: ${shown}.`;
  const isAddress = /^(?:https?:)?\/|^\?/i.test(value);
  if (typeof path === 'string' && isMark === isAddress) {
    const { param, ...others } = paging;
    const kept = omitted(others, 'cursor', 'next');
    const written = isMark ? { next: path, ...kept } : { cursor: path, param: param ?? '…', ...kept };
    return [
      `${page} \`${path}\` is ${isMark ? 'the address of that page, not a cursor' : 'a cursor, not an address'}.${says(answer)}`,
      `Write \`paging: ${flowText(written)}\`${isMark ? '' : ', with the parameter that takes it'}.`,
      [...at, isMark ? 'cursor' : 'next'],
    ];
  }
  return [
    `${page}${says(answer)}`,
    'Correct `paging`: the first page was answered, but the request for another one was not.',
    at,
  ];
}

/** A condition of the file on one status, header or path, and its place. */
interface RawCondition {
  name: string;
  path: Path;
  rules: JsonObject;
}

/** Of conditions that could have explained the answer, and look at something else than it has. */
function explainCondition(
  answer: HttpResponse,
  { views }: SeenCall,
  about: CallAbout,
): Explanation | undefined {
  const view = views.at(-1);
  // A router's own answer speaks of no record.
  if (view === undefined || kindOfAnswer(answer) === 'unknown_route') return undefined;
  const { status } = answer;
  const near = conditionsOf(about).filter(
    ({ rules }) =>
      typeof rules['path'] === 'string' && (rules['status'] === undefined || namesStatus(rules, status)),
  );
  const [written] = near.toSorted(
    (a, b) => Number(namesStatus(b.rules, status)) - Number(namesStatus(a.rules, status)),
  );
  return written && explainUnmet(written, view, status);
}

const PRESENCE: readonly string[] = ['empty', 'missing', 'present'];

function explainUnmet(
  { name, path, rules }: RawCondition,
  view: Json,
  status: number,
): Explanation | undefined {
  const source = plainText(rules['path'] ?? '');
  const [found] = valuesAt(view, source);
  const words = textsOf(rules['is']);
  // Of what must not stand there, or only be there, its place says nothing.
  if (name !== 'refusal' && (words.length === 0 || words.some((word) => PRESENCE.includes(word))))
    return undefined;
  const came = `The system answers ${status}`;
  if (found === undefined) {
    const meant = pathOfWord(view, words) ?? nearestPath(view, source);
    const there =
      meant === undefined ? '' : ` \`${meant}\` is ${shownText(valuesAt(view, meant)[0] ?? null)}.`;
    return [
      `${came}, but \`${name}\` reads \`${source}\`, which is not there: ${reachText(view, source)}.${there}`,
      meant === undefined
        ? `Write the \`path\` that shows this, or omit \`path\` if the status is enough.`
        : `Write \`path: ${meant}\`.`,
      [...path, 'path'],
    ];
  }
  const table = rules['values'];
  const known = isObject(table) ? Object.keys(table) : words;
  if (known.length === 0 || typeof found === 'object' || known.includes(String(found))) return undefined;
  const hint = isObject(table)
    ? `If that is a refusal, add it to \`values\`: \`${flowText({ [String(found)]: '…' }).slice(2, -2)}\`.`
    : `If it means the same, write \`is: ${flowText([...words, String(found)])}\`.`;
  const setting = isObject(table) ? 'values' : 'is';
  return [
    `${came}, and \`${source}\` is ${shownText(found)}, but \`${name}\` only knows ${known.map((word) => `\`${word}\``).join(', ')}.`,
    hint,
    [...path, setting],
  ];
}

/** The conditions of an operation that explain an answer, with those that they are put together of. */
function conditionsOf(about: CallAbout): RawCondition[] {
  const { none, refusal, results } = rulesOf(about);
  const at: Path = ['operations', about.operation.name];
  const named: [string, Path, Json | undefined][] = [
    ['none', [...at, 'none'], none],
    ...(isObject(results) ? Object.entries(results) : []).map(([name, rules]): [string, Path, Json] => [
      name,
      [...at, 'results', name],
      rules,
    ]),
    ['refusal', [...at, 'refusal'], refusal],
  ];
  return named.flatMap(([name, path, rules]) => writtenIn(name, path, rules));
}

function writtenIn(name: string, path: Path, rules: Json | undefined): RawCondition[] {
  if (rules === undefined) return [];
  if (isList(rules)) return rules.flatMap((one, index) => writtenIn(name, [...path, index], one));
  if (!isObject(rules)) return [];
  const parts = (['any', 'all'] as const).flatMap((key) => writtenIn(name, [...path, key], rules[key]));
  return [{ name, path, rules }, ...parts];
}

const namesStatus = ({ status }: JsonObject, came: number): boolean => textsOf(status).includes(String(came));

const textsOf = (written: Json | undefined): string[] =>
  written === undefined ? [] : (isList(written) ? written : [written]).map(plainText);

/** Hints for statuses that a request itself is to blame for. */
const BY_STATUS: Readonly<Record<number, string>> = {
  400: 'Correct what the request sends, as shown above.',
  404: 'Correct `path`, or write `none: { status: 404 }` if this means that nothing was found.',
  405: 'Correct `method`: the path exists, but not for this method.',
  406: 'The system cannot answer in the form that `accept` asks for: write `headers: { accept: … }`.',
  409: 'If that is how the system refuses it, describe it as a `refusal`.',
  410: 'If this means that the record no longer exists, write `none: { status: 410 }`.',
  415: 'Write the media type that the system accepts: `contentType: …`, or `form` instead of `body`.',
  422: 'Correct what the request sends; if that is how the system refuses it, describe it as a `refusal`.',
};

/** The setting that a status speaks of. */
const SETTINGS: Readonly<Record<number, readonly string[]>> = {
  400: ['request'],
  404: ['request', 'path'],
  405: ['request', 'method'],
  406: ['request', 'headers'],
  415: ['request'],
  422: ['request'],
};

function byStatus(
  code: ErrorCode,
  answer: HttpResponse,
  seen: SeenCall,
  about: CallAbout,
): Explanation | undefined {
  const { status } = answer;
  const at: Path = ['operations', about.operation.name];
  if (isGraphql(seen) && (code === 'answer_errors' || (code === 'answer_status' && status === 400)))
    return [
      `The system refuses the GraphQL document (HTTP ${status}).${says(answer)}`,
      'Correct the document: it is validated whole, so one unknown field fails every operation in it. Describe errors in the data as `refusal`, `none` or `partial`.',
      [...at, 'request', 'graphql'],
    ];
  if (
    code === 'path_unknown' ||
    (code === 'answer_status' && status === 404 && kindOfAnswer(answer) !== 'json')
  )
    return [
      `\`${seen.exchanges.at(-1)?.request.url.pathname ?? ''}\` answers 404 (${kindText(answer)}): the system has no such path.`,
      errorCatalogue.path_unknown.hint,
      [...at, 'request', 'path'],
    ];
  if (code === 'forbidden')
    return [`${errorCatalogue.forbidden.title}.${says(answer)}`, errorCatalogue.forbidden.hint];
  if (code !== 'answer_status') return undefined;
  const page = BAD_REQUEST.has(status) ? refusedPage(seen, about) : undefined;
  if (page !== undefined)
    return [
      `The system answers ${status}, ${kindText(answer)}, to a request with \`${page.written}\`, which \`paging\` adds.${says(answer)}`,
      `Check how the system counts pages: ${page.others}. If \`${page.written}\` is right, correct what else the request sends.`,
      [...at, 'paging'],
    ];
  return [
    `The system answers ${status}, ${kindText(answer)}.${says(answer)}`,
    BY_STATUS[status] ?? errorCatalogue.answer_status.hint,
    [...at, ...(SETTINGS[status] ?? [])],
  ];
}

const BAD_REQUEST: ReadonlySet<number> = new Set([400, 422]);

/** What `paging` has put into the query of a refused request, and how else systems count pages. */
function refusedPage(
  { exchanges }: SeenCall,
  about: CallAbout,
): { written: string; others: string } | undefined {
  const { paging } = rulesOf(about);
  const url = exchanges.at(-1)?.request.url;
  if (!isObject(paging) || url === undefined) return undefined;
  const param = plainText(paging['param'] ?? '');
  const value = url.searchParams.get(param);
  if (value === null) return undefined;
  const others =
    'page' in paging || 'offset' in paging
      ? 'many use a mark from the answer, `cursor: $.next`, and none for the first page'
      : 'many use numbers, `page: 1`, or offsets, `offset: 0`';
  return { written: `${param}=${value}`, others };
}

const isGraphql = ({ exchanges }: SeenCall): boolean =>
  /^\{"query":/.test(exchanges.at(-1)?.request.body?.toString() ?? '');
