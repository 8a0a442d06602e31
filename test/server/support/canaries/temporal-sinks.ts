/** What Temporal keeps of runs, as three sinks: payloads, attributes and memos, failures. */
import { WorkflowIdConflictPolicy } from '@temporalio/client';
import { searchAttributeKeys } from '../../../../src/platform/temporal/search-attribute-keys.js';
import { fresh } from '../../../store/support/subject.js';
import type { Observed, Seen, Sink } from './observed.js';

const attributes = /searchAttributes|memo/i;
const failures = /failure|reason|cause|stackTrace/i;

/** Workflows of all kinds, open and closed, each with its history and its description, without a codec. */
async function runsOf({ raw }: Observed): Promise<Seen[]> {
  const seen: Seen[] = [];
  for await (const { workflowId, runId, type } of raw.workflow.list()) {
    const handle = raw.workflow.getHandle(workflowId, runId);
    const history = await handle.fetchHistory();
    const { raw: description } = await handle.describe();
    seen.push(...textsIn({ history, description }, type));
  }
  return seen;
}

function* textsIn(value: unknown, place: string): Generator<Seen> {
  if (typeof value === 'string') yield { place, text: value };
  else if (value instanceof Uint8Array) yield { place, text: Buffer.from(value).toString('utf8') };
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) yield* textsIn(inner, `${place}.${key}`);
}

/** A workflow that no worker takes up. */
const start = (
  { raw }: Observed,
  options: Partial<Parameters<typeof raw.workflow.start>[1]>,
): ReturnType<typeof raw.workflow.start> =>
  raw.workflow.start('canary', {
    ...{ workflowId: fresh('demo/canary'), taskQueue: 'nobody', args: [] },
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.FAIL,
    ...options,
  });

const sink = (name: string, isOurs: (place: string) => boolean, plant: Sink['plant']): Sink => ({
  ...{ name, plant },
  read: async (observed) => (await runsOf(observed)).filter(({ place }) => isOurs(place)),
});

/** See above; each text belongs to one of them. */
export const temporalSinks: readonly Sink[] = [
  sink(
    'histories',
    (place) => !attributes.test(place) && !failures.test(place),
    (observed, text) => start(observed, { args: [text] }),
  ),
  sink(
    'search attributes and memos',
    (place) => attributes.test(place),
    async (observed, text) => {
      await start(observed, { memo: { text } });
      await start(observed, { typedSearchAttributes: [{ key: searchAttributeKeys.flow, value: text }] });
    },
  ),
  sink(
    'failures',
    (place) => failures.test(place),
    async (observed, text) => (await start(observed, {})).terminate(text),
  ),
];
