/** Where a single value comes from: a path, the first of several, joined texts, rules, a look-up, or a constant. */
import { z } from 'zod';
import type { Json, JsonObject } from '../../../contracts/json.js';
import { isList, isObject } from '../json-value.js';
import { lookUpReader } from './look-ups.js';
import { type FieldPlace, type FieldScope, listOf, type Reader, wayOf } from './readers.js';
import { textSteps } from './text-steps.js';
import { textOf, WrongShape } from './scalar-values.js';
import { Condition } from '../condition-schema.js';
import { compileCondition } from '../conditions.js';

// A value by rules over several fields: that of the first rule whose condition holds.

/** The form of `rules`. */
const Rules = z
  .array(
    z.strictObject({
      when: Condition.describe('The condition that the record must meet.'),
      value: z.string().min(1).describe('The value of the field in that case.'),
    }),
  )
  .min(1);

/** Compiles `rules`; undefined with issues. */
function ruledReader(rules: Json, place: FieldPlace, { report }: FieldScope): Reader | undefined {
  const path = [...place.path, 'rules'];
  const parsed = report.parsed(Rules, rules, path);
  const compiled = parsed?.map(({ when, value }, index) => ({
    holds: compileCondition(when, [...path, index, 'when'], report),
    value,
  }));
  return (
    compiled &&
    ((node) => compiled.find(({ holds }) => holds({ status: 200, headers: {}, body: node }))?.value)
  );
}

/** Keys that find and trim a value, in every kind of field. */
export const SOURCE_KEYS = [
  'path',
  'value',
  'join',
  'with',
  'lookup',
  'rules',
  'trim',
  'pattern',
  'split',
  'case',
] as const;

/** Reads the system's value, reduced to the relevant part; absent when it is null or an empty text. */
export function sourceReader(
  rules: Json | undefined,
  place: FieldPlace,
  scope: FieldScope,
): Reader | undefined {
  if (!isObject(rules)) return pathReader(rules, place, scope);
  const read = found(rules, place, scope);
  const steps = textSteps(rules, place, scope.report);
  if (!read || !steps) return read;
  return (node, around) => {
    const value = read(node, around);
    return value === undefined ? undefined : steps(textOf(value, place.name));
  };
}

function found(rules: JsonObject, place: FieldPlace, scope: FieldScope): Reader | undefined {
  const { value } = rules;
  if (typeof value === 'string' && value.includes('${')) {
    const message = 'A field is read from the answer: `${…}` cannot be used here.';
    scope.report.add([...place.path, 'value'], 'connection_invalid', message);
    return undefined;
  }
  if (value !== undefined) return () => value;
  if (rules['join'] !== undefined) return joinReader(rules, place, scope);
  if (rules['rules'] !== undefined) return ruledReader(rules['rules'], place, scope);
  if (rules['path'] === undefined) {
    scope.report.add(place.path, 'connection_invalid', '`path` is missing.', { at: 'key' });
    return undefined;
  }
  const read = pathReader(rules['path'], { ...place, path: [...place.path, 'path'] }, scope);
  if (rules['lookup'] === undefined) return read;
  const at = { ...place, path: [...place.path, 'lookup'] };
  const candidate = lookUpReader(rules['lookup'], at, scope);
  if (!read || !candidate) return undefined;
  return (node, around) => {
    const record = candidate(node, around);
    return record === undefined ? undefined : read(record, around);
  };
}

/** Reads the single value at a path, or at the first of several paths that has one. */
function pathReader(raw: Json | undefined, place: FieldPlace, scope: FieldScope): Reader | undefined {
  const several = raw !== undefined && isList(raw);
  const readers = listOf(raw).map((path, index) =>
    onePath(path, several ? { ...place, path: [...place.path, index] } : place, scope),
  );
  const right = readers.filter((reader) => reader !== undefined);
  const [only] = right;
  if (only === undefined || right.length < readers.length) return undefined;
  if (right.length === 1) return only;
  return (node, around) => {
    for (const read of right) {
      const value = read(node, around);
      if (value !== undefined) return value;
    }
    return undefined;
  };
}

function onePath(path: Json | undefined, place: FieldPlace, { report }: FieldScope): Reader | undefined {
  const way = wayOf(path, place.path, report);
  if (!way) return undefined;
  return (node, around) => {
    const values = way.select(node, around);
    if (values.length > 1) throw new WrongShape(place.name, 'the path matches several values');
    const [value] = values;
    // An empty text counts as missing.
    return value === undefined || value === null || value === '' ? undefined : value;
  };
}

/** Joins the texts that are present. */
function joinReader(rules: JsonObject, place: FieldPlace, scope: FieldScope): Reader | undefined {
  const { join, with: between = '' } = rules;
  if (typeof between !== 'string' || join === undefined || !isList(join) || join.length === 0) {
    const message = '`join` needs a list of paths, or of lists of alternatives; `with` is the separator.';
    scope.report.add([...place.path, 'join'], 'connection_invalid', message);
    return undefined;
  }
  const readers = join.map((path, index) =>
    pathReader(path, { ...place, path: [...place.path, 'join', index] }, scope),
  );
  return (node, around) => {
    const texts = readers.flatMap((read) => {
      const value = read?.(node, around);
      return value === undefined ? [] : [textOf(value, place.name)];
    });
    return texts.length === 0 ? undefined : texts.join(between);
  };
}
