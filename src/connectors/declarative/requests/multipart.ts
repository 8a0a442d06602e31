/** Multipart forms (RFC 7578): each value is a separate part, with an optional type and file name. */
import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '../../../contracts/json.js';
import type { Path } from '../../../flows/yaml/document.js';
import { isList, isObject, plainText } from '../json-value.js';
import type { CallValues } from '../template.js';
import { UnusableValue } from '../unusable-value.js';
import { keyed, type Payload, type PayloadSource, type RequestScope, type Writer } from './payload.js';
import { bodyWriter, leafWriter } from './value-writers.js';

/** Writes a part without its boundary; undefined leaves it out. */
type PartWriter = (values: CallValues) => string | undefined;

/** A payload of `multipart/form-data`. */
export function multipartPayload({ rules, keyField, path }: PayloadSource, scope: RequestScope): Payload {
  const parts = Object.entries({ ...rules.multipart, ...keyed(keyField) }).map(([name, part]) =>
    partWriter(name, part as Json, [...path, 'multipart', name], scope),
  );
  const type = rules.contentType ?? 'multipart/form-data';
  return {
    accept: 'application/json',
    write(values) {
      const raw = parts.map((write) => write(values)).filter((part) => part !== undefined);
      const boundary = boundaryOf(raw);
      const body = raw.map((part) => `--${boundary}\r\n${part}\r\n`).join('');
      return {
        headers: { 'content-type': `${type}; boundary=${boundary}` },
        body: `${body}--${boundary}--\r\n`,
      };
    },
  };
}

/** Derives the boundary from the content, so that a retry sends the same request and no content contains it. */
const boundaryOf = (parts: readonly string[]): string =>
  `orderly-${createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 40)}`;

function partWriter(name: string, rules: Json, path: Path, scope: RequestScope): PartWriter {
  const { report } = scope;
  if (isUnsafe(name) || name.includes('${')) {
    report.add(path, 'connection_invalid', 'The name of a part must be plain text, without quotes.', {
      at: 'key',
    });
  }
  const part = isPart(rules) ? rules : { value: rules };
  report.unknownKeys(part, ['value', 'type', 'filename'], path);
  const valuePath = isPart(rules) ? [...path, 'value'] : path;
  const type = typeOf(part['type'], path, scope);
  const filename =
    part['filename'] === undefined ? undefined : leafWriter(part['filename'], [...path, 'filename'], scope);
  const write = contentWriter(part['value'] ?? '', type, valuePath, scope);
  return (values) => {
    const content = write(values);
    if (content === undefined) return undefined;
    const disposition = `content-disposition: form-data; name="${name}"`;
    const lines = [
      filename ? `${disposition}; filename="${fileName(filename(values))}"` : disposition,
      ...(type === undefined ? [] : [`content-type: ${type}`]),
    ];
    return `${lines.join('\r\n')}\r\n\r\n${isObject(content) || isList(content) ? JSON.stringify(content) : plainText(content)}`;
  };
}

/** Whether rules are `{ value, type?, filename? }`; a map with `as` is a constant, as everywhere. */
const isPart = (rules: Json): rules is JsonObject =>
  isObject(rules) && 'value' in rules && !('as' in rules) && !('each' in rules);

/** Compiles the content of a part; only JSON parts may have lists and maps. */
function contentWriter(value: Json, type: string | undefined, path: Path, scope: RequestScope): Writer {
  return type !== undefined && /[/+]json\b/.test(type)
    ? bodyWriter(value, path, scope)
    : leafWriter(value, path, scope);
}

function typeOf(type: Json | undefined, path: Path, { report }: RequestScope): string | undefined {
  if (type === undefined) return undefined;
  if (typeof type === 'string' && /^[\w.+-]+\/[\w.+-]+(; ?[\w-]+=[\w.:-]+)*$/.test(type)) return type;
  report.add([...path, 'type'], 'connection_invalid', 'Write a media type such as `application/pdf`.');
  return undefined;
}

/** A file name that all readers agree on: no quotes, paths, control characters, or the escapes browsers use. */
function fileName(value: Json | undefined): string {
  const name = value === undefined ? '' : plainText(value);
  if (isUnsafe(name) || /^\.{0,2}$|[/\\]/.test(name)) throw new UnusableValue('not a file name');
  return name;
}

// Control characters would end a header; browsers write quotes as %22, so these escapes are refused too.
const isUnsafe = (name: string): boolean =>
  /["\x00-\x1f\x7f]|%(22|0a|0d)/i.test(name) || name !== name.trim();
