/** Through all that stands before a system: a carrier is written to once, and one of the staff is heard. */
import { expect, test } from 'vitest';
import { itemOf } from '../../../src/cli/commands/documents/investigations.js';
import { keptAnswer } from '../../../src/connectors/carrier-desk/answer-event.js';
import type { JsonObject } from '../../../src/contracts/json.js';
import { readMerchantFile } from '../../../src/merchants/merchant-file.js';
import type { Merchant } from '../../../src/merchants/merchant.js';
import { memoryStore } from '../../../src/simulator/memory-store.js';
import type { Store } from '../../../src/store/store.js';
import { memoryFlows } from '../../support/memory-flows.js';
import { openCall } from '../../support/one-call.js';
import { inputs, openDesk } from './desk.js';

const text = 'merchant: acme\nzone: Europe/Berlin\nhandover: { default: service }\n';
const config = readMerchantFile('merchant.yaml', text, { now: 0 }).config!;
const open = 'shipments.open_investigation';

type Desk = Awaited<ReturnType<typeof openDesk>>;

/** A customer who may see the order, and calls at this desk. */
async function customerOf({ connection }: Desk) {
  const memory = memoryStore(Date.now);
  const store = { ...memory, flowVersions: memoryFlows() } as unknown as Store; // nothing else is asked for
  const until = Date.now() + 60_000;
  await store.verifications.verify({
    ...{ merchant: 'acme', conversation: 'c1', scope: 'c1', hashes: [] },
    ...{ subject: 'order:o1', number: '10105', until },
  });
  const merchant: Merchant = {
    ...{ config, connections: new Map(), translations: {}, flows: new Map(), notOffered: new Map() },
    connectionFor: () => connection,
  };
  const runOf = (operation: string, effect: 'read' | 'write', given: JsonObject) =>
    openCall({
      merchant,
      store,
      step: { operation, effect },
      command: { inputs: given },
      workflowId: operation,
    });
  return { store, runOf };
}

/** A store in which stands what the desk was told. */
const heardBy = ({ told }: Desk): Pick<Store, 'events'> =>
  ({ events: { about: () => Promise.resolve(told.map((reading) => ({ reading }))) } }) as unknown as Store; // nothing else is asked for

test('asked again after its answer, it is not sent again; what a person answers is what the flow reads', async () => {
  await using desk = await openDesk();
  const { store, runOf } = await customerOf(desk);
  const run = await runOf(open, 'write', inputs);
  const done = await run.ask();
  expect(done).toMatchObject({ outcome: 'done', outputs: { investigation: { status: 'waiting' } } });
  expect(await run.ask()).toEqual(done);
  expect(desk.server.mails).toHaveLength(1);
  const { investigation } = (done as unknown as { outputs: { investigation: { ref: string } } }).outputs;
  const { ref } = investigation;
  const rows = await store.effects.last('acme', open, { limit: 9 });
  expect(rows).toMatchObject([{ reference: ref, state: 'done', connection: 'blitz-desk', answer: done }]);
  const listed = () => itemOf(heardBy(desk), rows[0]!);
  expect(await listed()).toMatchObject({ ref, status: 'waiting', channel: 'email', trackingNumber: 'BL1&x' });
  desk.told.push(desk.connection.events!.read(keptAnswer({ ref, status: 'lost' }))!);
  expect(await listed()).toMatchObject({ ref, status: 'lost', openedAt: expect.stringMatching(/^\d{4}-/) });
  const read = await runOf('shipments.investigation', 'read', { order: inputs['order']!, investigation });
  expect(await read.ask()).toMatchObject({
    result: 'found',
    outputs: { investigation: { ref, status: 'lost' } },
  });
});

test('a connection that is lost when all is said: unknown, for people, and never sent again', async () => {
  await using desk = await openDesk({ atEnd: 'hang_up' });
  const { runOf } = await customerOf(desk);
  const run = await runOf(open, 'write', inputs);
  const outcomes: string[] = [];
  for (const ms of [0, 0, 600_000, 86_400_000]) {
    run.later.ms = ms;
    outcomes.push((await run.ask()).outcome);
  }
  expect(outcomes.at(-1)).toBe('unknown');
  expect(outcomes).not.toContain('done');
  expect(desk.server.mails).toHaveLength(1);
});
