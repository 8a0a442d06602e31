/** Drops records that were not asked for, such as another customer's order that the system sent (DESIGN §8). */
import type { Json, JsonObject } from '../../../contracts/json.js';
import type { Operation } from '../../../commerce/operation.js';
import { orderSubject } from '../../../commerce/orders/subject.js';
import type { Path } from '../../../flows/yaml/document.js';
import { isList, isObject } from '../json-value.js';
import type { Report } from '../report-issues.js';
import { wayOf } from './readers.js';
import { WrongShape } from './scalar-values.js';

/** Whether a record is the one asked for; throws WrongShape where it does not identify itself. */
export type IsAskedFor = (record: Json, inputs: JsonObject) => boolean;

/** Whether a response is about the given record. */
export type IsAboutRecord = (body: Json, inputs: JsonObject) => boolean;

/** The record's field and the input that must be equal, by the operation's subject. */
const PAIRS = {
  number: { field: 'number', others: undefined, input: 'number' },
  list: { field: 'customerEmail', others: 'otherEmails', input: 'email' },
} as const;

/** The comparison for an operation; undefined when its response identifies nobody. */
export function identityOf({ subject }: Operation): { field: string; isAskedFor: IsAskedFor } | undefined {
  if (subject !== 'number' && subject !== 'list') return undefined;
  const { field, others, input } = PAIRS[subject];
  return {
    field,
    isAskedFor(record, inputs) {
      if (!isObject(record)) return false;
      // A record without its number is not another record: what cannot be compared must not become "not found".
      if ((record[field] ?? null) === null && (record['number'] ?? null) === null)
        throw new WrongShape('number', 'missing');
      const more = others === undefined ? undefined : record[others];
      return [record[field], ...(more !== undefined && isList(more) ? more : [])].some((found) =>
        sameWord(found, inputs[input]),
      );
    },
  };
}

/** Fields by which a response can identify its record. */
const SAME_FIELDS = ['ref', 'number'] as const;

/** The rules of `same`: fields of the record, each with the path where the response repeats it. */
export type SameRules = Readonly<Partial<Record<(typeof SAME_FIELDS)[number], string | undefined>>>;

/** Compiles `same`: each named field must be returned as it was given, below `at` if the fields are read there. */
export function sameRecordOf(
  { same: rules, at: start }: { same?: SameRules | undefined; at?: string | undefined },
  { subject, about = orderSubject }: Operation,
  path: Path,
  report: Report,
): IsAboutRecord | undefined {
  if (rules === undefined) return undefined;
  const at = [...path, 'same'];
  const from = start === undefined ? undefined : wayOf(start, [...path, 'at'], report);
  if (subject !== 'record') {
    report.add(
      at,
      'connection_invalid',
      'Only an operation on a single record can say which record it is about.',
      { at: 'key' },
    );
  }
  const echoes = SAME_FIELDS.flatMap((field) => {
    const way = rules[field] === undefined ? undefined : wayOf(rules[field], [...at, field], report);
    return way ? [{ field, way }] : [];
  });
  return (body, { [about.input]: record }) =>
    echoes.every(({ field, way }) => {
      const around = { root: body, parent: body };
      const [node = null] = from ? from.select(body, around) : [body];
      const found = way.select(node, around);
      return found.length === 1 && isObject(record) && sameText(found[0], record[field]);
    });
}

/** Whether ids are equal: character by character, except that `7` equals `"7"`. */
function sameText(found: Json | undefined, given: Json | undefined): boolean {
  if (found === undefined || found === null || typeof found === 'object') return false;
  return given !== undefined && String(found).trim() === given;
}

function sameWord(found: Json | undefined, asked: Json | undefined): boolean {
  if (typeof found !== 'string' || typeof asked !== 'string') return false;
  return asked.trim() !== '' && found.trim().toLowerCase() === asked.trim().toLowerCase();
}
