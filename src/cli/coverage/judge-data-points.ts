/** Which data points a merchant's systems provide: found in an answer, mapped but missing there, or not mapped. */
import type { Json } from '../../contracts/json.js';
import { dataPoints } from './data-points.js';
import type { RecordShown } from './record-kinds.js';

/** The status of a data point. */
type PointStatus = 'found' | 'missing' | 'not_mapped';

/** A data point, its status, and in how many of the records it was found. */
export interface JudgedPoint {
  /** The kind of record that it belongs to. */
  subject: string;
  point: string;
  status: PointStatus;
  found: number;
  of: number;
}

/** Judges every data point by the records read and the names mapped. */
export function judge(
  { record: subject, schema }: RecordShown,
  records: readonly Json[],
  mapped: ReadonlySet<string>,
): JudgedPoint[] {
  return dataPoints(schema).map((point) => {
    const found = records.filter((record) => isIn(record, point.split('.'))).length;
    const status = found > 0 ? 'found' : isMapped(point, mapped) ? 'missing' : 'not_mapped';
    return { subject, point, status, found, of: records.length };
  });
}

/** `custom` stands for all own fields. */
const isMapped = (point: string, mapped: ReadonlySet<string>): boolean =>
  mapped.has(point) || (point === 'custom' && [...mapped].some((name) => /^custom(\.|$)/.test(name)));

/** Whether a value exists at a path; in a list, one item suffices. */
function isIn(value: Json | undefined, way: readonly string[]): boolean {
  if (value === undefined || value === null) return false;
  if (Array.isArray(value)) return value.some((item: Json) => isIn(item, way));
  const [name, ...rest] = way;
  if (name === undefined) return true;
  return typeof value === 'object' && isIn((value as Readonly<Record<string, Json>>)[name], rest);
}
