/** What a run says in one turn is one message, and nobody waits long for it. */
import { ApplicationFailure } from '@temporalio/common';
import { expect, test } from 'vitest';
import type { Activities, DeliverReplyRequest, HandOverRequest } from '../../src/contracts/activities.js';
import type { RunEnd } from '../../src/contracts/workflow-messages.js';
import { VirtualClock } from '../../src/simulator/virtual-clock.js';
import { VirtualTemporal } from '../../src/simulator/virtual-runtime.js';
import type { Runtime } from '../../src/workflows/runtime.js';
import { type KeyedReply, UndeliveredReplies } from '../../src/workflows/undelivered-replies.js';
import { runFlow } from '../../src/workflows/run-flow.js';
import { end, flow, say } from './interpreter/flows.js';
import { startOf } from './runtime/promises.js';

const begun = Date.UTC(2026, 2, 2, 9);
const second = 1_000;
const unwritable = 'This can never be written.';
const ended: RunEnd = { result: 'done', outputs: {} };

const reply = (text: string): KeyedReply => ({
  ...{ key: `run/${text}`, summary: text },
  text: { key: text, args: [] },
});

const later = (runtime: Runtime, ms: number): Promise<boolean> =>
  runtime.timer(() => Promise.resolve(runtime.now() + ms)).over;

/** Plays a workflow that says something; answers each message that left, its texts in order, with the second in which it did. */
async function messagesOf(
  work: (replies: UndeliveredReplies, runtime: Runtime) => Promise<void>,
  onLost: (error: unknown) => Promise<void> = () => Promise.reject(new Error('nothing is lost here')),
): Promise<[texts: string[], second: number][]> {
  const clock = new VirtualClock(begun);
  const messages: [string[], number][] = [];
  const deliverReply = ({ above = [], text }: DeliverReplyRequest): Promise<void> => {
    if (text.key === unwritable) throw ApplicationFailure.nonRetryable(unwritable, 'text_unwritable');
    messages.push([[...above, { text }].map((each) => each.text.key), (clock.now - begun) / second]);
    return Promise.resolve();
  };
  const temporal = new VirtualTemporal({
    clock,
    activities: { deliverReply } satisfies Partial<Activities>,
    run: async (runtime, start) => {
      await work(new UndeliveredReplies(runtime, start, onLost), runtime);
      return ended;
    },
  });
  temporal.startRun('run', { ...startOf('talks'), undelivered: [{ text: { key: 'Before.', args: [] } }] });
  await clock.passUntil(begun + 60 * second);
  expect(await temporal.result('run')).toEqual(ended);
  return messages;
}

test('all that is said until it rests is one message, with what was said before the run', async () => {
  const messages = await messagesOf(async (replies) => {
    replies.add(reply('One.'));
    replies.add(reply('Two.'));
    replies.deliverAtRest();
    await replies.delivered();
    replies.add(reply('Three.'));
    await replies.deliver();
    await replies.deliver();
  });
  expect(messages).toEqual([
    [['Before.', 'One.', 'Two.'], 0],
    [['Three.'], 0],
  ]);
});

test('a question takes along what was said, and gives it back if it was not asked', async () => {
  const messages = await messagesOf(async (replies) => {
    const taken = replies.take();
    expect(taken.map(({ text }) => text.key)).toEqual(['Before.']);
    await replies.deliver();
    replies.add(reply('After.'));
    replies.putBack(taken);
    await replies.deliver();
  });
  expect(messages).toEqual([[['Before.', 'After.'], 0]]);
});

test('it waits for a look-up, but not longer than five seconds', async () => {
  const messages = await messagesOf(async (replies, runtime) => {
    await replies.during(async () => {
      replies.deliverAtRest();
      await later(runtime, 4 * second);
    });
    replies.add(reply('Found.'));
    replies.deliverAtRest();
    await replies.delivered();
    await replies.during(async () => {
      replies.add(reply('Still looking.'));
      replies.deliverAtRest();
      await later(runtime, 20 * second);
    });
    await replies.deliver();
  });
  expect(messages).toEqual([
    [['Before.', 'Found.'], 4],
    [['Still looking.'], 9],
  ]);
});

test('of what can never be delivered people are told, whatever comes after is delivered, and a command that waits for it fails', async () => {
  let lost = 0;
  const seen: string[] = [];
  const onLost = (): Promise<void> => {
    lost += 1;
    return Promise.resolve();
  };
  const messages = await messagesOf(async (replies) => {
    replies.add(reply(unwritable));
    replies.deliverAtRest();
    replies.add(reply('After.'));
    await replies.deliver();
    replies.add(reply(unwritable));
    await replies.deliver().catch(() => seen.push('the command has failed'));
    await replies.delivered();
  }, onLost);
  expect(messages).toEqual([[['After.'], 0]]);
  expect(lost).toBe(1);
  expect(seen).toEqual(['the command has failed']);
});

test('people get a run whose last words can never be delivered', async () => {
  const ir = flow(say('last', unwritable), end('over', 'done'));
  const handovers: HandOverRequest[] = [];
  const clock = new VirtualClock(begun);
  const temporal = new VirtualTemporal({
    clock,
    activities: {
      loadFlow: () => Promise.resolve({ hash: 'h', ir }),
      deliverReply: () => Promise.reject(ApplicationFailure.nonRetryable(unwritable, 'text_unwritable')),
      handOver(request) {
        handovers.push(request);
        return Promise.resolve();
      },
    } satisfies Partial<Activities>,
    run: runFlow,
  });
  temporal.startRun('run', startOf('talks'));
  await clock.passUntil(begun + 60 * second);
  expect(await temporal.result('run')).toMatchObject({ result: 'done' });
  expect(handovers).toMatchObject([
    { queue: 'service', summary: { args: [{ source: 'code', value: 'text_unwritable' }] } },
  ]);
});
