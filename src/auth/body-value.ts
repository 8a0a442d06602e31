/** Adds a value to the body of a request, according to the body's type. */
import type { Json, JsonObject } from '../contracts/json.js';
import type { Outgoing } from './scheme.js';

/** Adds a value to a form or JSON object; undefined when the body is neither. */
export function withBodyValue(request: Outgoing, name: string, value: string): Outgoing | undefined {
  const body = request.body?.toString() ?? '';
  const type = mediaType(request);
  if (type === 'application/x-www-form-urlencoded') {
    const form = new URLSearchParams(body);
    form.set(name, value);
    return { ...request, body: form.toString() };
  }
  if (type !== 'application/json' && !type.endsWith('+json')) return undefined;
  const { json, written } = readKeepingDigits(body);
  return isObject(json) ? { ...request, body: written(withMember(json, name.split('.'), value)) } : undefined;
}

const mediaType = ({ headers }: Outgoing): string =>
  (headers['content-type'] ?? '').split(';', 1).join('').trim().toLowerCase();

function withMember(object: JsonObject, [first = '', ...rest]: readonly string[], value: string): JsonObject {
  if (rest.length === 0) return { ...object, [first]: value };
  const inner = object[first];
  return { ...object, [first]: withMember(isObject(inner) ? inner : {}, rest, value) };
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A private-use character of Unicode, doubled: no text of a shop begins like this. */
const DIGITS = '\uf8ff\uf8ff';

/** Parses JSON with numbers as texts until it is written again: a number of twenty digits keeps all of them. */
function readKeepingDigits(text: string): { json: Json; written: (json: Json) => string } {
  const guarded = text.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) =>
    token.startsWith('"') ? token : `"${DIGITS}${token}"`,
  );
  return {
    json: JSON.parse(guarded) as Json, // JSON.parse gives JSON
    written: (json) => JSON.stringify(json).replaceAll(new RegExp(`"${DIGITS}([^"]*)"`, 'g'), '$1'),
  };
}
