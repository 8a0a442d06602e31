/** What is wrong with the answer of a failed call: its kind, its charset, its status, and what the system says itself. */
import { isList, isObject, plainText } from '../../connectors/declarative/json-value.js';
import { type ErrorCode, errorCatalogue } from '../../contracts/errors/catalogue.js';
import type { Json } from '../../contracts/json.js';
import { kindOfAnswer } from '../../connectors/http/answer-kind.js';
import type { HttpResponse } from '../../connectors/http/client.js';
import type { Path } from '../../flows/yaml/document.js';
import { flowText } from '../../flows/yaml/one-line-yaml.js';
import { valueAt } from '../../flows/yaml/zod-issues.js';
import { bodyOf, kindText, membersOf, systemMessage } from './describe-answer.js';
import type { SeenCall } from './caller.js';
import { answerText } from './exchange-text.js';
import { chainCause, fieldCause } from './explain-field.js';
import { otherOriginCause, statusCause, successCause } from './explain-status.js';
import { type CallAbout, type Cause, lastAnswer } from './cause.js';

/** What a cause says, and the setting of the operation that it is told at. */
type Explanation = readonly [message: string, hint: string, ...setting: string[]];

/** The cause of a failure that an answer shows; undefined where there is none, or its code says it all. */
export function answerCause(code: ErrorCode, seen: SeenCall, about: CallAbout): Cause | undefined {
  const answer = lastAnswer(seen);
  if (answer === undefined) return undefined;
  const at = (explanation: Explanation | undefined): Cause | undefined =>
    explanation && {
      code,
      message: explanation[0],
      hint: explanation[1],
      path: [...placeOf(about), ...explanation.slice(2)],
    };
  switch (code) {
    case 'answer_unreadable':
      return at(
        otherColumns(answer, seen, about) ?? unreadable(answer, seen, about.binding.effect === 'read'),
      );
    case 'answer_shape':
      return at(errorInside(answer, seen)) ?? shapeCause(seen, about) ?? at(shape(answer, seen));
    case 'redirected':
      return at(redirected(answer));
    default:
      return statusCause(code, answer, seen, about);
  }
}

const placeOf = ({ operation }: CallAbout): Path => ['operations', operation.name];

/** Of an answer in the declared format: the setting of the file that does not fit it. */
function shapeCause(seen: SeenCall, about: CallAbout): Cause | undefined {
  const view = seen.views.at(-1);
  if (view === undefined) return undefined;
  const [wrong] = seen.events.flatMap((event) => (event.kind === 'wrong_shape' ? [event.field] : []));
  if (wrong !== undefined) return fieldCause(wrong, view, about) ?? chainCause(wrong, view, about);
  return successCause(seen, about) ?? otherOriginCause(seen, about);
}

/** Of a CSV whose lines have other marks between their columns than the file says. */
function otherColumns(answer: HttpResponse, { events }: SeenCall, about: CallAbout): Explanation | undefined {
  const rules = about.document && valueAt(about.document.value, [...placeOf(about), 'answer']);
  const isColumns = events.some((event) => event.kind === 'answer_unused' && event.why.includes('columns'));
  if (!isColumns || !isObject(rules)) return undefined;
  const delimiter = plainText(rules['delimiter'] ?? ',');
  const [line = ''] = answerText(answer).split(/\r?\n/);
  const mark = [';', '\t', '|', ','].find((one) => one !== delimiter && line.includes(one));
  if (mark === undefined) return undefined;
  return [
    `With the delimiter \`${delimiter}\`, the lines of the answer do not have as many columns as the first, \`${line.slice(0, 80)}\`.`,
    `Write \`answer: ${flowText({ ...rules, delimiter: mark })}\`.`,
    'answer',
  ];
}

function unreadable(answer: HttpResponse, { events }: SeenCall, isRead: boolean): Explanation {
  const why = events.flatMap((event) => (event.kind === 'answer_unused' ? [event.why] : [])).join(' ');
  const { status } = answer;
  switch (kindOfAnswer(answer)) {
    case 'empty':
      return isRead
        ? [
            `The answer is empty (HTTP ${status}).`,
            `If this means that nothing was found, write \`none: { status: ${status} }\`.`,
          ]
        : [
            `The answer is empty (HTTP ${status}).`,
            `If this means success, write \`success: { status: ${status} }\`.`,
          ];
    case 'login_page':
      return [
        `The answer is a log-in page (HTTP ${status}): the request was not authenticated.`,
        'Check `auth`, and check that `baseUrl` is the address of the API and not of the website.',
      ];
    case 'web_page':
      return [
        `The answer is a web page (HTTP ${status}), not an API’s answer.`,
        'Correct `path` or `baseUrl`: APIs are often below `/api`.',
        'request',
        'path',
      ];
    case 'compressed':
      return [
        `The answer is compressed (HTTP ${status}), but its header \`content-encoding\` does not say so.`,
        'The system must state the compression, or send the answer uncompressed.',
      ];
    case 'xml':
      return [
        `The answer is XML. ${why}`.trim(),
        'Write `answer: { format: xml }`, or `soap` for an envelope.',
        'answer',
      ];
    case 'json':
      return [`The answer is JSON that cannot be read. ${why}`.trim(), jsonHint(answer, why), 'answer'];
    default:
      return [
        `The answer is ${kindText(answer)} (HTTP ${status}), not the declared format. ${why}`.trim(),
        'Declare its format: `answer: { format: … }` (docs/integrating/formats.md).',
        'answer',
      ];
  }
}

function jsonHint({ headers }: HttpResponse, why: string): string {
  if (why.includes('charset'))
    return /charset/i.test(headers['content-type'] ?? '')
      ? 'Its header `content-type` states the wrong charset. Write the right one: `answer: { charset: iso-8859-1 }`.'
      : 'It states no charset, so UTF-8 is assumed. Write the real one: `answer: { charset: iso-8859-1 }`.';
  if (why.includes('repeats a name'))
    return 'Ask the system’s operators to fix it: every reader loses one of the two values.';
  return 'If each line is a value, write `answer: { format: json-lines }`; otherwise the answer is cut off or is not JSON (RFC 8259).';
}

/** Where an answer of success speaks of an error. */
function errorInside(answer: HttpResponse, { events }: SeenCall): Explanation | undefined {
  const said = systemMessage(answer);
  if (said === undefined || !speaksOfError(answer)) return undefined;
  const at = wrongIn(events);
  return [
    `The answer has a success status (HTTP ${answer.status}) but contains an error: ${said}${at === '' ? '' : `;${at}`}`,
    'Describe it as a refusal (`refusal: { path: … }`), as `none`, or under `errorRules`.',
  ];
}

/** What is known of an answer in the declared format where no setting is to blame. */
function shape(answer: HttpResponse, { events }: SeenCall): Explanation | undefined {
  const at = wrongIn(events);
  if (at === '') return undefined;
  const members = membersOf(answer);
  return [
    `${errorCatalogue.answer_shape.title}.${at}${members === '' ? '' : ` The answer${members}.`}`,
    wrapped(answer) ?? errorCatalogue.answer_shape.hint,
  ];
}

const wrongIn = (events: SeenCall['events']): string =>
  events
    .flatMap((event) =>
      event.kind === 'wrong_shape' ? [event.field] : event.kind === 'answer_unused' ? [event.why] : [],
    )
    .map((why) => ` ${why}`)
    .join('');

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
    ? `If the records are in \`${name}\`, write \`each: $.${name}[*]\`; otherwise check the paths under \`fields\`.`
    : `If the record is in \`${name}\`, write \`at: $.${name}\`; otherwise check the paths under \`fields\`.`;
}

function redirected({ status, headers }: HttpResponse): Explanation {
  const to = headers['location'] ?? '';
  if (/log-?in|sign-?in|auth|sso/i.test(to))
    return [
      `The answer redirects to a log-in (HTTP ${status} to \`${withoutQuery(to)}\`): the request was not authenticated.`,
      'Check `auth`, and check that `baseUrl` is the address of the API and not of the website.',
    ];
  const origin = URL.canParse(to) ? new URL(to).origin : undefined;
  return [
    `The answer redirects elsewhere (HTTP ${status} to \`${withoutQuery(to)}\`).`,
    origin === undefined
      ? 'Write that path into the request or, if it means that a write succeeded, write `success: { status: 302, header: location, contains: … }`.'
      : `Write \`baseUrl: ${origin}\` if the API is there or, if it means that a write succeeded, \`success: { status: ${status}, header: location, contains: … }\`.`,
  ];
}

const withoutQuery = (address: string): string => address.replace(/[?#].*$/s, '').slice(0, 120);

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
