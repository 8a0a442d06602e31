/** What shows that a kind of step is supported all the way: one look at everything, asked kind by kind. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkConnection } from '../../src/connectors/build-connection.js';
import { percent } from '../../src/simulator/coverage.js';
import { playTest } from '../../src/simulator/play.js';
import { type Player, runFlowTests, type TestRun } from '../../src/simulator/run-tests.js';
import { stepsIn } from '../../src/workflows/interpreter/steps-in.js';
import { isMap } from '../../src/flows/enclosing-steps.js';
import { kindsOf } from '../../src/flows/scan-steps.js';
import type { FlowIr } from '../../src/contracts/ir.js';
import type { Json, JsonObject } from '../../src/contracts/json.js';
import { readDocument } from '../../src/flows/yaml/document.js';
import { valueAt } from '../../src/flows/yaml/zod-issues.js';
import { compile, filesOf, shipped } from '../flows/support/demo.js';

/** Folders of flows that have tests beside them. */
const folders = ['flows', 'docs/authoring/cookbook'];

/** Tests in which all kinds stand: the rest of the shipped flows is played in `test/simulator`. */
const playedPaths = [
  'docs/authoring/cookbook',
  'flows/customer-service.test.yaml',
  'flows/find-order.test.yaml',
];

/** Tests that were played: the flows by name, and what came out. */
export interface PlayedTests {
  flows: ReadonlyMap<string, FlowIr>;
  run: TestRun;
}

/** Plays the tests at some paths, or those in which all kinds stand. */
export async function playedTests(
  paths: readonly string[] = playedPaths,
  player?: Player,
): Promise<PlayedTests> {
  const flows = new Map<string, FlowIr>();
  const run = await runFlowTests(paths, {
    folders: { merchants: 'merchants', flows: 'flows' },
    buildConnection: checkConnection,
    player: (test, watch) => {
      flows.set(test.flow.flow, test.flow);
      return player === undefined ? playTest(test, watch) : player(test, watch);
    },
  });
  return { flows, run };
}

/** Kinds of the steps of the flows whose tests all pass; with `whole` only of those that take every way. */
export function kindsTested({ flows, run }: PlayedTests, whole: boolean): Set<string> {
  const passing = run.files.filter(
    ({ issues, tests }) => issues.length === 0 && tests.every(({ differences }) => differences.length === 0),
  );
  const taken = new Set(
    run.coverage.filter(({ points }) => !whole || percent(points) === 100).map(({ flow }) => flow),
  );
  return new Set(
    passing.flatMap(({ flow = '' }) =>
      taken.has(flow) ? [...stepsIn(flows.get(flow)?.steps ?? [])].map(({ kind }) => kind) : [],
    ),
  );
}

/** Steps as authors have written them, by kind. */
export function writtenSteps(): ReadonlyMap<string, readonly JsonObject[]> {
  const steps = new Map<string, JsonObject[]>();
  for (const folder of folders) {
    for (const { file, text } of filesOf(folder)) {
      const { document } = readDocument(file, text);
      if (document !== undefined) collect(document.value, steps);
    }
  }
  return steps;
}

function collect(value: Json, steps: Map<string, JsonObject[]>): void {
  if (isMap(value)) {
    for (const kind of kindsOf(value)) steps.set(kind, [...(steps.get(kind) ?? []), value]);
    for (const inner of Object.values(value)) collect(inner, steps);
  } else if (Array.isArray(value)) for (const inner of value as readonly Json[]) collect(inner, steps);
}

/** Codes that are told of broken steps, by kind: an issue counts for the innermost step that it stands in. */
export function codesOfBroken(): ReadonlyMap<string, ReadonlySet<string>> {
  const codes = new Map<string, Set<string>>();
  for (const source of filesOf('test/flows/broken')) {
    const { document } = readDocument(source.file, source.text);
    if (document === undefined) continue;
    for (const { code, file, path } of compile([source, ...shipped]).issues) {
      const kind = file === source.file ? kindAt(document.value, path) : undefined;
      if (kind !== undefined) codes.set(kind, (codes.get(kind) ?? new Set()).add(code));
    }
  }
  return codes;
}

/** `steps[2].cases.found[0].say` → the kind of the innermost step on the way. */
function kindAt(document: Json, path: string): string | undefined {
  const parts = [...path.matchAll(/[^.[\]]+/g)].map(([part]) => (/^\d+$/.test(part) ? Number(part) : part));
  for (let length = parts.length; length > 0; length -= 1) {
    const value = valueAt(document, parts.slice(0, length));
    const [kind] = isMap(value) ? kindsOf(value) : [];
    if (kind !== undefined) return kind;
  }
  return undefined;
}

/** Files of tests that together hold every kind: each time the one with the most that are still missing. */
export function filesForAllKinds({ flows }: PlayedTests): string[] {
  const missing = new Set([...flows.values()].flatMap((flow) => kindsIn(flow)));
  const files: string[] = [];
  while (missing.size > 0) {
    const most = [...flows.values()].sort((a, b) => gain(b, missing) - gain(a, missing))[0];
    if (most === undefined || gain(most, missing) === 0) break;
    for (const kind of kindsIn(most)) missing.delete(kind);
    files.push(fileOf(most.flow));
  }
  return files;
}

const kindsIn = (flow: FlowIr): string[] => [...stepsIn(flow.steps)].map(({ kind }) => kind);
const gain = (flow: FlowIr, missing: ReadonlySet<string>): number =>
  new Set(kindsIn(flow).filter((kind) => missing.has(kind))).size;

function fileOf(flow: string): string {
  const name = `${flow}.test.yaml`;
  const folder = folders.find((each) => readdirSync(each).includes(name)) ?? '';
  return join(folder, name);
}

/** The pages that describe steps. */
export const pages = (): string =>
  ['docs/authoring/flow-language.md', 'docs/reference/steps.md']
    .map((page) => readFileSync(page, 'utf8'))
    .join('\n');
