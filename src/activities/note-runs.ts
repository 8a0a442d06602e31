/** Keeps the notes that runs leave: before their workflow task is done, so that a crash loses none, and without holding it up for long. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { InjectedSinks } from '@temporalio/worker';
import type { Log } from '../contracts/log.js';
import type { RunNote, RunSinks } from '../contracts/run-note.js';
import type { FlowRuns } from '../store/desk.js';

/** How long a workflow task waits for its notes to be kept; the task itself has 5 s. */
const HELD_UP_MS = 1_000;

/** After how long a note is tried again, ms; after the last, the maintenance finds out that its run is over. */
const AGAIN_MS = [500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 120_000] as const;

/** How many notes may wait for a store that is not there; further ones are dropped. */
const MOST_WAITING = 10_000;

interface NoteDependencies {
  store: { flowRuns: Pick<FlowRuns, 'note'> };
  log: Pick<Log, 'warn'>;
}

/** Makes the sinks of a worker; the notes of one run are kept in their order. */
export function noteRuns({ store: { flowRuns }, log }: NoteDependencies): InjectedSinks<RunSinks> {
  /** By run, when its last note so far is done with. */
  const last = new Map<string, Promise<void>>();
  let waiting = 0;
  const keep = async (note: RunNote): Promise<void> => {
    for (const againMs of [...AGAIN_MS, undefined]) {
      try {
        await flowRuns.note(note);
        return;
      } catch (error) {
        const { merchant, flow } = note;
        log.warn({ merchant, flow, err: error, againMs }, 'a run could not be counted yet');
        if (againMs !== undefined) await sleep(againMs, undefined, { ref: false });
      }
    }
  };
  const note = async (noted: RunNote): Promise<void> => {
    if (waiting >= MOST_WAITING) return;
    const run = JSON.stringify([noted.merchant, noted.run]);
    waiting += 1;
    const kept = (last.get(run) ?? Promise.resolve()).then(() => keep(noted));
    last.set(run, kept);
    await kept;
    waiting -= 1;
    if (last.get(run) === kept) last.delete(run);
  };
  return {
    runs: {
      note: {
        fn: (_workflow, noted) => Promise.race([note(noted), sleep(HELD_UP_MS, undefined, { ref: false })]),
        callDuringReplay: false,
      },
    },
  };
}

/** The sinks of a worker whose runs nobody counts. */
export const noNotes: InjectedSinks<RunSinks> = {
  runs: { note: { fn: () => undefined, callDuringReplay: false } },
};
