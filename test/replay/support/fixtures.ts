/** Histories that releases have recorded (`npm run tool -- record`), and the code that must replay them. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type BundleOptions, bundleWorkflowCode, Runtime, Worker } from '@temporalio/worker';
import { preparedBundle } from '../../../demo/prepared.js';
import { type HistoryEvent as RecordedEvent, summaryOf } from '../../../tools/docs/history-rows.js';
import { workflowSource } from '../../../src/platform/temporal/workflow-source.js';

/** An event of a history as it stands in a file, with its number. */
export type HistoryEvent = RecordedEvent & { eventId: string };

/** A recorded history. */
export interface Fixture {
  /** `<release>/<flow>.<case>`. */
  name: string;
  events: readonly HistoryEvent[];
}

const folder = fileURLToPath(new URL('../../histories/', import.meta.url));
const { workflowsPath, webpackConfigHook } = workflowSource(
  fileURLToPath(new URL('../../../', import.meta.url)),
);

/** All that were recorded, of every release. */
export function fixtures(): Fixture[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.json'),
  );
  return files.sort().map((file) => {
    const { events } = JSON.parse(readFileSync(`${folder}${file}`, 'utf8')) as { events: HistoryEvent[] };
    return { name: file.slice(0, -'.json'.length), events };
  });
}

/** The flows that run in a workflow, inlined ones too: each is loaded by an activity whose summary names it. */
export const flowsIn = (events: readonly HistoryEvent[]): ReadonlySet<string> =>
  new Set(events.flatMap((event) => /^Load the flow ([a-z0-9-]+)$/u.exec(summaryOf(event))?.[1] ?? []));

/** The present workflow code, bundled anew where options are given. */
export async function bundle(options?: Partial<BundleOptions>): Promise<{ code: string }> {
  const ready = options === undefined ? preparedBundle() : undefined;
  return ready ?? bundleWorkflowCode({ workflowsPath, webpackConfigHook, logger: silent, ...options });
}

/** Replays histories on a bundle; answers, by name, why one could not be replayed, or undefined. */
export async function replay(
  workflowBundle: { code: string },
  histories: readonly Fixture[],
): Promise<Map<string, Error | undefined>> {
  quietCore();
  const results = new Map<string, Error | undefined>();
  const each = histories.map(({ name, events }) => ({
    workflowId: workflowIdOf(events, name),
    history: { events },
  }));
  const replayed = Worker.runReplayHistories({ workflowBundle }, each);
  let index = 0;
  for await (const { error } of replayed) {
    results.set(histories[index]?.name ?? '', error);
    index += 1;
  }
  return results;
}

function workflowIdOf(events: readonly HistoryEvent[], name: string): string {
  const started = events[0]?.['workflowExecutionStartedEventAttributes'] as
    { workflowId?: string } | undefined;
  return started?.workflowId ?? name;
}

const nothing = (): void => undefined;
const silent = { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };

let isQuiet = false;

/** The core would write each error to the terminal, but errors are the tests' to tell; before anything else of Temporal. */
export function quietCore(): void {
  if (!isQuiet)
    Runtime.install({ logger: silent, telemetryOptions: { logging: { filter: 'OFF', forward: {} } } });
  isQuiet = true;
}
