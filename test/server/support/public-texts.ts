/** Every text of a run that stands unencrypted in Temporal: all of it but the payloads of inputs and results. */
import type { Client } from '@temporalio/client';

/** A text and where it stands. */
export interface PublicText {
  place: string;
  text: string;
}

/** Keys whose payloads may hold business fields; those come under the payload codec. */
const businessPayloads = new Set([
  'input',
  'result',
  'signalInput',
  'args',
  'success',
  'lastCompletionResult',
]);
const markerDetails = 'markerRecordedEventAttributes.details';

/** Ids, types, attributes, memos, summaries, details, failures and names of one run. */
export async function publicTexts(
  temporal: Client,
  workflowId: string,
  runId: string,
): Promise<PublicText[]> {
  const handle = temporal.workflow.getHandle(workflowId, runId);
  const [history, { raw }, metadata] = await Promise.all([
    handle.fetchHistory(),
    handle.describe(),
    handle.query<unknown>('__temporal_workflow_metadata'),
  ]);
  return [
    ...textsIn(history.events ?? [], `${workflowId} history`),
    ...textsIn(raw, `${workflowId} description`),
    ...textsIn(metadata, `${workflowId} current details`),
  ];
}

/** The whole history as text, business payloads included. */
export async function wholeHistory(temporal: Client, workflowId: string, runId: string): Promise<string> {
  const { events } = await temporal.workflow.getHandle(workflowId, runId).fetchHistory();
  return [...texts(events ?? [], '', () => false)].map(({ text }) => text).join('\n');
}

function textsIn(value: unknown, place: string): PublicText[] {
  return [...texts(value, place, isBusiness)];
}

function* texts(value: unknown, place: string, skip: typeof isBusiness): Generator<PublicText> {
  if (typeof value === 'string') yield { place, text: value };
  if (value instanceof Uint8Array) yield { place, text: Buffer.from(value).toString('utf8') };
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
  for (const [key, inner] of Object.entries(value)) {
    const below = `${place}.${key}`;
    if (skip(key, inner, below)) continue;
    yield { place: below, text: key };
    yield* texts(inner, below, skip);
  }
}

/** An update's `input` also holds its name, which is public: only what carries payloads is left out. */
function isBusiness(key: string, value: unknown, place: string): boolean {
  if (place.endsWith(markerDetails)) return true;
  const carriesPayloads = typeof value === 'object' && value !== null && 'payloads' in value;
  return businessPayloads.has(key) && carriesPayloads;
}
