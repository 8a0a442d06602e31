/** What is wrong with the answer of a failed call: its kind, its charset, its status, and what the system says itself. */
import { isList, isObject } from '../../connectors/declarative/json-value.js';
import { type ErrorCode, errorCatalogue } from '../../contracts/errors/catalogue.js';
import type { Json } from '../../contracts/json.js';
import { type AnswerKind, kindOfAnswer } from '../../http/answer-kind.js';
import type { HttpResponse } from '../../http/client.js';
import type { Path } from '../../yaml/document.js';
import type { SeenCall } from './caller.js';
import { answerText } from './exchange-text.js';
import { type CallAbout, type Cause, lastAnswer } from './cause.js';

const KINDS: Readonly<Record<AnswerKind, string>> = {
  empty: 'empty',
  unknown_route: 'a router that knows no such path',
  login_page: 'a log-in page',
  web_page: 'a web page',
  json: 'JSON',
  xml: 'XML',
  compressed: 'compressed data',
  binary: 'binary data',
  text: 'plain text',
};

/** The kind of an answer, in words. */
export const kindText = (answer: HttpResponse): string => KINDS[kindOfAnswer(answer)];

/** What a cause says, but for its place. */
type Told = readonly [message: string, hint: string];

/** The cause of a failure that an answer shows; undefined where there is none, or its code says it all. */
export function answerCause(
  code: ErrorCode,
  seen: SeenCall,
  { operation, binding }: CallAbout,
): Cause | undefined {
  const answer = lastAnswer(seen);
  if (answer === undefined) return undefined;
  const at: Path = ['operations', operation.name];
  const told =
    code === 'answer_unreadable'
      ? unreadable(answer, seen, binding.effect === 'read')
      : code === 'answer_shape'
        ? shape(answer, seen)
        : code === 'redirected'
          ? redirected(answer)
          : byStatus(code, answer, seen);
  if (told) return { code, message: told[0], hint: told[1], path: at };
  return undefined;
}

function unreadable(answer: HttpResponse, { events }: SeenCall, isRead: boolean): Told {
  const why = events.flatMap((event) => (event.kind === 'answer_unused' ? [event.why] : [])).join(' ');
  const { status } = answer;
  switch (kindOfAnswer(answer)) {
    case 'empty':
      return isRead
        ? [
            `The answer is empty (HTTP ${status}).`,
            `If that says that there is none, write \`none: { status: ${status} }\`.`,
          ]
        : [
            `The answer is empty (HTTP ${status}).`,
            `If that is how it succeeds, write \`success: { status: ${status} }\`.`,
          ];
    case 'login_page':
      return [
        `The answer is a log-in page (HTTP ${status}): the system does not know who asks.`,
        'Check `auth`, and whether `baseUrl` is the address that programs ask.',
      ];
    case 'web_page':
      return [
        `The answer is a web page (HTTP ${status}), made for people.`,
        'Correct `path` or `baseUrl`: programs often ask below `/api`.',
      ];
    case 'compressed':
      return [
        `The answer is compressed (HTTP ${status}), and its header \`content-encoding\` does not say so.`,
        'The system must say how it compresses, or send it as it is.',
      ];
    case 'xml':
      return [
        `The answer is XML. ${why}`.trim(),
        'Write `answer: { format: xml }`, or `soap` for an envelope.',
      ];
    case 'json':
      return [`The answer is JSON that cannot be read. ${why}`.trim(), jsonHint(answer, why)];
    default:
      return [
        `The answer is ${kindText(answer)} (HTTP ${status}), not of the declared format. ${why}`.trim(),
        'Say how it is written: `answer: { format: … }` (docs/integrating/formats.md).',
      ];
  }
}

function jsonHint({ headers }: HttpResponse, why: string): string {
  if (why.includes('charset'))
    return /charset/i.test(headers['content-type'] ?? '')
      ? 'Its header `content-type` states a wrong charset. Write the right one: `answer: { charset: iso-8859-1 }`.'
      : 'It states no charset, so that UTF-8 counts. Write the one that it has: `answer: { charset: iso-8859-1 }`.';
  if (why.includes('name twice'))
    return 'Let the system’s operators mend it: one of the two values is lost to every reader.';
  return 'If a value stands on each line, write `answer: { format: json-lines }`; else it is cut off, or no JSON of RFC 8259.';
}

/** Of an answer in the declared format: an error in it, or where its values stand. */
function shape(answer: HttpResponse, { events }: SeenCall): Told | undefined {
  const said = systemMessage(answer);
  const wrong = events.flatMap((event) =>
    event.kind === 'wrong_shape' ? [event.field] : event.kind === 'answer_unused' ? [event.why] : [],
  );
  const at = wrong.length === 0 ? '' : ` ${wrong.join(' ')}`;
  if (said !== undefined && speaksOfError(answer))
    return [
      `The answer of success (HTTP ${answer.status}) speaks of an error: ${said}${at === '' ? '' : `;${at}`}`,
      'Describe it: `refusal: { path: … }` for what the system refuses, `none`, or under `errorRules`.',
    ];
  if (wrong.length === 0) return undefined;
  const members = membersOf(answer);
  return [
    `${errorCatalogue.answer_shape.title}.${at}${members === '' ? '' : ` The answer${members}.`}`,
    wrapped(answer) ?? errorCatalogue.answer_shape.hint,
  ];
}

/** Where the record stands, if the answer wraps it. */
function wrapped(answer: HttpResponse): string | undefined {
  const body = bodyOf(answer);
  if (body !== undefined && isList(body))
    return 'The answer is a list: write `each: $[*]`, or paths that begin with `$[0]`.';
  if (!isObject(body ?? null)) return undefined;
  const inside = Object.entries(body as object).filter(
    ([, value]) => typeof value === 'object' && value !== null,
  );
  const [[name, value] = ['', null]] = inside as [string, Json][];
  if (inside.length !== 1 || !/^[A-Za-z_]\w*$/.test(name)) return undefined;
  return isList(value)
    ? `If the records stand in \`${name}\`, write \`each: $.${name}[*]\`; else compare the paths under \`fields\`.`
    : `If the record stands in \`${name}\`, write \`at: $.${name}\`; else compare the paths under \`fields\`.`;
}

function redirected({ status, headers }: HttpResponse): Told {
  const to = headers['location'] ?? '';
  if (/log-?in|sign-?in|auth|sso/i.test(to))
    return [
      `The answer leads to a log-in (HTTP ${status} to \`${withoutQuery(to)}\`): the system does not know who asks.`,
      'Check `auth`, and whether `baseUrl` is the address that programs ask.',
    ];
  const origin = URL.canParse(to) ? new URL(to).origin : undefined;
  return [
    `The answer leads elsewhere (HTTP ${status} to \`${withoutQuery(to)}\`).`,
    origin === undefined
      ? 'Write that path into the request; of a write whose success it is, `success: { status: 302, header: location, contains: … }`.'
      : `Write \`baseUrl: ${origin}\`, if the API is there; of a write whose success it is, \`success: { status: ${status}, header: location, contains: … }\`.`,
  ];
}

const withoutQuery = (address: string): string => address.replace(/[?#].*$/s, '').slice(0, 120);

/** Hints for statuses that a request itself is to blame for. */
const BY_STATUS: Readonly<Record<number, string>> = {
  400: 'Correct what the request sends: `orderly call` shows it above.',
  404: 'Correct `path`; if it says that there is none, write `none: { status: 404 }`.',
  405: 'Correct `method`: the path is there, and is asked in another way.',
  406: 'The system has no answer in the form that `accept` asks for: write `headers: { accept: … }`.',
  409: 'If that is how the system refuses it, describe it as `refusal`.',
  410: 'If it says that there is none any more, write `none: { status: 410 }`.',
  415: 'Write the media type that the system takes: `contentType: …`, or `form` in place of `body`.',
  422: 'Correct what the request sends; if that is how the system refuses it, describe it as `refusal`.',
};

function byStatus(code: ErrorCode, answer: HttpResponse, seen: SeenCall): Told | undefined {
  const { status } = answer;
  const said = systemMessage(answer);
  const says = said === undefined ? '' : ` The system says: ${said}`;
  if (isGraphql(seen) && (code === 'answer_errors' || (code === 'answer_status' && status === 400)))
    return [
      `The system does not answer the GraphQL document (HTTP ${status}).${says}`,
      'Correct the document: it is validated whole, so one unknown field fails every operation in it. Errors of the data are described as `refusal`, `none` or `partial`.',
    ];
  if (
    code === 'path_unknown' ||
    (code === 'answer_status' && status === 404 && kindOfAnswer(answer) !== 'json')
  )
    return [
      `\`${seen.exchanges.at(-1)?.request.url.pathname ?? ''}\` is answered by 404 (${kindText(answer)}): the system knows no such path.`,
      errorCatalogue.path_unknown.hint,
    ];
  if (code === 'forbidden')
    return [`${errorCatalogue.forbidden.title}.${says}`, errorCatalogue.forbidden.hint];
  if (code !== 'answer_status') return undefined;
  return [
    `The system answers ${status}, ${kindText(answer)}.${says}`,
    BY_STATUS[status] ?? errorCatalogue.answer_status.hint,
  ];
}

const isGraphql = ({ exchanges }: SeenCall): boolean =>
  /^\{"query":/.test(exchanges.at(-1)?.request.body?.toString() ?? '');

/** Where systems write for people what is wrong. */
const MESSAGES = [
  'message',
  'error_description',
  'detail',
  'title',
  'error',
  'errors',
  'fault',
  'faultstring',
  'msg',
  'reason',
];

/** What the system itself says of an error, shortened; undefined where it says nothing that can be read. */
function systemMessage(answer: HttpResponse): string | undefined {
  const text = textIn(bodyOf(answer), 4);
  return text === undefined ? undefined : `“${text.replaceAll(/\s+/g, ' ').slice(0, 200)}”`;
}

function textIn(value: Json | undefined, depth: number): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  if (value === undefined || value === null || typeof value !== 'object' || depth === 0) return undefined;
  if (isList(value)) return textIn(value[0], depth - 1);
  const named = MESSAGES.flatMap((name) => (Object.hasOwn(value, name) ? [value[name]] : []));
  for (const one of named) {
    const text = textIn(one, depth - 1);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** Whether an answer of success names an error at its top. */
function speaksOfError(answer: HttpResponse): boolean {
  const body = bodyOf(answer);
  if (body === undefined || !isObject(body)) return false;
  const lack = [false, 'false', 'error', 'fail', 'failed'];
  return (
    ['error', 'errors', 'fault', 'error_description'].some((name) => isFilled(body[name])) ||
    ['success', 'ok', 'status'].some((name) => lack.includes((body[name] ?? '') as string | boolean))
  );
}

const isFilled = (value: Json | undefined): boolean =>
  value !== undefined &&
  value !== null &&
  value !== '' &&
  value !== false &&
  !(isList(value) && value.length === 0);

/** The members at the top of an answer in JSON, as the end of a sentence: names say where a value may stand. */
export function membersOf(answer: HttpResponse | undefined): string {
  const body = answer && bodyOf(answer);
  if (body === undefined || body === null || typeof body !== 'object') return '';
  if (isList(body)) return ` is a list of ${body.length}`;
  const names = Object.keys(body).slice(0, 12);
  return names.length === 0
    ? ' has no members'
    : ` has ${names.map((name) => `\`${name.slice(0, 40)}\``).join(', ')}`;
}

function bodyOf(answer: HttpResponse): Json | undefined {
  try {
    return JSON.parse(answerText(answer)) as Json; // JSON.parse gives JSON
  } catch {
    return undefined;
  }
}
