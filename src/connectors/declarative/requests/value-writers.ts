/** Values of a request: texts with `${…}`, maps that say how to write a value, lists and maps of values. */
import type { Json, JsonObject } from '../../../contracts/json.js';
import type { Path } from '../../../flows/yaml/document.js';
import { isList, isObject, plainText } from '../json-value.js';
import { isSingle } from '../mapping/field-shape.js';
import { noSingle } from '../not-a-single-value.js';
import { type CallValues, fill, foreignIn, namedSlot, slotsOf, type Template, valueOf } from '../template.js';
import { constantOf } from './constants.js';
import { mappedWriter } from './mapped-value.js';
import type { RequestScope, Writer } from './payload.js';
import { UnusableValue } from '../unusable-value.js';

// `{ lookup: { in, where, equals }, from }`: a value of the item of a chain's list that belongs to what the request is about.

/** Whether a map is one. */
const isLookedUp = (rules: JsonObject): boolean =>
  isObject(rules['lookup'] ?? null) && typeof rules['from'] === 'string';

/** Compiles it; a request for which no item is found is not sent. `compile` is for one value. */
function lookedUpWriter(
  rules: JsonObject,
  path: Path,
  scope: RequestScope,
  compile: (rules: unknown, path: Path, scope: RequestScope) => Writer,
): Writer {
  const { report } = scope;
  const nothing: Writer = () => undefined;
  report.unknownKeys(rules, ['lookup', 'from'], path);
  const lookup = isObject(rules['lookup'] ?? null) ? (rules['lookup'] as JsonObject) : {};
  const at = [...path, 'lookup'];
  report.unknownKeys(lookup, ['in', 'where', 'equals'], at);
  const [list, where, from] = [lookup['in'], lookup['where'], rules['from']].map((part) =>
    plainText(part ?? ''),
  ) as [string, string, string];
  const slot = namedSlot(list, scope);
  if ('code' in slot) {
    report.add([...at, 'in'], slot.code, slot.message, {});
    return nothing;
  }
  const element = slot.shape.kind === 'list' ? slot.shape.element : undefined;
  const fields = element?.kind === 'record' ? [...element.fields.keys()] : [];
  for (const name of [where, from].filter((name) => !fields.includes(name))) {
    const message = `\`${list}\` is not a list of records with \`${name}\`.`;
    report.add(at, 'connection_template_invalid', message, { at: 'key' });
  }
  scope.used.push(slot);
  const { equals = '' } = lookup;
  const words = (isList(equals) ? equals : [equals]).map((word) => compile(word, [...at, 'equals'], scope));
  return (values) => {
    const wanted = words.map((word) => word(values)).find((word) => word !== undefined);
    const items = valueOf(slot, values) ?? [];
    const found =
      wanted !== undefined &&
      isList(items) &&
      items.find((item) => isObject(item) && plainText(item[where] ?? '') === plainText(wanted));
    const value = found && isObject(found) ? found[from] : undefined;
    if (value === undefined) throw new UnusableValue('a lookup finds nothing');
    return value;
  };
}

// Values of a request of which parts may be absent: `{ join, with }` and `{ given, value }`.

/** Compiles the parts of a value. */
type Compile = (rules: unknown, path: Path, scope: RequestScope) => Writer;

/** Whether a map is `{ join: […], with }`, and nothing else. */
const isJoined = (rules: JsonObject): boolean =>
  isList(rules['join'] ?? null) && Object.keys(rules).every((key) => key === 'join' || key === 'with');

/** Those of several values that are there, one behind the other; absent if none is. */
function joinedWriter(rules: JsonObject, path: Path, scope: RequestScope, compile: Compile): Writer {
  const { join, with: between = '' } = rules;
  const parts = (isList(join ?? null) ? (join as readonly unknown[]) : []).map((part, index) =>
    compile(part, [...path, 'join', index], { ...scope, isPart: true }),
  );
  return (values) => {
    const raw = parts.map((write) => write(values)).filter((part) => part !== undefined);
    return raw.length === 0 ? undefined : raw.map(plainText).join(plainText(between));
  };
}

/** Whether a map is `{ given: inputs.fee, value }`, with `not` and `else` or without. */
const isGiven = (rules: JsonObject): boolean =>
  typeof rules['given'] === 'string' &&
  'value' in rules &&
  Object.keys(rules).every((key) => ['given', 'not', 'value', 'else'].includes(key));

/** A value for where what it names is there and not what `not` says; `else` is for where it is not, and nothing without. */
function givenWriter(rules: JsonObject, path: Path, scope: RequestScope, compile: Compile): Writer {
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
  const raw = members.map(([name, write]) => [name, write(values)] as const);
  return Object.fromEntries(raw.filter((entry): entry is readonly [string, Json] => entry[1] !== undefined));
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
    scope.report.add(path, 'connection_invalid', 'Only one value is allowed here: add `join` for the list.', {
      at: 'key',
    });
    return () => undefined;
  }
  scope.report.add(path, 'connection_invalid', 'Write one value: a text, or `{ from, values }`.');
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
    report.add([...path, name], 'connection_template_invalid', 'A name cannot contain a value.', {
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
    report.add([...path, 'each'], 'connection_template_invalid', `\`${slot.way.join('.')}\` is not a list.`);
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
