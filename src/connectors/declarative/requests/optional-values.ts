/** Values of a request of which parts may be absent: `{ join, with }` and `{ given, value }`. */
import type { JsonObject } from '../../../contracts/json.js';
import type { Path } from '../../../yaml/document.js';
import { isList, plainText } from '../json-value.js';
import { namedSlot, valueOf } from '../template.js';
import type { RequestScope, Writer } from './payload.js';

/** Compiles the parts of a value. */
type Compile = (rules: unknown, path: Path, scope: RequestScope) => Writer;

/** Whether a map is `{ join: […], with }`, and nothing else. */
export const isJoined = (rules: JsonObject): boolean =>
  isList(rules['join'] ?? null) && Object.keys(rules).every((key) => key === 'join' || key === 'with');

/** Those of several values that are there, one behind the other; absent if none is. */
export function joinedWriter(rules: JsonObject, path: Path, scope: RequestScope, compile: Compile): Writer {
  const { join, with: between = '' } = rules;
  const parts = (isList(join ?? null) ? (join as readonly unknown[]) : []).map((part, index) =>
    compile(part, [...path, 'join', index], { ...scope, isPart: true }),
  );
  return (values) => {
    const written = parts.map((write) => write(values)).filter((part) => part !== undefined);
    return written.length === 0 ? undefined : written.map(plainText).join(plainText(between));
  };
}

/** Whether a map is `{ given: inputs.fee, value }`, with `not` and `else` or without. */
export const isGiven = (rules: JsonObject): boolean =>
  typeof rules['given'] === 'string' &&
  'value' in rules &&
  Object.keys(rules).every((key) => ['given', 'not', 'value', 'else'].includes(key));

/** A value for where what it names is there and not what `not` says; `else` is for where it is not, and nothing without. */
export function givenWriter(rules: JsonObject, path: Path, scope: RequestScope, compile: Compile): Writer {
  const slot = namedSlot(plainText(rules['given'] ?? ''), scope);
  if ('code' in slot) {
    const { code, message, hint } = slot;
    scope.report.add([...path, 'given'], code, message, hint === undefined ? {} : { hint });
    return () => undefined;
  }
  scope.used.push(slot);
  const write = compile(rules['value'], [...path, 'value'], scope);
  const otherwise =
    rules['else'] === undefined ? () => undefined : compile(rules['else'], [...path, 'else'], scope);
  const unwanted = rules['not'] === undefined ? undefined : plainText(rules['not']);
  return (values) => {
    const found = valueOf(slot, values);
    return found === undefined || plainText(found) === unwanted ? otherwise(values) : write(values);
  };
}
