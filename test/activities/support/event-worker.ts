/** A worker that takes up events, with a connection that reads them as its test says, and what comes of it. */
import { languages } from '../../../src/texts/languages/index.js';
import { type WorkflowClient, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { callPorts } from '../../../src/activities/call-ports.js';
import { takeEvents } from '../../../src/activities/take-events.js';
import type { ReadEvent } from '../../../src/connectors/connection-events.js';
import type { JsonObject } from '../../../src/contracts/json.js';
import type { Merchant, MerchantConfig } from '../../../src/merchants/merchant.js';
import type { EffectRecord, Store } from '../../../src/store/store.js';

/** A run that a worker has started. */
interface Begun {
  id: string;
  start: unknown;
}

/** The configuration of a merchant whose events start nothing. */
export const idle = { events: {}, flows: {} };

/** A worker that serves merchants whose connection `psp` reads events so; signals go to `signalled`, or fail. */
export function eventWorker(
  store: Store,
  merchants: readonly string[],
  read: (body: JsonObject) => ReadEvent | undefined,
  starting: Pick<MerchantConfig, 'events' | 'flows'> = idle,
  begun: Begun[] = [],
) {
  const silent = (): void => undefined;
  const [counted, signalled, logged]: [string[], string[], object[]] = [[], [], []];
  const settling = { event: 'payments.refund_settled', withinMs: 1 };
  const psp = { events: { read }, bindings: new Map([['payments.refund', { settling }]]) };
  const config = { handover: { default: 'service' }, language: 'en', zone: 'Europe/Berlin', ...starting };
  const ir = { inputs: { orderNumber: {}, amount: {} } };
  const merchantOf = (name: string) => ({
    ...{
      config: { ...config, merchant: name, vocabulary: { catalogue: new Map() }, languages, sentences: {} },
      connections: new Map([['psp', psp]]),
      connectionFor: () => psp,
    },
    flows: new Map([['refund-failed', { hash: 'f'.repeat(64), ir }]]),
    translations: new Map(),
  });
  const deps = {
    merchants: new Map(merchants.map((name) => [name, merchantOf(name) as unknown as Merchant])),
    ...{
      store,
      secret: 'a secret of at least thirty-two characters',
      replyDelayMs: 0,
      publicUrl: 'http://127.0.0.1',
      now: Date.now,
    },
    agents: { identify: () => Promise.resolve(undefined) },
    log: { debug: silent, info: silent, warn: silent, error: (fields: object) => void logged.push(fields) },
    metrics: {
      ...{ operationCalled: silent, verificationFailed: silent },
      ...{ verificationAlarm: silent, approvalDecided: silent },
      eventTaken: ({ kind }: { kind: string }) => void counted.push(kind),
      messageLeft: () => undefined,
      voucherRejected: () => undefined,
      runUnknown: () => undefined,
      writeContradicted: ({ what }: { what: string }) => void counted.push(what),
    },
    workflow: {
      start: (type: string, { workflowId: id, args: [start] }: { workflowId: string; args: [unknown] }) => {
        if (begun.some((one) => one.id === id))
          return Promise.reject(new WorkflowExecutionAlreadyStartedError('twice', id, type));
        begun.push({ id, start });
        return Promise.resolve();
      },
      getHandle: (id: string) => ({
        describe: () => Promise.resolve({ status: { name: 'RUNNING' } }),
        signal: () => {
          signalled.push(id);
          return Promise.resolve();
        },
      }),
    } as unknown as WorkflowClient,
  };
  const handed: string[] = [];
  const ports = callPorts(deps, ({ workflowId, signal }) => {
    handed.push(`${workflowId} ${signal.type}`);
    return Promise.resolve();
  });
  const take = takeEvents(deps, ports);
  return { take: (merchant: string) => take({ merchant }), counted, signalled, handed, logged, begun };
}

/** Keeps events of the connection `psp`, which say no more than their ids. */
export const keepEvents = (store: Store, merchant: string, ...ids: string[]) =>
  store.events.keep(ids.map((id) => ({ merchant, connection: 'psp', id, body: { id } })));
/** What most of them tell. */
export const changed: ReadEvent = { kind: 'orders.changed', ref: 'o1', fields: {} };

/** A refund that is done, as the store has it. */
export function paid(merchant: string): EffectRecord {
  const id = { merchant, workflowId: `${merchant}/c1/r1`, step: 'refund', visit: 1 };
  return {
    ...{ ...id, key: `k-${merchant}`, operation: 'payments.refund', connection: 'psp', effect: 'money' },
    ...{ digest: 'd', state: 'done', sender: 's', sendBy: 1, firstSentAt: 1, out: [], asked: 0 },
    ...{
      doubled: false,
      settledBy: 's',
      reference: 'psp-1',
      answer: { outcome: 'done', result: 'done', outputs: {} },
    },
  };
}
