import { describe as group, expect, test } from 'vitest';
import { describe, waitingOn } from '../../../src/workflows/interpreter/describe.js';
import type { FlowIr } from '../../../src/contracts/ir.js';
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
const decision = {
  requestId: 'wf-1#get#1',
  digest: 'd1',
  decision: 'rejected',
  token: 't',
  approver: 'anna',
  decidedAt: 2,
  escalated: false,
} as const;

/** A repeat whose condition never holds. */
const never = (atMost: number) =>
  step({
    kind: 'repeat',
    id: 'again',
    do: { steps: [] },
    until: value(false),
    every: { ms: 1 },
    atMost,
    outcomes: { gave_up: byDefault('gaveUp') },
  });

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

  test.each(['refused', 'unknown', 'unavailable', 'unverified', 'superseded'] as const)(
    'show that a call ended as %s',
    (outcome) => {
      const run = new Run(flow(call('get')));
      const result = outcome === 'refused' ? ({ outcome, refusal: { code: 'no' } } as const) : { outcome };
      run.tell({ is: 'called', id: 'get#1', result });
      expect(describe(run.flow, run.state)).toContain(`- ✗ Title of get – ${outcome}\n`);
    },
  );

  test('show an approval that was rejected or has expired, and a repeat that gave up', () => {
    const asking = () =>
      new Run(flow(call('get'))).tell({
        is: 'called',
        id: 'get#1',
        result: { outcome: 'needs_approval', request: request() },
      });
    const rejected = asking().tell({ is: 'decided', id: decision.requestId, decision });
    expect(describe(rejected.flow, rejected.state)).toContain('- ✗ Title of get – rejected\n');
    const expired = asking().tell({ is: 'timer_fired', id: 'get#1/expiry' });
    expect(describe(expired.flow, expired.state)).toContain('- ✗ Title of get – expired\n');
    const gaveUp = new Run(flow(never(1)));
    expect(describe(gaveUp.flow, gaveUp.state)).toContain('- ✗ Title of again – gave up\n');
  });

  test('show what was taken back when the run ended', () => {
    const run = new Run(flow(step({ kind: 'wait', id: 'w', for: { ms: 1 } }))).tell({ is: 'cancelled' });
    expect(describe(run.flow, run.state)).toBe(
      '### A flow for tests\n\n- ✗ Title of w – withdrawn\n\n**ended: handed_over**\n',
    );
  });

  test('show every step of a block that was entered, and that what is around an end is over', () => {
    const loop = step({
      kind: 'each',
      id: 'loop',
      list: value([1]),
      atMost: 2,
      do: { steps: [say('told'), say('next'), end('over', 'ok')] },
    });
    const run = new Run(flow(loop));
    expect(describe(run.flow, run.state)).toContain(
      '- ▶ Title of loop\n  - ▶ Title of told\n  - ○ Title of next\n',
    );
    run.tell({ is: 'said', id: 'told#1' }).tell({ is: 'said', id: 'next#1' });
    expect(describe(run.flow, run.state)).toContain('- ✓ Title of loop\n');
  });

  test('show how often a step was entered, if more than once', () => {
    const loop = step({
      kind: 'each',
      id: 'loop',
      list: value([1, 2]),
      atMost: 2,
      do: { steps: [say('told')] },
    });
    const run = new Run(flow(loop));
    expect(describe(run.flow, run.state)).toContain('  - ▶ Title of told\n');
    run.tell({ is: 'said', id: 'told#1' });
    expect(describe(run.flow, run.state)).toContain('  - ▶ Title of told (2 times)\n');
    run.tell({ is: 'said', id: 'told#2' });
    expect(describe(run.flow, run.state)).toContain(
      '- ✓ Title of loop – done\n  - ✓ Title of told (2 times) – done\n',
    );
  });

  test('are whole as long as they fit in 20,000 bytes', () => {
    // 19 steps of 1,000 bytes, mark, bullet and line end included, and one that fills what is left beside the remark.
    const titled = (last: number): FlowIr => {
      const steps = Array.from({ length: 20 }, (_, n) => ({
        ...say(`s${n}`),
        title: 'x'.repeat(n < 19 ? 1000 - 7 : last),
      }));
      const ir = flow(...steps);
      return { ...ir, title: 'T' };
    };
    const remark = Buffer.byteLength('\n… 20 more\n');
    const room = 20_000 - Buffer.byteLength('### T\n\n') - remark - 19_000 - 7;
    const whole = describe(titled(room), new Run(titled(room)).state);
    expect(bytes(whole)).toBe(20_000 - remark);
    expect(whole).toMatch(/x\n$/);
    const cut = describe(titled(room + 1), new Run(titled(room + 1)).state);
    expect(cut).toMatch(/x\n\n… 1 more\n$/);
  });

  test('say how the run ended even where steps are left out', () => {
    const long = flow(...Array.from({ length: 1200 }, (_, n) => say(`s${n}`)));
    const run = new Run(long).tell({ is: 'failed', id: 's0#1', code: 'internal' });
    const written = describe(long, run.state);
    expect(written).toMatch(/\n… \d+ more\n\n\*\*failed: internal\*\*\n$/);
    expect(bytes(written)).toBeLessThanOrEqual(20_000);
    const shown = written.split('\n').filter((line) => line.startsWith('- ')).length;
    expect(written).toContain(`… ${1200 - shown} more`);
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
    expect(waits(new Run(flow(never(2))))).toEqual(['timer']);
  });

  test('one role, where nobody else is asked after it', () => {
    const run = new Run(flow(call('get')));
    const { escalateTo, ...alone } = request();
    expect(escalateTo).toBe('team-lead');
    run.tell({ is: 'called', id: 'get#1', result: { outcome: 'needs_approval', request: alone } });
    run.tell({ is: 'timer_fired', id: 'get#1/escalate' });
    expect(waits(run)).toEqual(['approval:refund-approver']);
  });

  test('each thing once, however many branches wait for it', () => {
    const asked = { outcome: 'needs_facts', missing: ['email'], failed: false } as const;
    const branches = { a: { steps: [call('x')] }, b: { steps: [call('y')] } };
    const run = new Run(flow(step({ kind: 'parallel', id: 'both', branches })));
    expect(waits(run)).toEqual([]);
    run.tell({ is: 'called', id: 'x#1', result: asked }).tell({ is: 'called', id: 'y#1', result: asked });
    expect(waits(run)).toEqual(['customer']);
    run.tell({
      is: 'answered',
      id: 'x#1/facts1',
      answer: { value: {}, facts: { email: 'a@b.example' }, receivedAt: 5 },
    });
    expect(waits(run)).toEqual(['customer']);
  });
});
