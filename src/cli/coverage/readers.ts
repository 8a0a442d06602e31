/** Which flows read a data point, by the expressions of their IR. */
import type { FlowIr } from '../../contracts/ir.js';
import type { Json } from '../../contracts/json.js';
import type { Subject } from './data-points.js';

/** Names of flows that name every part of a data point; for parcels, only flows that track one. */
export function flowsThatRead(
  { subject, point }: { subject: Subject; point: string },
  flows: ReadonlyMap<string, { ir: FlowIr }>,
): string[] {
  const names = point.split('.');
  return [...flows]
    .filter(([, { ir }]) => subject === 'order' || calls(ir as unknown as Json, 'shipments.track')) // plain JSON
    .filter(([, { ir }]) => names.every((name) => readNames(ir).has(name)))
    .map(([flow]) => flow);
}

const calls = (value: Json, operation: string): boolean =>
  value !== null &&
  typeof value === 'object' &&
  (('operation' in value && value.operation === operation) ||
    Object.values(value).some((item) => calls(item, operation)));

const known = new WeakMap<FlowIr, ReadonlySet<string>>();

function readNames(ir: FlowIr): ReadonlySet<string> {
  const names = known.get(ir) ?? new Set(namesIn(ir as unknown as Json)); // an IR is plain JSON
  known.set(ir, names);
  return names;
}

/** Fields that are read anywhere: of a step's id, an input, or a loop's item. */
function* namesIn(value: Json): Generator<string> {
  if (value === null || typeof value !== 'object') return;
  if (!Array.isArray(value)) {
    const { k, path } = value as Readonly<Record<string, Json>>;
    if ((k === 'read' || k === 'has') && Array.isArray(path)) yield* path.slice(1).map(String);
    if ((k === 'read' || k === 'has') && Array.isArray(path) && path.length === 1) yield String(path[0]);
  }
  for (const item of Object.values(value)) yield* namesIn(item as Json);
}
