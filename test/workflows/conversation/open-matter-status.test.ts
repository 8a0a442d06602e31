/** A message about a matter that is open is answered from its run, and starts no second one. */
import { describe, expect, test } from 'vitest';
import type { UnderstoodMessage } from '../../../src/contracts/activities.js';
import type { WaitStatus } from '../../../src/contracts/conversation.js';
import type { Entity } from '../../../src/contracts/understanding.js';
import { describeConversation } from '../../../src/workflows/conversation/describe.js';
import { follow } from '../../../src/workflows/conversation/dispatch-understood-message.js';
import { signalled as apply } from '../../../src/workflows/conversation/reduce.js';
import {
  type ConversationState,
  newConversation,
  type Task,
} from '../../../src/workflows/conversation/state.js';
import { understanding } from '../interpreter/flows.js';

const empty = newConversation({ merchant: 'demo', conversation: 'c', workflowId: 'demo/c' }, 0);
const runs = [{ id: 'demo/c/1-refund', intent: 'refund', waiting: [], about: '#A 1001' }];
const open: ConversationState = { ...empty, runs };
const child = 'demo/c/1-refund/refund/1';

const waiting = (waitStatus: WaitStatus): ConversationState =>
  apply(open, { type: 'run_waiting', run: child, waitStatus }, 0);
const question = 'Would you like me to refund €48.40?';
const ask = { run: child, key: 'sure#1', kind: 'yes_or_no', labels: ['Yes'], question } as const;
const asking = apply(open, { type: 'ask_opened', ask }, 0);

const numbered = (value: string): Entity => ({
  ...{ type: 'order_number', value, raw: value, start: 0, end: value.length, source: 'rule' },
});

/** What follows from a message: its reply, and the intents that it queues. */
function told(
  state: ConversationState,
  wanted: readonly string[],
  { numbers = [], ...rest }: Partial<UnderstoodMessage> & { numbers?: readonly string[] } = {},
): { tasks: readonly Task[]; queued: readonly string[] } {
  const meant = {
    ...{ intent: wanted[0] ?? 'other', sure: wanted.length > 0 },
    entities: numbers.map(numbered),
  };
  const understood = {
    ...{ understanding: understanding(meant), facts: {}, fits: [], wanted, language: 'en' },
    ...rest,
  };
  const { tasks, queue } = follow(state, { messageId: 'm2', seq: 2, receivedAt: 5 }, understood);
  return { tasks, queued: queue.map((each) => each.understanding.intent) };
}

describe('an open matter', () => {
  const approval = waiting({ on: 'approval', since: 1000, until: 9000, about: '#a1001' });
  const checked = [
    { do: 'say', sentence: 'still_checked', key: 'still_checked/m2', values: { since: 1000 } },
  ] as const;

  test.each([
    ['asked about by its intent', ['refund'], { asksAbout: ['refund'] }],
    ['asked about while the intent is not sure', [], { asksAbout: ['refund'] }],
    ['asked about without being named', [], { asksAbout: [] }],
    ['wanted again', ['refund'], {}],
    ['wanted again with its own number', ['refund'], { numbers: ['A1001'] }],
  ] as const)('%s is answered from its run', (_, wanted, rest) => {
    expect(told(approval, wanted, rest)).toEqual({ tasks: checked, queued: [] });
  });

  test('is another one with another number, or with one where the run’s is not known', () => {
    const other = { numbers: ['1002'], asksAbout: ['refund'] };
    expect(told(approval, ['refund'], other)).toEqual({ tasks: [], queued: ['refund'] });
    expect(told(approval, ['refund'], { numbers: ['A1001', '1002'] }).queued).toEqual(['refund']);
    const unknown = { ...empty, runs: [{ id: 'demo/c/1-refund', intent: 'refund', waiting: [] }] };
    expect(told(unknown, ['refund'], { numbers: ['A1001'] }).queued).toEqual(['refund']);
  });

  test('does not answer another intent, nor whoever wants a person', () => {
    expect(told(approval, ['wismo'])).toEqual({ tasks: [], queued: ['wismo'] });
    const flagged = { understanding: understanding({ intent: 'refund', flags: ['wants_human'] }) };
    expect(told(approval, ['talk_to_a_person'], { ...flagged, asksAbout: [] }).queued).toEqual([
      'talk_to_a_person',
    ]);
  });

  test('is answered beside what else the message wants', () => {
    for (const wanted of [
      ['refund', 'wismo'],
      ['wismo', 'refund'],
    ])
      expect(told(approval, wanted)).toEqual({ tasks: checked, queued: ['wismo'] });
  });

  test('without an open run a question goes where other messages go', () => {
    expect(told(empty, ['refund'], { asksAbout: ['refund'] }).queued).toEqual(['refund']);
    expect(told(empty, [], { asksAbout: [] }).tasks).toMatchObject([{ sentence: 'unclear_message' }]);
  });

  test('of several the newest is meant', () => {
    const older = { id: 'demo/c/0-refund', intent: 'refund', waiting: [] };
    const both = { ...approval, runs: [older, ...approval.runs] };
    expect(told(both, ['refund']).tasks).toEqual(checked);
    const asked = apply(both, { type: 'ask_opened', ask: { ...ask, run: older.id } }, 0);
    expect(told(asked, [], { asksAbout: [] }).tasks).toEqual(checked);
  });
});

describe('what is said of it', () => {
  const said = (state: ConversationState): readonly Task[] => told(state, [], { asksAbout: [] }).tasks;

  test('an open question once more, with its options, and no attempt is used up', () => {
    expect(said(asking)).toEqual([{ do: 'repeat', question, labels: ['Yes'], key: 'question/m2' }]);
    const after = follow(
      asking,
      { messageId: 'm2', seq: 2, receivedAt: 5 },
      {
        ...{ understanding: understanding(), facts: {}, fits: [], wanted: [], language: 'en' },
        asksAbout: [],
      },
    );
    expect(after.asks[0]?.reasked).toBe(0);
  });

  test('an open question is repeated twice to who only says once more what they want; then people help', () => {
    let state = asking;
    for (const seq of [2, 3]) {
      const understood = {
        understanding: understanding(),
        facts: {},
        fits: [],
        wanted: ['refund'],
        language: 'en',
      };
      state = { ...follow(state, { messageId: `m${seq}`, seq, receivedAt: 5 }, understood), tasks: [] };
    }
    expect(state.asks[0]?.reasked).toBe(2);
    expect(told(state, ['refund']).tasks).toMatchObject([{ sentence: 'unsure' }, { do: 'hand_over' }]);
    expect(said(state)).toMatchObject([{ do: 'repeat' }]);
  });

  test('a question that was too long to be remembered is asked for', () => {
    const long = { ...ask, question: 'x'.repeat(2_000) };
    const state = apply(open, { type: 'ask_opened', ask: long }, 0);
    expect(said(state)).toMatchObject([{ do: 'say', sentence: 'yes_or_no' }]);
  });

  test('until when a system or a time is waited for, if that is known', () => {
    const until = [{ do: 'say', sentence: 'still_open_until', values: { until: 7000 } }];
    expect(said(waiting({ on: 'event', until: 7000 }))).toMatchObject(until);
    expect(said(waiting({ on: 'timer', until: 7000 }))).toMatchObject(until);
    expect(said(waiting({ on: 'timer' }))).toMatchObject([{ sentence: 'still_open' }]);
    expect(said(open)).toMatchObject([{ sentence: 'still_open' }]);
  });

  test('nothing of what it waited for before a question', () => {
    const state = apply(waiting({ on: 'timer', until: 7000 }), { type: 'ask_opened', ask }, 0);
    const answered = apply(state, { type: 'ask_closed', run: child, key: ask.key }, 0);
    expect(said(answered)).toMatchObject([{ sentence: 'still_open' }]);
  });
});

describe('operators read', () => {
  test('what the open runs wait for, and the titles of the open questions', () => {
    const since = Date.UTC(2026, 10, 28, 14, 5);
    const approved = waiting({ on: 'approval', since, until: since + 86_400_000 });
    const state = apply(
      approved,
      { type: 'ask_opened', ask: { ...ask, title: 'Ask: pay *now*?', run: 'x' } },
      0,
    );
    expect(describeConversation(state)).toBe(
      [
        '**Answered by flows**',
        '- open runs: 1',
        '  - refund – waiting for an approver since 2026-11-28 14:05 UTC, until 2026-11-29 14:05 UTC',
        '- open questions: 1',
        '  - Ask: pay \\*now\\*?',
        '- queued: 0',
      ].join('\n'),
    );
  });
});
