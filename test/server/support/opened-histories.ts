/** Histories as whoever has the keys reads them: what does not open is left out. */
import { Client } from '@temporalio/client';
import type { Payload, PayloadCodec } from '@temporalio/common';
import { dataConverterOf } from '../../../src/security/keys/data-converter.js';
import { openKeys } from '../../../src/security/keys/open-keys.js';
import type { Store } from '../../../src/store/store.js';
import { noOther } from '../../support/master-keys.js';

/** A workflow's history. */
export interface OpenedHistory {
  workflowId: string;
  status: string;
  /** All texts, those of payloads that open included. */
  text: string;
  /** Causes of workflow tasks that failed; those that a signal overtook are none (UNHANDLED_COMMAND). */
  failedTasks: number[];
}

/** All histories there are, opened with a master key alone: nothing is remembered from before. */
export async function openedHistories(
  temporal: Client,
  store: Pick<Store, 'keys'>,
  masterKey: string,
): Promise<OpenedHistory[]> {
  const codecs = dataConverterOf(await openKeys({ ...noOther, masterKey }, store)).payloadCodecs ?? [];
  const { workflow } = new Client({ connection: temporal.connection });
  const histories: OpenedHistory[] = [];
  for await (const { workflowId, runId, status } of workflow.list()) {
    const { events } = await workflow.getHandle(workflowId, runId).fetchHistory();
    const texts: string[] = [];
    for (const value of valuesIn(events)) {
      if (typeof value === 'string') texts.push(value);
      else texts.push(await textOf(value, codecs));
    }
    const failedTasks = (events ?? []).flatMap(({ workflowTaskFailedEventAttributes: failure }) =>
      failure == null || Number(failure.cause) === 1 ? [] : [Number(failure.cause)],
    );
    histories.push({ workflowId, status: status.name, text: texts.join('\n'), failedTasks });
  }
  return histories;
}

/** Every text, and every payload. */
function* valuesIn(value: unknown): Generator<string | Payload> {
  if (typeof value === 'string') yield value;
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
  if ('metadata' in value && 'data' in value) yield value as Payload;
  else for (const inner of Object.values(value)) yield* valuesIn(inner);
}

async function textOf(payload: Payload, codecs: readonly PayloadCodec[]): Promise<string> {
  let opened = [payload];
  try {
    for (const codec of codecs) opened = await codec.decode(opened);
  } catch {
    // Its key is no more, or nobody has sealed it: then it stands there as it is.
  }
  return opened.map(({ data }) => Buffer.from(data ?? new Uint8Array()).toString('utf8')).join('\n');
}
