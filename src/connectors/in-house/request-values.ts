/** Values of a request: texts with `${…}`, an input in the system's own words, and constants with a type. */
import type { Json, JsonObject } from '../../json.js';
import type { Path } from '../../yaml/document.js';
import { decimalOf } from './mapping/amounts.js';
import { isList, isObject, plainText } from './json-value.js';
import type { Report } from './report.js';
import type { Shape } from './mapping/shape.js';
import {
  type CallValues,
  fill,
  inputSlot,
  type Slot,
  slotsOf,
  type TemplateScope,
  valueOf,
} from './template.js';

/** What compiling a request needs; `used` collects the slots, so that an absent search is noticed. */
export interface RequestScope extends TemplateScope {
  report: Report;
  used: Slot[];
}

/** Gives a request's value for a call; undefined leaves its parameter out. */
export type Writer = (values: CallValues) => Json | undefined;

const CASTS = ['text', 'number', 'bool', 'decimal'] as const;
type Cast = (typeof CASTS)[number];

/** Compiles any value of a body: texts, lists, maps, and `{ from | value, values?, as? }`. */
export function bodyWriter(rules: unknown, path: Path, scope: RequestScope): Writer {
  // YAML gives JSON.
  const json = rules as Json;
  if (isList(json)) {
    const items = json.map((item, index) => bodyWriter(item, [...path, index], scope));
    return (values) => items.map((write) => write(values)).filter((item) => item !== undefined);
  }
  if (!isObject(json) || isLeaf(json)) return leafWriter(json, path, scope);
  const members = Object.entries(json).map(
    ([name, value]) => [name, bodyWriter(value, [...path, name], scope)] as const,
  );
  return (values) => presentMembers(members, values);
}

function presentMembers(members: readonly (readonly [string, Writer])[], values: CallValues): JsonObject {
  const written = members.map(([name, write]) => [name, write(values)] as const);
  return Object.fromEntries(
    written.filter((entry): entry is readonly [string, Json] => entry[1] !== undefined),
  );
}

/** `from` names an input and `value` a constant; a system's own field of that name can be written in a body of texts. */
const isLeaf = (rules: JsonObject): boolean =>
  (typeof rules['from'] === 'string' && rules['from'].startsWith('inputs.')) ||
  ('value' in rules && 'as' in rules);

/** Compiles one value, as query parameters, headers and forms have them. */
export function leafWriter(rules: unknown, path: Path, scope: RequestScope): Writer {
  const json = rules as Json; // YAML gives JSON
  if (typeof json === 'string') return textWriter(json, path, scope);
  if (isObject(json) && isLeaf(json)) return mappedWriter(json, path, scope);
  scope.report.add(path, 'connection_invalid', 'One value is needed: a text, or `{ from, values }`.');
  return () => undefined;
}

function textWriter(text: string, path: Path, scope: RequestScope): Writer {
  const template = scope.report.template(text, path, scope);
  if (!template) return () => undefined;
  const slots = slotsOf(template);
  scope.used.push(...slots);
  for (const { shape, way } of slots) {
    if (isSingle(shape)) continue;
    const message = `\`${way.join('.')}\` is no single value; name one of its fields.`;
    scope.report.add(path, 'connection_template_invalid', message);
  }
  return (values) => fill(template, values);
}

const isSingle = ({ kind }: Shape): boolean => ['text', 'number', 'bool', 'enum', 'moment'].includes(kind);

function mappedWriter(rules: JsonObject, path: Path, scope: RequestScope): Writer {
  const { report } = scope;
  report.unknownKeys(rules, ['from', 'value', 'values', 'as'], path);
  const as = CASTS.find((cast) => cast === rules['as']);
  if (rules['as'] !== undefined && !as) {
    report.add([...path, 'as'], 'connection_invalid', `\`as\` is one of ${CASTS.join(', ')}.`);
  }
  const { value } = rules;
  if (value !== undefined) return () => cast(value, as);
  const slot = inputSlot(plainText(rules['from'] ?? ''), scope.inputs);
  if ('code' in slot) {
    report.add(
      [...path, 'from'],
      slot.code,
      slot.message,
      slot.hint === undefined ? {} : { hint: slot.hint },
    );
    return () => undefined;
  }
  scope.used.push(slot);
  const words = wordsOf(rules, slot, path, report);
  return (values) => {
    const found = valueOf(slot, values);
    return found === undefined ? undefined : cast(words ? words(found) : found, as);
  };
}

/** The system's word for each value of an input; every value of an enum has one. */
function wordsOf(
  rules: JsonObject,
  { shape }: Slot,
  path: Path,
  report: Report,
): ((value: Json) => Json | undefined) | undefined {
  const { values } = rules;
  if (values === undefined) return undefined;
  if (!isObject(values)) {
    report.add(
      [...path, 'values'],
      'connection_invalid',
      '`values` is a map from our values to the words of the system.',
    );
    return undefined;
  }
  const known = shape.kind === 'enum' ? shape.values : [];
  for (const value of known.filter((value) => !Object.hasOwn(values, value) && !('*' in values))) {
    report.add([...path, 'values'], 'connection_value_missing', `There is no word for \`${value}\`.`, {
      at: 'key',
    });
  }
  for (const value of Object.keys(values).filter(
    (value) => shape.kind === 'enum' && value !== '*' && !known.includes(value),
  )) {
    report.add(
      [...path, 'values', value],
      'connection_value_unknown',
      `\`${value}\` is no value of this input.`,
      { at: 'key' },
    );
  }
  return (value) => (Object.hasOwn(values, plainText(value)) ? values[plainText(value)] : values['*']);
}

function cast(value: Json | undefined, as: Cast | undefined): Json | undefined {
  if (value === undefined || as === undefined) return value;
  if (as === 'decimal') return isMoney(value) ? decimalOf(value.minor, value.currency) : undefined;
  if (as === 'bool') return value === 'true' || value === true;
  return as === 'number' ? Number(value) : plainText(value);
}

const isMoney = (value: Json): value is { minor: number; currency: string } =>
  isObject(value) && typeof value['minor'] === 'number' && typeof value['currency'] === 'string';
