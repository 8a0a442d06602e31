/** What an operator reads beside each activity and timer of a run. */
import { describe, expect, test } from 'vitest';
import type { Command } from '../../../src/contracts/interpreter-command.js';
import { summaryOf } from '../../../src/workflows/interpreter/command-summary.js';
import { byDefault, call, context, flow, read, request, Run, say, step, value } from './flows.js';

const ir = flow(
  call('pay', { operation: 'payments.refund' }),
  step({
    kind: 'each',
    id: 'loop',
    list: value([]),
    atMost: 1,
    do: {
      steps: [
        step({
          kind: 'if',
          id: 'inner',
          condition: value(true),
          then: { steps: [say('deep')] },
          else: { steps: [] },
        }),
      ],
    },
  }),
  step({
    kind: 'extract',
    id: 'found',
    text: value(''),
    fields: {},
    outcomes: { unsure: byDefault('unsure') },
  }),
);

const sentence = { key: 'secret', args: [] };
const called = {
  do: 'call',
  id: 'pay#1',
  step: 'pay',
  visit: 1,
  operation: 'payments.refund',
  inputs: {},
  facts: {},
  asked: false,
} as const;
const decision = {
  requestId: 'r',
  digest: 'd',
  decision: 'approved',
  token: 't',
  approver: 'anna',
  decidedAt: 1,
  escalated: false,
} as const;

const summaries: readonly (readonly [Command, string])[] = [
  [{ do: 'understand', id: 'found#1', text: 'secret' }, 'Understand the message – Title of found'],
  [called, 'Call: payments.refund – Title of pay'],
  [{ ...called, decision }, 'Call after approval: payments.refund – Title of pay'],
  [
    { do: 'request_approval', id: 'demo/c#1/x#pay#2', request: { ...request(), id: 'demo/c#1/x#pay#2' } },
    'Ask for approval: payments.refund – Title of pay',
  ],
  [{ do: 'withdraw_approval', id: 'wf-1#pay#12' }, 'Close the approval request – Title of pay'],
  [{ do: 'release', id: 'pay#1/release', step: 'pay', visit: 1 }, 'Release the reservation – Title of pay'],
  [
    {
      do: 'subflow',
      id: 'pay#1',
      step: 'pay',
      visit: 1,
      flow: 'find-order',
      hash: 'h',
      inputs: {},
      money: false,
    },
    'Run find-order – Title of pay',
  ],
  [{ do: 'say', id: 'deep#3', text: sentence }, 'Reply to the customer – Title of deep'],
  [{ do: 'say', id: 'unsureSay#1', text: sentence }, 'Reply to the customer – Title of unsureSay'],
  [
    { do: 'ask', id: 'pay#1/facts2', question: sentence, answer: 'facts', expires: { ms: 1 } },
    'Verify the customer – Title of pay',
  ],
  [
    { do: 'ask', id: 'pay#1', question: sentence, answer: 'text', expires: { ms: 1 } },
    'Ask the customer – Title of pay',
  ],
  [{ do: 'withdraw_ask', id: 'pay#1' }, 'Withdraw the question – Title of pay'],
  [{ do: 'timer', id: 'pay#1/facts1/expiry', until: 1 }, 'Until it expires – Title of pay'],
  [{ do: 'timer', id: 'pay#1/escalate', until: 1 }, 'Until it is escalated – Title of pay'],
  [{ do: 'timer', id: 'pay#1/remind', until: 1 }, 'Until approvers are reminded – Title of pay'],
  [{ do: 'timer', id: 'loop#1/pause12', until: 1 }, 'Until the next round – Title of loop'],
  [{ do: 'timer', id: 'pay#1/ask2', until: 1 }, 'Until the system is asked again – Title of pay'],
  [
    { do: 'timer', id: 'pay#1/tell', until: 1 },
    'Until the customer is told that it is in progress – Title of pay',
  ],
  [{ do: 'timer', id: 'pay#1', until: 1 }, 'Wait – Title of pay'],
  [{ do: 'cancel_timer', id: 'pay#1/expiry' }, 'Stop the timer – Title of pay'],
  [
    { do: 'handover', id: 'inner#1/failed', queue: 'service', reason: sentence },
    'Hand off to service – Title of inner',
  ],
  [{ do: 'end', result: 'refunded', outputs: {} }, 'End: refunded'],
  [{ do: 'fail', code: 'value_type', step: 'pay' }, 'Fail: value_type – Title of pay'],
];

describe('the summary of a command', () => {
  test.each(summaries.map(([command, words]) => [words, command] as const))('%s', (words, command) => {
    expect(summaryOf(command, ir)).toBe(words);
    expect(summaryOf(command)).toBe(words.split(' – ')[0]);
  });

  test('names no step that the flow does not have', () => {
    expect(summaryOf({ do: 'withdraw_ask', id: 'gone#1' }, ir)).toBe('Withdraw the question');
    expect(summaryOf({ do: 'withdraw_ask', id: 'pay' }, ir)).toBe('Withdraw the question');
    expect(summaryOf({ do: 'withdraw_ask', id: 'pay#1#' }, ir)).toBe('Withdraw the question');
  });

  test('holds no value of the customer', () => {
    const mail = 'anna@shop.example';
    const [command] = new Run(
      flow(call('pay', { operation: 'payments.refund', inputs: { mail: read('inputs.mail') } })),
      context({ mail }),
    ).commands;
    expect(command).toMatchObject({ inputs: { mail } });
    expect(command && summaryOf(command, ir)).toBe('Call: payments.refund – Title of pay');
  });

  test('of 400 bytes is whole, and of more ends in an ellipsis, never inside a letter', () => {
    const titled = (title: string) => summaryOf(called, flow({ ...call('pay'), title }));
    const head = 'Call: payments.refund – ';
    const room = 400 - Buffer.byteLength(head);
    expect(titled('x'.repeat(room))).toBe(head + 'x'.repeat(room));
    expect(titled('x'.repeat(room + 1))).toBe(`${head}${'x'.repeat(room - 9)}…`);
    const written = titled('👍'.repeat(200));
    expect(Buffer.byteLength(written)).toBeLessThanOrEqual(400);
    expect(written).toMatch(/^Call: payments\.refund – (👍)+…$/u);
  });
});
