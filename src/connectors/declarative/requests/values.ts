/** Values of a request: texts with `${…}`, maps that say how to write a value, lists and maps of values. */
import type { Json, JsonObject } from '../../../contracts/json.js';
import type { Path } from '../../../yaml/document.js';
import { isList, isObject, plainText } from '../json-value.js';
import { isSingle } from '../mapping/shape.js';
import { noSingle } from '../no-single.js';
import { type CallValues, fill, foreignIn, namedSlot, slotsOf, type Template, valueOf } from '../template.js';
import { constantOf } from './constants.js';
import { isLookedUp, lookedUpWriter } from './looked-up.js';
import { mappedWriter } from './mapped.js';
import { givenWriter, isGiven, isJoined, joinedWriter } from './optional-values.js';
import type { RequestScope, Writer } from './payload.js';

/** Writers by name, in the order of the file. */
export type NamedWriters = readonly (readonly [string, Writer])[];

const NAMED = /^(inputs|item|variables|chain)\./;
const OF_THE_CALL = /^(idempotencyKey|requestKey|reference|now)$/;

/** Whether a map says how a value is written: `from` names an input and `value` a constant; a system's own field of that name can be written in a body of texts. */
export const isMapped = (rules: JsonObject): boolean =>
  (typeof rules['from'] === 'string' && (NAMED.test(rules['from']) || rules['from'] === 'item')) ||
  (typeof rules['from'] === 'string' && OF_THE_CALL.test(rules['from']) && 'as' in rules) ||
  ('value' in rules && 'as' in rules);

/** Whether a map is `{ each, value }`. */
export const isEach = (rules: JsonObject): boolean =>
  typeof rules['each'] === 'string' && NAMED.test(rules['each']) && 'value' in rules;

/** Compiles any value of a body: texts, lists, maps, `{ from | value, … }` and `{ each, value }`. */
export function bodyWriter(rules: unknown, path: Path, scope: RequestScope): Writer {
  const json = rules as Json; // YAML gives JSON
  if (isList(json)) {
    const items = json.map((item, index) => bodyWriter(item, [...path, index], scope));
    return (values) => items.map((write) => write(values)).filter((item) => item !== undefined);
  }
  if (!isObject(json)) return leafWriter(json, path, scope);
  if (isEach(json)) return eachWriter(json, path, scope);
  if (isMapped(json)) return mappedWriter(json, path, scope, { single: false });
  if (isLookedUp(json)) return lookedUpWriter(json, path, scope, leafWriter);
  if (isGiven(json)) return givenWriter(json, path, scope, bodyWriter);
  if (isJoined(json)) return joinedWriter(json, path, scope, leafWriter);
  const members = Object.entries(json).map(
    ([name, value]) => [named(name, path, scope), bodyWriter(value, [...path, name], scope)] as const,
  );
  return (values) => presentMembers(members, values);
}

function presentMembers(members: NamedWriters, values: CallValues): JsonObject {
  const written = members.map(([name, write]) => [name, write(values)] as const);
  return Object.fromEntries(
    written.filter((entry): entry is readonly [string, Json] => entry[1] !== undefined),
  );
}

/** Compiles a single value of a query parameter, header or form. */
export function leafWriter(rules: unknown, path: Path, scope: RequestScope): Writer {
  const json = rules as Json; // YAML gives JSON
  if (typeof json === 'string') {
    const isTemplate = json.includes('${') || foreignIn(json, scope).length > 0;
    const constant = isTemplate ? json : constantOf(json, path, scope);
    if (typeof constant !== 'string') return () => constant;
    const template = textTemplate(json, path, scope, { whole: scope.isPart === true ? undefined : json });
    return template ? (values) => fill(template, values) : () => undefined;
  }
  if (isObject(json) && isMapped(json)) return mappedWriter(json, path, scope, { single: true });
  if (isObject(json) && isLookedUp(json)) return lookedUpWriter(json, path, scope, leafWriter);
  if (isObject(json) && isGiven(json)) return givenWriter(json, path, scope, leafWriter);
  if (isObject(json) && isJoined(json)) return joinedWriter(json, path, scope, leafWriter);
  if (isObject(json) && isEach(json)) {
    if (json['join'] !== undefined) return eachWriter(json, path, scope);
    scope.report.add(
      path,
      'connection_invalid',
      'Only one value can stand here: say how to `join` the list.',
      {
        at: 'key',
      },
    );
    return () => undefined;
  }
  scope.report.add(path, 'connection_invalid', 'One value is needed: a text, or `{ from, values }`.');
  return () => undefined;
}

/** Compiles values by name. */
export const leafWriters = (
  rules: Readonly<Record<string, unknown>>,
  path: Path,
  scope: RequestScope,
): NamedWriters =>
  Object.entries(rules).map(([name, value]) => [
    named(name, path, scope),
    leafWriter(value, [...path, name], scope),
  ]);

function named(name: string, path: Path, { report }: RequestScope): string {
  if (name.includes('${')) {
    report.add([...path, name], 'connection_template_invalid', 'No value can stand in a name.', {
      at: 'key',
    });
  }
  return name;
}

/** Parses a text with single values as `${…}`, and notes its slots, with the `whole` value; undefined with an issue. */
export function textTemplate(
  text: string,
  path: Path,
  scope: RequestScope,
  { whole, isPath = false }: { whole?: string | undefined; isPath?: boolean } = {},
): Template | undefined {
  const template = scope.report.template(text, path, scope, { isPath });
  if (!template) return undefined;
  const slots = slotsOf(template);
  scope.used.push(...slots.map((slot) => (whole === undefined ? slot : { ...slot, whole })));
  for (const slot of slots.filter(({ shape }) => !isSingle(shape))) {
    const { message, hint } = noSingle(slot);
    scope.report.add(path, 'connection_template_invalid', message, { hint });
  }
  return template;
}

/** `{ each: inputs.order.lines, value: … }`: writes a value for each item; `join` makes them one text. */
function eachWriter(rules: JsonObject, path: Path, scope: RequestScope): Writer {
  const { report } = scope;
  report.unknownKeys(rules, ['each', 'value', 'join'], path);
  const slot = namedSlot(plainText(rules['each'] ?? ''), scope);
  if ('code' in slot) {
    report.add(
      [...path, 'each'],
      slot.code,
      slot.message,
      slot.hint === undefined ? {} : { hint: slot.hint },
    );
    return () => undefined;
  }
  if (slot.shape.kind !== 'list') {
    report.add([...path, 'each'], 'connection_template_invalid', `\`${slot.way.join('.')}\` is no list.`);
    return () => undefined;
  }
  scope.used.push(slot);
  const { join } = rules;
  const inner = { ...scope, item: slot.shape.element, ...(join === undefined ? {} : { isPart: true }) };
  const compile = join === undefined ? bodyWriter : leafWriter;
  const write = compile(rules['value'], [...path, 'value'], inner);
  return (values) => {
    const found = valueOf(slot, values);
    if (found === undefined || !isList(found)) return undefined;
    const items = found.map((item) => write({ ...values, item })).filter((item) => item !== undefined);
    return join === undefined ? items : items.map(plainText).join(plainText(join));
  };
}
