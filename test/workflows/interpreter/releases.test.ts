/** What a call has reserved is freed however the run ends, unless the write may have been sent (DESIGN §5). */
import { describe, expect, test } from 'vitest';
import type { StepIr } from '../../../src/contracts/ir.js';
import type { CallResult } from '../../../src/contracts/call-result.js';
import { byDefault, call, decisionOn, end, flow, request, Run, say, step, text } from './flows.js';

const pay = call('pay', { effect: 'money', operation: 'payments.refund' });
const needsApproval: CallResult = { outcome: 'needs_approval', request: request() };
const needsFacts: CallResult = { outcome: 'needs_facts', failed: false, missing: ['email'] };
const decision = decisionOn('pay');

const question = step({
  kind: 'ask',
  id: 'sure',
  question: text('?'),
  answer: 'text',
  expires: { ms: 9 },
  outcomes: { expired: byDefault('expired') },
});

/** The call beside other steps. */
const siblingFiles = (...steps: StepIr[]): Run =>
  new Run(
    flow(step({ kind: 'parallel', id: 'both', branches: { pay: { steps: [pay] }, other: { steps } } })),
  );

const alone = (): Run => new Run(flow(pay, end('over', 'ok')));
const called = (run: Run, id: string, result: CallResult): Run => run.tell({ is: 'called', id, result });
const requested = (run = alone()): Run => called(run, 'pay#1', needsApproval);
const approved = (run = alone()): Run =>
  requested(run).tell({ is: 'decided', id: decision.requestId, decision });
const askingFacts = (run = alone()): Run => called(approved(run), 'pay#1/2', needsFacts);
const words = (receivedAt: number) => ({ value: {}, facts: {}, receivedAt });

/** A call that waits until the question for facts of another is answered. */
function waitingForItsTurn(): Run {
  const run = called(approved(siblingFiles(call('look'), say('never'))), 'look#1', needsFacts);
  return called(run, 'pay#1/2', needsFacts);
}

const freed: readonly [string, () => Run][] = [
  [
    'an approval that is refused',
    () =>
      requested().tell({
        is: 'decided',
        id: decision.requestId,
        decision: { ...decision, decision: 'rejected' },
      }),
  ],
  ['an approval that nobody gives', () => requested().tell({ is: 'timer_fired', id: 'pay#1/expiry' })],
  ['a cancel while it waits for an approval', () => requested().tell({ is: 'cancelled' })],
  ['a cancel before the request is open', () => requested(alone().tell({ is: 'cancelled' }))],
  [
    'an error elsewhere while it waits for an approval',
    () => requested(siblingFiles(say('s'))).tell({ is: 'failed', id: 's#1', code: 'internal' }),
  ],
  [
    'an end elsewhere while it waits for an approval',
    () => requested(siblingFiles(say('s'), end('e', 'ok'))).tell({ is: 'said', id: 's#1' }),
  ],
  [
    'people who take over a question elsewhere',
    () => requested(siblingFiles(question)).tell({ is: 'with_people' }),
  ],
  [
    'a call that fails for good after its approval',
    () => approved().tell({ is: 'failed', id: 'pay#1/2', code: 'internal' }),
  ],
  [
    'a call that fails for good before it, whose band may have reserved',
    () => alone().tell({ is: 'failed', id: 'pay#1', code: 'internal' }),
  ],
  [
    'a call that fails for good after a cancel',
    () => approved().tell({ is: 'cancelled' }).tell({ is: 'failed', id: 'pay#1/2', code: 'internal' }),
  ],
  ['an approval that no longer fits', () => called(approved(), 'pay#1/2', needsApproval)],
  ['a customer who is no longer verified', () => called(approved(), 'pay#1/2', { outcome: 'unverified' })],
  [
    'facts that nobody gives',
    () =>
      askingFacts()
        .tell({ is: 'asked', id: 'pay#1/facts1', labels: [], expiresAt: 9 })
        .tell({ is: 'timer_fired', id: 'pay#1/facts1/expiry' }),
  ],
  [
    'facts that never come',
    () =>
      ['1', '2', '3'].reduce(
        (run, n) => run.tell({ is: 'answered', id: `pay#1/facts${n}`, answer: words(5) }),
        askingFacts(),
      ),
  ],
  [
    'a question for facts that cannot be put',
    () => askingFacts().tell({ is: 'failed', id: 'pay#1/facts1', code: 'internal' }),
  ],
  ['a cancel while facts are asked for', () => askingFacts().tell({ is: 'cancelled' })],
  ['people who take over while facts are asked for', () => askingFacts().tell({ is: 'with_people' })],
  [
    'facts that are needed once people have taken over',
    () => called(approved().tell({ is: 'with_people' }), 'pay#1/2', needsFacts),
  ],
  [
    'facts that are needed after a cancel',
    () => called(approved().tell({ is: 'cancelled' }), 'pay#1/2', needsFacts),
  ],
  ['a cancel while it waits for its turn to ask', () => waitingForItsTurn().tell({ is: 'cancelled' })],
  [
    'an error elsewhere while it waits for its turn to ask',
    () => waitingForItsTurn().tell({ is: 'failed', id: 'look#1/facts1', code: 'internal' }),
  ],
];

const kept: readonly [string, () => Run][] = [
  ...(['done', 'refused', 'unknown', 'unavailable', 'superseded'] as const).map(
    (outcome): [string, () => Run] => [
      // The activity that answers so has freed or kept it itself.
      `a call that ended as ${outcome}`,
      () =>
        called(approved(), 'pay#1/2', {
          ...{ outcome, result: 'done', outputs: {}, refusal: { code: 'no' } },
        }),
    ],
  ),
  [
    'a call that is accepted, and then a cancel',
    () =>
      called(approved(), 'pay#1/2', { outcome: 'accepted', askAt: 9, until: 99 }).tell({ is: 'cancelled' }),
  ],
  [
    'a read that fails for good',
    () => new Run(flow(call('pay'))).tell({ is: 'failed', id: 'pay#1', code: 'internal' }),
  ],
];

const releases = (run: Run) => run.all.filter((command) => command.do === 'release');

describe('what was reserved', () => {
  test.each(freed)('is freed, once: %s', (_, end) => {
    expect(releases(end())).toEqual([{ do: 'release', id: 'pay#1/release', step: 'pay', visit: 1 }]);
  });

  test.each(kept)('is not for the run to free: %s', (_, end) => {
    expect(releases(end())).toEqual([]);
  });
});
