/** A merchant whose channel is a help desk, with a worker of it. */
import type { WorkflowClient } from '@temporalio/client';
import { takeEvents } from '../../../src/activities/take-events.js';
import type { CallPorts } from '../../../src/activities/calls/ports.js';
import type { Merchant } from '../../../src/merchants/merchant.js';
import { deliverDueReplies, deliveredChannels } from '../../../src/activities/delivery/deliver-replies.js';
import { opaqueTicket } from '../../../src/security/opaque-conversation.js';
import type { Hook } from '../../peers/help-desks/zendesk.js';
import { fresh } from '../../store/support/subject.js';
import type { TestStore } from '../../support/store.js';
import { connectDesk } from './connect.js';
import type { DeskUnderTest } from './desks.js';

/** The installation's. */
export const secret = 'a secret of at least thirty-two characters';

/** A merchant whose channel `desk` is this desk; what its worker does, and has signalled, logged and counted. */
export async function deskWorld(
  store: TestStore,
  name: 'zendesk' | 'gorgias',
  desk: Pick<DeskUnderTest, 'url'>,
) {
  const merchant = fresh('merchant');
  const connection = connectDesk(name, desk.url);
  const signals: unknown[] = [];
  const logged: object[] = [];
  const counted: string[] = [];
  let ahead = 0;
  const silent = (): void => undefined;
  const channels = { desk: { connection: 'desk' } };
  const served = { config: { channels }, connections: new Map([['desk', connection]]) };
  const merchants = new Map([[merchant, served as unknown as Merchant]]);
  const log = {
    ...{ debug: silent, info: silent },
    warn: (fields: object) => void logged.push(fields),
    error: (fields: object) => void logged.push(fields),
  };
  const workflow = {
    signalWithStart: (_: string, { signalArgs: [signal] }: { signalArgs: [unknown] }) =>
      Promise.resolve(void signals.push(signal)),
  } as unknown as WorkflowClient;
  const metrics = {
    ...{ eventTaken: silent, writeContradicted: silent },
    messageLeft: ({ why }: { why: string }) => void counted.push(`left ${why}`),
  };
  const deps = { merchants, store, secret, log, metrics, workflow, now: Date.now };
  // An event of a ticket asks for no call.
  const take = takeEvents(deps as unknown as Parameters<typeof takeEvents>[0], {} as CallPorts);
  const options = {
    ...{ merchants, store, secretsOf: () => () => undefined, egressAllow: [], http: {}, log },
    metrics: { replyTried: ({ outcome }: { outcome: string }) => void counted.push(outcome) },
    now: () => Date.now() + ahead,
  };
  await store.replyDeliveries.begin(deliveredChannels(merchants));
  const idOf = (ticket: string): string => opaqueTicket(secret, merchant, 'desk', ticket);
  return {
    ...{ merchant, signals, logged, counted, connection, idOf },
    /** The API takes requests in, a worker takes them up; how the requests were judged. */
    async hears(...hooks: readonly Hook[]) {
      const judged: string[] = [];
      for (const hook of hooks) {
        const taken = await connection.events!.take(hook, Date.now());
        judged.push(taken.is);
        if (taken.is !== 'taken') continue;
        await store.events.keep(
          taken.items.map(({ id, item }) => ({ merchant, connection: 'desk', id, body: item })),
        );
      }
      await take({ merchant });
      return judged;
    },
    messages: (ticket: string) => store.messages.list(merchant, idOf(ticket), 10),
    peopleSince: async (ticket: string) =>
      (await store.conversations.find(merchant, idOf(ticket)))?.peopleSince,
    says: (ticket: string, text: string, kind: 'reply' | 'question' = 'reply') =>
      store.outbox.add({ merchant, conversation: idOf(ticket), kind, body: { text }, key: fresh('key') }),
    handsOver: (ticket: string) =>
      store.outbox.add({
        ...{ merchant, conversation: idOf(ticket), kind: 'handover', key: fresh('key') },
        body: { text: 'Wants a colleague.', queue: 'returns', details: 'Order 1001' },
      }),
    /** Delivers what is due at that time; whether anything was. */
    async until(ms: number) {
      ahead = ms;
      await store.clock.ahead(ms);
      for (let count = 1; count > 0;) count = await deliverDueReplies(options);
    },
  };
}
