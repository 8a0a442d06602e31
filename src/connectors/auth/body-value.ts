/** Puts one value into a request body, according to the body's media type. */
import type { Json, JsonObject } from '../../contracts/json.js';
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

/** A Unicode private-use character, doubled: no shop's text starts this way. */
const DIGITS = '\uf8ff\uf8ff';

/** JSON with its numbers kept as text until it is written, so that a twenty-digit number keeps every digit. */
function readKeepingDigits(text: string): { json: Json; written: (json: Json) => string } {
  const guarded = text.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) =>
    token.startsWith('"') ? token : `"${DIGITS}${token}"`,
  );
  return {
    json: JSON.parse(guarded) as Json, // JSON.parse gives JSON
    written: (json) => JSON.stringify(json).replaceAll(new RegExp(`"${DIGITS}([^"]*)"`, 'g'), '$1'),
  };
}
