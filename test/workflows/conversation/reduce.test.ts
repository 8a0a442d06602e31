/** What the games do not tell apart: renewal, closing, and a run that existed before. */
import { describe, expect, test } from 'vitest';
import type { ConversationEvent } from '../../../src/workflows/conversation/event.js';
import { reduce, resume } from '../../../src/workflows/conversation/reduce.js';
import { type ConversationState, newConversation } from '../../../src/workflows/conversation/state.js';
import { understood } from './model/customer.js';

const day = 86_400_000;
const start = newConversation({ merchant: 'demo', conversation: 'c', workflowId: 'demo/c' }, 0);
const open: ConversationState = { ...start, runs: [{ id: 'demo/c/r', intent: 'refund', waiting: [] }] };
const message = { messageId: 'm1', seq: 1 };
const arrives = { is: 'signal', signal: { type: 'message', message }, now: 1 } as const;
const request = { merchant: 'demo', conversation: 'c', messageId: 'm1', asks: [] };

/** The commands after each of these events. */
function commandsAfter(state: ConversationState, ...events: readonly ConversationEvent[]): unknown[] {
  let now = state;
  return events.map((event) => {
    const reduced = reduce(now, event);
    now = reduced.state;
    return reduced.commands[0];
  });
}

describe('continue-as-new', () => {
  test('comes once the open runs are to tell their ends, and one that is closed is forgotten', () => {
    const [announce, renew] = commandsAfter(
      open,
      { is: 'history_long', now: 1 },
      { is: 'signalled', arrived: false, now: 2 },
    );
    expect(announce).toEqual({ do: 'signal', run: 'demo/c/r', signal: { type: 'announce_end' } });
    expect(renew).toMatchObject({ do: 'continue_as_new', state: { runs: [] } });
    expect(renew).not.toHaveProperty('state.renewal');
  });

  test('waits for what is under way, and comes before the next message', () => {
    const [first, none, renew] = commandsAfter(
      start,
      arrives,
      { is: 'history_long', now: 2 },
      { is: 'understood', understood: understood({ ...message, meaning: 'one' }, request), now: 3 },
    );
    expect(first).toMatchObject({ do: 'understand', request: { messageId: 'm1' } });
    expect(none).toBeUndefined();
    expect(renew).toMatchObject({
      do: 'continue_as_new',
      state: { queue: [{ message: { messageId: 'm1' } }] },
    });
  });
});

describe('silence', () => {
  test('of seven days closes a conversation with nothing open', () => {
    expect(resume(start, 5).commands).toEqual([{ do: 'wait', until: 7 * day }]);
    expect(commandsAfter(start, { is: 'time', now: 7 * day })).toEqual([{ do: 'close' }]);
  });

  test('closes none whose run is open', () => {
    expect(commandsAfter(open, { is: 'time', now: 7 * day })).toEqual([{ do: 'wait', until: 14 * day }]);
  });
});

test('a run that existed before is not waited for', () => {
  const events = [
    arrives,
    { is: 'understood', understood: understood({ ...message, meaning: 'one' }, request), now: 2 },
    { is: 'started', isNew: false, now: 3 },
  ] as const;
  let state = start;
  for (const event of events) ({ state } = reduce(state, event));
  expect(state.runs).toEqual([]);
});

test('a text that is gone brings people in', () => {
  const commands = commandsAfter(start, arrives, { is: 'not_understood', now: 2 }, { is: 'done', now: 3 });
  expect(commands.at(-1)).toMatchObject({
    do: 'hand_over',
    request: { summary: { key: '@summary_unclear' } },
  });
});
