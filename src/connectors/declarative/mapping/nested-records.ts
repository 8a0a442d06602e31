/** Records elsewhere in the response: `{ at, fields }` or `{ lookup, fields }`. */
import type { Json, JsonObject } from '../../../contracts/json.js';
import { lookUpReader } from './look-ups.js';
import { type FieldPlace, type FieldReader, type FieldScope, type Reader, wayOf } from './readers.js';
import { WrongShape } from './values.js';

/** A reader for the record at `at`, or found by `lookup`; `inside` reads its fields. */
export function nestedRecord(
  rules: JsonObject,
  inside: FieldReader | undefined,
  place: FieldPlace,
  scope: FieldScope,
): FieldReader | undefined {
  scope.report.unknownKeys(rules, ['at', 'lookup', 'fields'], place.path);
  const find =
    rules['lookup'] === undefined
      ? nodeReader(rules['at'], { ...place, path: [...place.path, 'at'] }, scope)
      : lookUpReader(rules['lookup'], { ...place, path: [...place.path, 'lookup'] }, scope);
  if (!inside || !find) return undefined;
  const { read, cooperative } = inside;
  if (read)
    return {
      read: (node, around) => {
        const found = find(node, around) ?? undefined;
        return found === undefined ? undefined : read(found, around);
      },
    };
  return {
    *cooperative(node, around) {
      const found = find(node, around) ?? undefined;
      return found === undefined ? undefined : yield* cooperative(found, around);
    },
  };
}

function nodeReader(path: Json | undefined, place: FieldPlace, { report }: FieldScope): Reader | undefined {
  const way = wayOf(path, path === undefined ? place.path.slice(0, -1) : place.path, report);
  if (!way) return undefined;
  return (node, around) => {
    const found = way.select(node, around);
    if (found.length > 1) throw new WrongShape(place.name, 'the path leads to several values');
    return found[0];
  };
}
