/** `{ from, values, as, … }` and `{ value, as }`: inputs in the system's own words, and typed constants. */
import type { Json, JsonObject } from '../../../contracts/json.js';
import type { Path } from '../../../flows/yaml/document.js';
import { isList, isObject, plainText } from '../json-value.js';
import { noSingle } from '../not-a-single-value.js';
import type { Report } from '../report-issues.js';
import { swappedRequestTable } from '../swapped-table.js';
import { isSingle, type Shape } from '../mapping/field-shape.js';
import { textSteps } from '../mapping/text-steps.js';
import { type CallValues, namedSlot, type Slot, valueOf } from '../template.js';
import { type Cast, compileCast } from './casts.js';
import { constantOf } from './constants.js';
import { type RequestScope } from './payload.js';
import { UnusableValue } from '../unusable-value.js';

const KEYS = ['from', 'pattern', 'values', 'as', 'format', 'zone', 'plus', 'default', 'join'];

/** Compiles such a map; `single` where no list or map is allowed. */
export function mappedWriter(
  rules: JsonObject,
  path: Path,
  scope: RequestScope,
  { single }: { single: boolean },
): (values: CallValues) => Json | undefined {
  const nothing = (): undefined => undefined;
  if (!('from' in rules)) return constantWriter(rules, path, scope.report);
  const { report } = scope;
  report.unknownKeys(rules, KEYS, path);
  const slot = namedSlot(plainText(rules['from'] ?? ''), scope);
  if ('code' in slot) {
    report.add(
      [...path, 'from'],
      slot.code,
      slot.message,
      slot.hint === undefined ? {} : { hint: slot.hint },
    );
    return nothing;
  }
  scope.used.push(isWhole(rules, scope) ? { ...slot, whole: writtenAs(rules) } : slot);
  const element = slot.shape.kind === 'list' ? slot.shape.element : slot.shape;
  const words = wordsOf(rules, element, path, scope);
  const cast = compileCast(rules, element, path, scope);
  const absent = constantAt(rules['default'], [...path, 'default'], scope);
  const join = joinOf(rules, slot, path, report);
  if (single && !isWritten(rules, slot)) {
    const { message, hint } = noSingle(slot);
    report.add([...path, 'from'], 'connection_template_invalid', message, { hint });
  }
  const { pattern } = rules;
  const part = pattern === undefined ? undefined : textSteps({ pattern }, { path, name: 'from' }, report);
  const one = (value: Json): Json | undefined => {
    const text = part ? part(plainText(value)) : value;
    const word = words && text !== undefined ? words(text) : text;
    return word === undefined ? undefined : cast(word);
  };
  return (values) => {
    const found = valueOf(slot, values);
    if (found === undefined) return absent;
    if (!isList(found)) {
      const raw = one(found);
      return raw === undefined ? absent : raw;
    }
    const items = found.map(one).filter((item) => item !== undefined);
    return join === undefined ? items : items.map(plainText).join(join);
  };
}

/** Whether a key stands there as a value of its own. */
const isWhole = (rules: JsonObject, { isPart }: RequestScope): boolean =>
  isPart !== true && Object.keys(rules).every((key) => key === 'from' || key === 'as');

/** A template that writes the same; another form has none. */
const writtenAs = ({ from = '', as: form = 'text' }: JsonObject): string =>
  form === 'text' ? `\${${plainText(from)}}` : `{ from: ${plainText(from)}, as: ${plainText(form)} }`;

const constantAt = (value: Json | undefined, path: Path, scope: RequestScope): Json | undefined =>
  typeof value === 'string' ? constantOf(value, path, scope) : value;

/** Whether the value is written as a single text or number. */
function isWritten(rules: JsonObject, { shape }: Slot): boolean {
  if (shape.kind === 'list') return rules['join'] !== undefined;
  return isSingle(shape) || (shape.kind === 'money' && rules['as'] !== undefined);
}

function constantWriter(rules: JsonObject, path: Path, report: Report): () => Json | undefined {
  report.unknownKeys(rules, ['value', 'as'], path);
  const value = rules['value'] ?? null;
  const cast: Cast = compileCast(rules, undefined, path, { report });
  try {
    const constant = cast(value);
    return () => constant;
  } catch (error) {
    if (!(error instanceof UnusableValue)) throw error;
    const message = `\`${plainText(value)}\` is not a ${plainText(rules['as'] ?? '')}.`;
    report.add([...path, 'value'], 'connection_invalid', message);
    return () => undefined;
  }
}

function joinOf(rules: JsonObject, { shape }: Slot, path: Path, report: Report): string | undefined {
  const { join } = rules;
  if (join === undefined) return undefined;
  const joinable = shape.kind === 'list' && (isSingle(shape.element) || rules['as'] !== undefined);
  if (typeof join === 'string' && joinable) return join;
  report.add(
    [...path, 'join'],
    'connection_invalid',
    '`join` must be the separator between the values of a list.',
  );
  return undefined;
}

/** The system's word for each value of an input; every value of an enum must have one. */
function wordsOf(
  rules: JsonObject,
  shape: Shape,
  path: Path,
  scope: RequestScope,
): ((value: Json) => Json | undefined) | undefined {
  const { report } = scope;
  const { values } = rules;
  if (values === undefined) return undefined;
  if (!isObject(values)) {
    const message = '`values` must map our values to those of the system.';
    report.add([...path, 'values'], 'connection_invalid', message);
    return undefined;
  }
  const known = shape.kind === 'enum' ? shape.values : [];
  const swapped = known.length === 0 ? undefined : swappedRequestTable(values, known);
  if (swapped !== undefined) {
    const { message, hint } = swapped;
    report.add([...path, 'values'], 'connection_value_unknown', message, { at: 'key', hint });
    return undefined;
  }
  for (const value of known.filter((value) => !Object.hasOwn(values, value) && !('*' in values))) {
    const message = `\`${value}\` is not mapped to a value of the system.`;
    report.add([...path, 'values'], 'connection_value_missing', message, { at: 'key' });
  }
  for (const value of Object.keys(values)) {
    if (shape.kind !== 'enum' || value === '*' || known.includes(value)) continue;
    const message = `This input has no value \`${value}\`.`;
    report.add([...path, 'values', value], 'connection_value_unknown', message, { at: 'key' });
  }
  const words = new Map(
    Object.entries(values).map(([value, word]) => [
      value,
      constantAt(word, [...path, 'values', value], scope),
    ]),
  );
  return (value) => words.get(words.has(plainText(value)) ? plainText(value) : '*');
}
