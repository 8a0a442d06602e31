/** An event counts only for the step that waits for exactly it: others of its id, and its kind with other ids, do not. */
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../src/contracts/interpreter-event.js';
import {
  byDefault,
  call,
  decisionOn,
  end,
  flow,
  handover,
  request,
  Run,
  say,
  step,
  text,
  understanding,
  value,
} from './flows.js';

type Told = Parameters<Run['tell']>[0];

const done = { outcome: 'done', result: 'done', outputs: {} } as const;
const needsFacts = { outcome: 'needs_facts', missing: ['email'], failed: false } as const;
const answer = { value: 'x', facts: { email: 'a@b.example' }, receivedAt: 1 };
const decision = decisionOn('s');

/** One event of every kind that has an id. */
const eventsOf = (id: string): Told[] => [
  { is: 'understood', id, understanding: understanding() },
  { is: 'called', id, result: done },
  { is: 'subflow_ended', id, result: 'found', outputs: {} },
  { is: 'said', id },
  { is: 'asked', id, labels: [], expiresAt: 9 },
  { is: 'answered', id, answer },
  { is: 'timer_fired', id },
  { is: 'handed_over', id },
];

const asks = step({
  kind: 'ask',
  id: 's',
  question: text('?'),
  answer: 'text',
  expires: { ms: 9 },
  outcomes: { expired: byDefault('expired') },
});
const understands = { id: 's', text: value('hi'), outcomes: { unsure: byDefault('unsure') } };
const begun = (...steps: Parameters<typeof flow>) => new Run(flow(...steps, end('over', 'ok')));
const called = (run: Run, id: string, result: typeof needsFacts) => run.tell({ is: 'called', id, result });

const waits: [string, () => Run, string, readonly RunEvent['is'][]][] = [
  [
    'classify',
    () => begun(step({ kind: 'classify', intents: ['wismo'], ...understands })),
    's#1',
    ['understood'],
  ],
  ['extract', () => begun(step({ kind: 'extract', fields: {}, ...understands })), 's#1', ['understood']],
  ['a call', () => begun(call('s')), 's#1', ['called']],
  [
    'a sub-flow',
    () =>
      begun(
        step({
          kind: 'subflow',
          id: 's',
          flow: 'x',
          hash: 'h',
          inputs: {},
          money: false,
          handlesHandedOver: false,
        }),
      ),
    's#1',
    ['subflow_ended'],
  ],
  ['a reply', () => begun(say('s')), 's#1', ['said']],
  ['a handover', () => begun(handover('s')), 's#1', ['handed_over']],
  ['a wait', () => begun(step({ kind: 'wait', id: 's', for: { ms: 1 } })), 's#1', ['timer_fired']],
  ['a question', () => begun(asks), 's#1', ['asked', 'answered']],
  ['the end of a question', () => begun(asks), 's#1/expiry', ['timer_fired']],
  [
    'a question for facts',
    () => called(begun(call('s')), 's#1', needsFacts),
    's#1/facts1',
    ['asked', 'answered'],
  ],
  [
    'the end of a question for facts',
    () => called(begun(call('s')), 's#1', needsFacts),
    's#1/facts1/expiry',
    ['timer_fired'],
  ],
  [
    'the pause of a repeat',
    () =>
      begun(
        step({
          kind: 'repeat',
          id: 's',
          do: { steps: [] },
          until: value(false),
          every: { ms: 1 },
          atMost: 5,
          outcomes: { gave_up: byDefault('gaveUp') },
        }),
      ),
    's#1/pause1',
    ['timer_fired'],
  ],
];

describe('what a step waits for', () => {
  test.each(waits)('%s takes its own events', (_, run, id, own) => {
    for (const event of eventsOf(id))
      expect([event.is, run().tell(event).taken]).toEqual([event.is, own.includes(event.is)]);
  });

  test.each(waits)('%s takes nothing of another step, visit or turn', (_, run) => {
    for (const id of ['other#1', 's#2', 's', 's#1/facts2', 's#1/pause2', 's#1/turn', 'x/expiry', ''])
      for (const event of eventsOf(id))
        expect([id, event.is, run().tell(event).taken]).toEqual([id, event.is, false]);
  });

  test.each(waits)('%s takes no decision', (_, run) => {
    expect(run().tell({ is: 'decided', id: decision.requestId, decision }).taken).toBe(false);
  });

  const approving = () =>
    begun(call('s')).tell({
      is: 'called',
      id: 's#1',
      result: { outcome: 'needs_approval', request: request() },
    });

  test('an approval takes a decision, its three timers, and nothing else', () => {
    expect(approving().tell({ is: 'decided', id: decision.requestId, decision }).taken).toBe(true);
    for (const timer of ['expiry', 'escalate', 'remind'])
      for (const event of eventsOf(`s#1/${timer}`))
        expect([timer, event.is, approving().tell(event).taken]).toEqual([
          timer,
          event.is,
          event.is === 'timer_fired',
        ]);
    for (const id of ['s#1', 'wf-1#s#1', 'wf-1#s#1/expiry', 's#2/expiry'])
      for (const event of eventsOf(id))
        expect([id, event.is, approving().tell(event).taken]).toEqual([id, event.is, false]);
  });

  test('branches side by side wait for each other alone, and so does who waits to be asked', () => {
    const both = step({
      kind: 'parallel',
      id: 's',
      branches: { a: { steps: [call('x')] }, b: { steps: [call('y')] } },
    });
    const run = called(called(begun(both), 'x#1', needsFacts), 'y#1', needsFacts);
    for (const id of ['s#1', 'y#1', 'y#1/turn', 'y#1/facts1', 'y#1/turn/expiry'])
      for (const event of eventsOf(id))
        expect([id, event.is, run.tell(event).taken]).toEqual([id, event.is, false]);
  });

  test('a failure counts for the command that failed alone', () => {
    const run = begun(say('s'));
    expect(run.tell({ is: 'failed', id: 's#2', code: 'internal' }).taken).toBe(false);
    expect(run.tell({ is: 'failed', id: 's#1', code: 'internal' }).taken).toBe(true);
  });
});
