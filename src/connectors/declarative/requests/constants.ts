/** Constants of a request: in JSON, those without quotes have JSON's own types. */
import type { Json } from '../../../contracts/json.js';
import type { Path } from '../../../flows/yaml/document.js';
import { losesDigits } from '../json-number.js';
import type { RequestScope } from './payload.js';

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const WORDS: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['null', null],
  ['true', true],
  ['false', false],
]);

/** A constant as it is sent: in a JSON payload an unquoted `null`, `true`, `1` or `1.5` is no text (RFC 8259 §3). */
export function constantOf(text: string, path: Path, { json = false, report }: RequestScope): Json {
  if (!json || !report.isPlain(path)) return text;
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  if (!NUMBER.test(text)) return text;
  if (losesDigits(text)) {
    const message = `\`${text}\` has more digits than a JSON number can hold.`;
    report.add(path, 'connection_invalid', message, { hint: `Write it in quotes, as a text: "${text}".` });
  }
  return Number(text);
}
