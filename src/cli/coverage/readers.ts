/** Which flows read a data point, by the expressions of their IR. */
import { callsIn } from '../../interpreter/steps-in.js';
import type { FlowIr } from '../../contracts/ir.js';
import type { Json } from '../../contracts/json.js';
import type { RecordShown } from './records.js';

/**
 * Names of flows that name every part of a data point; for a record that hangs from another, only flows that call an
 * operation which shows it.
 */
export function flowsThatRead(
  { shownBy }: RecordShown,
  point: string,
  flows: ReadonlyMap<string, { ir: FlowIr }>,
): string[] {
  const names = point.split('.');
  const hangs = shownBy.every(({ coverage }) => 'record' in coverage.by);
  const isCalled = (ir: FlowIr): boolean =>
    [...callsIn(ir.steps).values()].some(({ operation }) => shownBy.some(({ name }) => name === operation));
  return [...flows]
    .filter(([, { ir }]) => !hangs || isCalled(ir))
    .filter(([, { ir }]) => names.every((name) => readNames(ir).has(name)))
    .map(([flow]) => flow);
}

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
