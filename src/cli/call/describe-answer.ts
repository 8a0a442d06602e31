/** An answer in the words of whoever writes the connection: its kind, what it says itself, what stands in it. */
import { isList } from '../../connectors/declarative/json-value.js';
import type { Json } from '../../contracts/json.js';
import { type AnswerKind, kindOfAnswer } from '../../connectors/http/answer-kind.js';
import type { HttpResponse } from '../../connectors/http/client.js';
import { answerText } from './exchange-text.js';

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
export function systemMessage(answer: HttpResponse): string | undefined {
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

/** The members at the top of an answer in JSON, as the end of a sentence: names say where a value may stand. */
export function membersOf(answer: HttpResponse | undefined): string {
  const body = answer && bodyOf(answer);
  return body === undefined || body === null || typeof body !== 'object' ? '' : hasText(body);
}

/** What a value holds, as the end of a sentence: ` has …`, ` is …`. */
export function hasText(value: Json): string {
  if (value === null || typeof value !== 'object') return ` is ${shownText(value)}`;
  if (isList(value)) return ` is a list of ${value.length}`;
  const all = Object.keys(value);
  const names = all.slice(0, 24).map((name) => `\`${name.slice(0, 80)}\``);
  if (names.length === 0) return ' has no members';
  return ` has ${names.join(', ')}${all.length > names.length ? ', …' : ''}`;
}

/** A single value as it stands in an answer, shortened. */
export const shownText = (value: Json): string =>
  value === null
    ? '`null`'
    : `\`${(typeof value === 'object' ? JSON.stringify(value) : String(value)).slice(0, 60)}\``;

/** An answer in JSON; undefined for any other. */
export function bodyOf(answer: HttpResponse): Json | undefined {
  try {
    return JSON.parse(answerText(answer)) as Json; // JSON.parse gives JSON
  } catch {
    return undefined;
  }
}
