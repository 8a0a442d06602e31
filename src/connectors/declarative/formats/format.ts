/** The formats of responses, one line each; compiles `answer:` to a reader of bodies. */
import { type BodyReader, type Format, type FormatScope, NotRead, type TextReader } from './body.js';
import { decode, isCharset } from './charset.js';
import { binary } from './binary.js';
import { csv } from './csv.js';
import { form } from './form.js';
import { json, jsonLines } from './json.js';
import type { AnswerRulesOfFile } from './schema.js';
import { text } from './text.js';
import { soap, xml } from './xml-format.js';

export type { BodyReader, FormatScope, ReadBody } from './body.js';

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
};

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
      `\`${key}\` says nothing of the format \`${name}\`.`,
      {
        at: 'key',
        hint: `Known here: ${known.join(', ')}.`,
      },
    );
  }
  const charset = rules?.charset;
  if (charset !== undefined && !isCharset(charset)) {
    report.add([...path, 'charset'], 'connection_answer_invalid', `There is no charset \`${charset}\`.`);
  }
  const read = format.compile(rules ?? {}, scope);
  return read && report.issues.length === before ? readerOf(format, read, charset) : undefined;
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

function readerOf(
  { maxBytes = Infinity, xml = false, bytes = false }: Format,
  read: TextReader,
  stated: string | undefined,
): BodyReader {
  return function* (body, contentType) {
    if (body.length > maxBytes)
      return {
        problem: 'refused',
        why: `It has more than ${maxBytes} bytes, the most that is read of this format.`,
      };
    if (/^\s*multipart\//i.test(contentType ?? ''))
      return {
        problem: 'refused',
        why: 'It comes in parts (multipart, as MTOM and attachments do): only a whole body is read.',
      };
    if (bytes && body.length > 0) return { view: yield* read(body.toString('base64'), '') };
    try {
      const { text, charset } = decode(body, { stated, contentType, xml });
      if (text.trim() === '') return { problem: 'empty', why: 'It is empty.' };
      return { view: yield* read(text, charset) };
    } catch (error) {
      if (!(error instanceof NotRead)) throw error;
      return { problem: error.problem, why: error.message };
    }
  };
}
