/** Which ways the runs of a flow take, by the steps of one of its versions: from the store alone. */
import type { FlowIr, StepIr } from '../contracts/ir.js';
import type { VersionRuns } from '../store/desk.js';
import type { Store } from '../store/store.js';

/** Runs of a flow, by the steps of a version. */
export interface FlowCounts {
  /** The version whose steps are meant. */
  hash: string;
  /** Runs that have ended, of versions with the same steps. */
  ended: number;
  /** Runs that have ended, of versions with other steps. */
  others: number;
  results: VersionRuns['results'];
  /** Without a code: ended from outside. */
  failures: { code?: string; runs: number }[];
  /** Runs that took a step, in the flow's order, and by how it last ended in them. */
  steps: { step: string; runs: number; outcomes: { outcome: string; runs: number }[] }[];
  open: number;
  waits: VersionRuns['waits'];
}

type CountStore = Pick<Store, 'flowRuns' | 'flowVersions'>;

/** Counts runs of `days` (7); undefined if the flow, or its version of the hash, does not exist. */
export async function countFlowRuns(
  { flowRuns, flowVersions }: CountStore,
  merchant: string,
  flow: string,
  { days = 7, hash }: { days?: number; hash?: string } = {},
): Promise<FlowCounts | undefined> {
  const versionOf = async (wanted: string): Promise<FlowIr | undefined> => {
    const ir = await flowVersions.get(merchant, wanted);
    return ir?.flow === flow ? ir : undefined;
  };
  const current = hash === undefined ? await flowVersions.current(merchant, flow) : undefined;
  const [shown, ir] = hash === undefined ? [current?.hash, current?.ir] : [hash, await versionOf(hash)];
  if (shown === undefined || ir === undefined) return undefined;
  const all = await flowRuns.of(merchant, flow, days);
  const same: VersionRuns[] = [];
  for (const version of all) {
    const other = version.hash === shown ? ir : await versionOf(version.hash);
    if (other !== undefined && shapeOf(other) === shapeOf(ir)) same.push(version);
  }
  return {
    hash: shown,
    ended: sum(same.map(endedOf)),
    others: sum(all.filter((version) => !same.includes(version)).map(endedOf)),
    results: merged(same.flatMap(({ results }) => results)),
    failures: merged(same.flatMap(({ failures }) => failures)).map(({ code, runs }) =>
      code === '' ? { runs } : { code, runs },
    ),
    steps: stepsOf(ir, merged(same.flatMap(({ steps }) => steps))),
    open: sum(same.map(({ open }) => open)),
    waits: merged(same.flatMap(({ waits }) => waits)),
  };
}

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);

const endedOf = ({ results, failures }: VersionRuns): number =>
  sum([...results, ...failures].map(({ runs }) => runs));

/** Rows that differ in their runs only, as one; the most frequent first. */
function merged<Row extends { runs: number }>(rows: readonly Row[]): Row[] {
  const byName = new Map<string, Row>();
  for (const row of rows) {
    const name = JSON.stringify({ ...row, runs: 0 });
    byName.set(name, { ...row, runs: row.runs + (byName.get(name)?.runs ?? 0) });
  }
  return [...byName.values()].sort((a, b) => b.runs - a.runs);
}

function stepsOf(ir: FlowIr, rows: VersionRuns['steps']): FlowCounts['steps'] {
  return [...everyStep(ir.steps)].flatMap(({ id }) => {
    const own = rows.filter(({ step }) => step === id);
    const outcomes = own.flatMap(({ outcome, runs }) => (outcome === '' ? [] : [{ outcome, runs }]));
    return own.length === 0 ? [] : [{ step: id, runs: sum(own.map(({ runs }) => runs)), outcomes }];
  });
}

/** Every step in reading order, wherever it stands in the version: no kind of step is known here. */
function* everyStep(part: unknown): Generator<StepIr> {
  if (typeof part !== 'object' || part === null) return;
  if ('id' in part && 'kind' in part && 'line' in part) yield part as StepIr;
  for (const below of Object.values(part)) yield* everyStep(below);
}

/** What two versions share whose steps mean the same: ids are numbered where the author gives none. */
const shapeOf = ({ steps }: FlowIr): string => JSON.stringify([...everyStep(steps)].map(ofShape));

const ofShape = (step: StepIr): string[] => [
  ...[step.id, step.kind],
  ...(step.kind === 'call' ? [step.operation] : []),
  ...(step.kind === 'subflow' ? [step.flow] : []),
];
