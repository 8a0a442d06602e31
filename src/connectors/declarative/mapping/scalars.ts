/** Compiles single-valued fields: `$.path`, or a map that says how to read the system's value. */
import type { Json, JsonObject } from '../../../contracts/json.js';
import { isObject } from '../json-value.js';
import { CONVERSION_KEYS, type Convert, conversionOf } from './conversions.js';
import { defaultOf } from './defaults.js';
import { moneyReader } from './money.js';
import type { FieldPlace, FieldScope, Reader } from './readers.js';
import type { Shape } from './shape.js';
import { SOURCE_KEYS, sourceReader } from './sources.js';
import { WrongShape } from './values.js';

/** Keys that say what an absent value means. */
const ABSENT_KEYS = ['default', 'required'] as const;

/** A reader for a field other than a list or record; undefined with an issue. */
export function scalarReader(
  rules: Json,
  shape: Shape,
  place: FieldPlace,
  scope: FieldScope,
): Reader | undefined {
  if (shape.kind === 'money') return absence(rules, moneyReader(rules, place, scope), shape, place, scope);
  const map: JsonObject = isObject(rules) ? rules : {};
  const known = [...SOURCE_KEYS, ...(CONVERSION_KEYS[shape.kind] ?? []), ...ABSENT_KEYS];
  scope.report.unknownKeys(map, known, place.path);
  const source = sourceReader(rules, place, scope);
  const convert = conversionOf(map, shape, place, scope);
  const read = source && convert && otherwise(converted(source, convert), map, shape, place, scope);
  return absence(rules, read, shape, place, scope);
}

const converted =
  (source: Reader, convert: Convert): Reader =>
  (node, around) => {
    const value = source(node, around);
    return value === undefined ? undefined : (convert(value) ?? undefined);
  };

/** Reads another source where the first has no word, or none that `values` has. */
function otherwise(
  read: Reader,
  rules: JsonObject,
  shape: Shape,
  place: FieldPlace,
  scope: FieldScope,
): Reader | undefined {
  const other = rules['otherwise'];
  if (other === undefined) return read;
  const path = [...place.path, 'otherwise'];
  if (isObject(rules['values']) && Object.hasOwn(rules['values'], '*')) {
    const message = '`*` leaves no word for `otherwise`: write one of them.';
    scope.report.add(path, 'connection_invalid', message, { at: 'key' });
  }
  const next = scalarReader(other, shape, { ...place, path }, scope);
  return next && ((node, around) => read(node, around) ?? next(node, around));
}

/** Replaces an absent value with a default, or throws WrongShape with the field's name. */
function absence(
  rules: Json,
  read: Reader | undefined,
  shape: Shape,
  place: FieldPlace,
  scope: FieldScope,
): Reader | undefined {
  if (!isObject(rules)) return read;
  const { required } = rules;
  if (required !== undefined && required !== 'true' && required !== 'false') {
    scope.report.add([...place.path, 'required'], 'connection_invalid', '`required` is `true` or `false`.');
  }
  const written = defaultOf(rules, shape, place, scope.report);
  if (!read) return undefined;
  if (written !== undefined) return (node, around) => read(node, around) ?? written;
  if (required !== 'true') return read;
  return (node, around) => {
    const value = read(node, around);
    if (value === undefined) throw new WrongShape(place.name, 'missing');
    return value;
  };
}
