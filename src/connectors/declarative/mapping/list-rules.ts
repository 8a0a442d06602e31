/** Selects and sorts items of a list: `where` by the system's values, the rest by business fields. */
import type { Json } from '../../../contracts/json.js';
import type { Path } from '../../../flows/yaml/document.js';
import { didYouMean } from '../../../flows/yaml/suggest.js';
import { compileCondition } from '../conditions.js';
import { isObject } from '../json-value.js';
import type { Report } from '../report-issues.js';
import { listForm, type ListRules, listRules } from './list-rules-schema.js';
import type { RecordShape, Shape } from './field-shape.js';

/** Whether to keep an item, by the system's values. */
export type Keep = (item: Json) => boolean;

/** Filters, sorts and limits items as business records. */
export type Arrange = (records: readonly Json[]) => readonly Json[];

/** The rules of a list in a record; undefined with issues. */
export function parsedListRules(rules: Json, path: Path, report: Report): ListRules | undefined {
  if (!isObject(rules)) return {};
  const own = Object.fromEntries(Object.entries(rules).filter(([key]) => key in listRules));
  return report.parsed(listForm, own, path);
}

/** Compiles `where`. */
export function keeperOf(rules: ListRules, path: Path, report: Report): Keep | undefined {
  const filters = (rules.where ?? []).map((rule, index, all) =>
    compileCondition(rule, [...path, 'where', ...(all.length > 1 ? [index] : [])], report),
  );
  if (filters.length === 0) return undefined;
  return (item) => filters.every((holds) => holds({ status: 200, headers: {}, body: item }));
}

/** Compiles `within`, `sort` and `limit`; `mapped` are the fields that the file maps. */
export function arrangerOf(
  { within = {}, sort, limit }: ListRules,
  element: RecordShape | undefined,
  mapped: Json | undefined,
  path: Path,
  report: Report,
): Arrange {
  for (const name of Object.keys(within))
    checkField(name, ['moment'], element, mapped, [...path, 'within', name], report, 'key');
  if (sort) {
    const kinds = sort.order.endsWith('first') ? ['moment', 'date'] : ['number', 'money', 'text'];
    checkField(sort.by, kinds, element, mapped, [...path, 'sort', 'by'], report, 'value');
  }
  const ages = Object.entries(within);
  const falling = sort?.order === 'newest_first' || sort?.order === 'descending';
  return (records) => {
    const now = Date.now();
    const young = ages.length === 0 ? records : records.filter((record) => isWithin(record, ages, now));
    const sorted = sort ? young.toSorted((a, b) => compared(a, b, sort.by, falling)) : young;
    return limit === undefined ? sorted : sorted.slice(0, limit);
  };
}

function checkField(
  name: string,
  kinds: readonly string[],
  element: RecordShape | undefined,
  mapped: Json | undefined,
  path: Path,
  report: Report,
  at: 'key' | 'value',
): void {
  const fields: ReadonlyMap<string, Shape> = element?.fields ?? new Map<string, Shape>();
  const field = fields.get(name);
  const right = [...fields].filter(([, { kind }]) => kinds.includes(kind)).map(([known]) => known);
  if (!field || !kinds.includes(field.kind)) {
    const message = `These items have no field \`${name}\` of type ${kinds.join(' or ')}.`;
    report.add(path, 'connection_field_unknown', message, { at, hint: didYouMean(name, right) });
  } else if (!isObject(mapped) || !(name in mapped)) {
    report.add(path, 'connection_field_missing', `\`${name}\` is not mapped, but the list needs it.`, { at });
  }
}

/** Whether a record is recent enough; one without the moment is not. */
function isWithin(record: Json, ages: readonly (readonly [string, number])[], now: number): boolean {
  return ages.every(([name, ms]) => {
    const moment = isObject(record) ? record[name] : undefined;
    return typeof moment === 'number' && moment >= now - ms;
  });
}

function compared(a: Json, b: Json, by: string, falling: boolean): number {
  const [left, right] = [sortValue(a, by), sortValue(b, by)];
  if (left === undefined || right === undefined)
    return Number(left === undefined) - Number(right === undefined);
  if (left === right) return 0;
  return left < right === falling ? 1 : -1;
}

function sortValue(record: Json, by: string): string | number | undefined {
  const value = isObject(record) ? record[by] : undefined;
  if (isObject(value)) return typeof value['minor'] === 'number' ? value['minor'] : undefined;
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}
