/** The formats of responses, one line each; compiles `answer:` to a reader of bodies. */
import type { Json } from '../../../contracts/json.js';
import type { Cooperative } from '../cooperative.js';
import {
  type BodyReader,
  type BytesReader,
  type Format,
  type FormatScope,
  NotRead,
  type Parts,
  type ReadBody,
  type TextFormat,
  type TextReader,
} from './body-reader.js';
import { decode, isCharset } from './charset.js';
import { binary } from './binary.js';
import { csv } from './csv.js';
import { form } from './form.js';
import { json, jsonLines } from './json.js';
import { isInParts, multipart, rootOf } from './multipart.js';
import type { AnswerRulesOfFile } from './schema.js';
import { text } from './text.js';
import { soap, xml } from './xml-format.js';

export type { BodyReader, FormatScope, ReadBody } from './body-reader.js';

type FormatName = NonNullable<AnswerRulesOfFile['format']>;

/** Every format, by its name after `format:`. */
const FORMATS: Readonly<Record<FormatName, Format>> = {
  json,
  'json-lines': jsonLines,
  xml,
  soap,
  csv,
  form,
  text,
  binary,
  multipart,
};

const EMPTY = { problem: 'empty', why: 'The answer is empty.' } as const;

/** Kind of a request, which determines the format of its responses. */
export type RequestKind = 'plain' | 'graphql' | 'soap';

/** Compiles `answer:`; undefined with an issue. */
export function compileFormat(
  rules: AnswerRulesOfFile | undefined,
  kind: RequestKind,
  scope: FormatScope,
): BodyReader | undefined {
  const { report, path } = scope;
  const before = report.issues.length;
  const name = formatName(rules, kind, scope);
  const format = FORMATS[name];
  const known: readonly string[] = ['format', 'charset', ...format.keys];
  for (const key of Object.keys(rules ?? {}).filter((key) => !known.includes(key))) {
    report.add(
      [...path, key],
      'connection_answer_invalid',
      `\`${key}\` cannot be used with the format \`${name}\`.`,
      {
        at: 'key',
        hint: `Use one of: ${known.join(', ')}.`,
      },
    );
  }
  const charset = rules?.charset;
  if (charset !== undefined && !isCharset(charset)) {
    report.add(
      [...path, 'charset'],
      'connection_answer_invalid',
      `The charset \`${charset}\` is not supported.`,
    );
  }
  if ('bytes' in format) return report.issues.length === before ? ofBytes(format.bytes) : undefined;
  const read = format.compile(rules ?? {}, scope);
  return read && report.issues.length === before ? ofText(format, read, charset) : undefined;
}

/** The name of the format; GraphQL responds in JSON and SOAP in SOAP, so any other format there is an issue. */
function formatName(
  rules: AnswerRulesOfFile | undefined,
  kind: RequestKind,
  { report, path }: FormatScope,
): FormatName {
  const own: FormatName = kind === 'soap' ? 'soap' : 'json';
  const stated = rules?.format ?? own;
  if (kind === 'plain' || stated === own) return stated;
  const message = `A request of kind \`${kind}\` is answered in ${own === 'soap' ? 'SOAP' : 'JSON'}.`;
  report.add([...path, 'format'], 'connection_answer_invalid', message);
  return own;
}

const ofBytes = (read: BytesReader): BodyReader =>
  function* (body, contentType) {
    return body.length === 0 ? EMPTY : yield* readOrProblem(read(body, contentType));
  };

function ofText(
  { maxBytes = Infinity, xml = false }: TextFormat,
  read: TextReader,
  stated: string | undefined,
): BodyReader {
  const view = function* (body: Buffer, contentType: string | undefined, parts?: Parts): Cooperative<Json> {
    if (body.length > maxBytes)
      throw new NotRead(
        'refused',
        `The answer is larger than ${maxBytes} bytes, the maximum for this format.`,
      );
    const { text, charset } = decode(body, { stated, contentType, xml });
    if (text.trim() === '') throw new NotRead('empty', EMPTY.why);
    return yield* read(text, charset, parts);
  };
  const rootView = function* (body: Buffer, contentType: string): Cooperative<Json> {
    if (!xml)
      throw new NotRead('refused', 'The answer has several parts: use `answer: { format: multipart }`.');
    const { content, contentType: type, others } = yield* rootOf(body, contentType);
    return yield* view(content, type, others);
  };
  return (body, contentType) =>
    readOrProblem(isInParts(contentType) ? rootView(body, contentType) : view(body, contentType));
}

/** What was read, or what a NotRead says. */
function* readOrProblem(read: Cooperative<Json>): Cooperative<ReadBody> {
  try {
    return { view: yield* read };
  } catch (error) {
    if (!(error instanceof NotRead)) throw error;
    return { problem: error.problem, why: error.message };
  }
}
