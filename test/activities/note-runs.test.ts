/** Notes of runs are kept in their order, once the store is there; a store that is not holds up no workflow. */
import type { WorkflowInfo } from '@temporalio/workflow';
import { expect, test } from 'vitest';
import { noteRuns } from '../../src/activities/note-runs.js';
import type { RunNote } from '../../src/contracts/run-note.js';

const info = {} as WorkflowInfo;

const noteOf = (run: string, at: number): RunNote => ({
  ...{ merchant: 'm', run, flow: 'f', hash: 'h', at, steps: [], waits: [] },
});

/** A store that fails so often, and tells what it has kept. */
function storeOf(failures: number) {
  const kept: [string, number][] = [];
  let left = failures;
  const note = async ({ run, at }: RunNote): Promise<void> => {
    await Promise.resolve();
    if ((left -= 1) >= 0) throw new Error('no store');
    kept.push([run, at]);
  };
  return { kept, flowRuns: { note } };
}

test('notes of a run are kept in the order in which they came, also after a failure', async () => {
  const store = storeOf(1);
  const logged: object[] = [];
  const log = { warn: (fields: object) => void logged.push(fields) };
  const sinks = noteRuns({ store, log });
  expect(sinks.runs.note.callDuringReplay).toBe(false);
  await Promise.all([1, 2, 3].map(async (at) => sinks.runs.note.fn(info, noteOf('r', at))));
  await sinks.runs.note.fn(info, noteOf('s', 1));
  await expect
    .poll(() => store.kept.filter(([run]) => run === 'r'))
    .toEqual([1, 2, 3].map((at) => ['r', at]));
  expect(store.kept).toContainEqual(['s', 1]);
  expect(logged).toMatchObject([{ merchant: 'm', flow: 'f' }]);
});

test('a store that does not answer does not hold up the run for good', async () => {
  const never = { flowRuns: { note: () => new Promise<void>(() => undefined) } };
  const sinks = noteRuns({ store: never, log: { warn: () => undefined } });
  await sinks.runs.note.fn(info, noteOf('r', 1));
});
