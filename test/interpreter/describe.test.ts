import { describe as group, expect, test } from '@jest/globals';
import { describe, summaryOf, waitingOn } from '../../src/interpreter/describe.js';
import type { Command } from '../../src/interpreter/protocol.js';
import { byDefault, call, context, end, flow, read, request, Run, say, step, text, value } from './flows.js';

const secret = 'anna@shop.example';
const pay = call('pay', { operation: 'payments.refund', inputs: { mail: read('inputs.mail') } });
const steps = flow(
  step({
    kind: 'choose',
    id: 'pick',
    on: value('yes'),
    cases: { yes: { steps: [say('hello')] }, no: { steps: [say('never')] } },
  }),
  pay,
  end('over', 'ok', { mail: read('inputs.mail') }),
);
const bytes = (written: string): number => Buffer.byteLength(written);

group('current details', () => {
  test('show what is done, at work and to come, and nothing of branches not taken', () => {
    expect(describe(steps, new Run(steps).state)).toBe(
      [
        '### A flow for tests',
        '',
        '- ✓ Title of pick – yes',
        '  - ▶ Title of hello',
        '- ○ Title of pay',
        '- ○ Title of over',
        '',
      ].join('\n'),
    );
  });

  test('show a step that ended otherwise, its block, and how the run ended', () => {
    const run = new Run(steps, context({ mail: secret })).tell({ is: 'said', id: 'hello#1' });
    run.tell({
      is: 'called',
      id: 'pay#1',
      result: { outcome: 'refused', refusal: { code: 'no', message: secret } },
    });
    for (const id of ['payrefusedSay#1', 'payrefusedHandover#1']) {
      run.tell({ is: 'said', id }).tell({ is: 'handed_over', id });
    }
    const written = describe(steps, run.state);
    expect(written).toContain('- ✗ Title of pay – refused\n  - ✓ Title of payrefusedSay – done');
    expect(written).toContain('**ended: handed_over**');
    expect(written).not.toContain(secret);
  });

  test('name the code of a run that failed', () => {
    const run = new Run(steps).tell({ is: 'failed', id: 'hello#1', code: 'internal' });
    expect(describe(steps, run.state)).toContain('✗ Title of hello – failed');
    expect(describe(steps, run.state)).toContain('**failed: internal**');
  });

  test('stay under 20,000 bytes and say how much is left out', () => {
    const long = flow(...Array.from({ length: 900 }, (_, n) => say(`s${n}`, 'x')));
    const wide = { ...long, steps: long.steps.map((one) => ({ ...one, title: 'Größe '.repeat(20) })) };
    const written = describe(wide, new Run(wide).state);
    expect(bytes(written)).toBeLessThanOrEqual(20_000);
    expect(written).toMatch(/… \d+ more\n$/);
  });
});

group('what a run waits for', () => {
  const waits = (run: Run): string[] => waitingOn(run.state, run.flow);
  const asking = { outcome: 'needs_approval', request: request() } as const;

  test('the customer, for an answer and for facts', () => {
    const ask = step({
      kind: 'ask',
      id: 'q',
      question: text('?'),
      answer: 'text',
      expires: { ms: 1 },
      outcomes: { expired: byDefault('x') },
    });
    expect(waits(new Run(flow(ask)))).toEqual(['customer']);
    const run = new Run(flow(call('get')));
    expect(waits(run)).toEqual([]);
    run.tell({
      is: 'called',
      id: 'get#1',
      result: { outcome: 'needs_facts', missing: ['email'], failed: false },
    });
    expect(waits(run)).toEqual(['customer']);
  });

  test('the role that approves; after an escalation both roles', () => {
    const run = new Run(flow(call('get'))).tell({ is: 'called', id: 'get#1', result: asking });
    expect(waits(run)).toEqual(['approval:refund-approver']);
    run.tell({ is: 'timer_fired', id: 'get#1/escalate' });
    expect(waits(run)).toEqual(['approval:refund-approver', 'approval:team-lead']);
  });

  test('a timer', () => {
    expect(waits(new Run(flow(step({ kind: 'wait', id: 'w', for: { ms: 1 } }))))).toEqual(['timer']);
  });
});

group('summaries', () => {
  const summaries: [Command, string][] = [
    [{ do: 'understand', id: 'a#1', text: secret }, 'Understand the message'],
    [{ do: 'say', id: 'hello#1', text: { key: secret, args: [] } }, 'Reply to the customer – Title of hello'],
    [
      { do: 'handover', id: 'pay#1/failed', queue: 'service', reason: { key: secret, args: [] } },
      'Hand over to service – Title of pay',
    ],
    [{ do: 'timer', id: 'pay#1/expiry', until: 1 }, 'Until it expires – Title of pay'],
    [{ do: 'withdraw_approval', id: 'demo/c#1/x#pay#1' }, 'Close the approval request – Title of pay'],
    [{ do: 'end', result: 'ok', outputs: { mail: secret } }, 'End: ok'],
  ];

  test.each(summaries)('%j', (command, expected) => {
    expect(summaryOf(command, steps)).toBe(expected);
    expect(summaryOf(command)).toBe(expected.split(' – ')[0]);
  });

  test('hold no value of a call and stay under 400 bytes', () => {
    const wide = flow({ ...pay, title: 'ß'.repeat(500) });
    const [command] = new Run(wide, context({ mail: secret })).commands;
    const summary = command === undefined ? '' : summaryOf(command, wide);
    expect(summary).toMatch(/^Call: payments\.refund – ß+…$/);
    expect(bytes(summary)).toBeLessThanOrEqual(400);
  });
});
