/** What details tell of a wait, and which values they write. */
import { describe as group, expect, test } from 'vitest';
import { describe } from '../../../src/workflows/interpreter/describe.js';
import type { StepIr, Type } from '../../../src/contracts/ir.js';
import { byDefault, call, context, flow, read, request, Run, say, step, text, value } from './flows.js';

const secret = 'anna@shop.example';

group('current details', () => {
  test('say of an approval who may decide, on what, and until when', () => {
    const at = (day: number, hour: number): number => Date.UTC(2026, 10, day, hour);
    const asked = request({
      ...{ requestedAt: at(28, 9), remindAt: at(28, 13), escalateAt: at(29, 9), expiresAt: at(30, 17) },
      amount: { minor: 4840, currency: 'EUR' },
      summary: {
        ...{ what: 'Pay back *money*', orderNumber: '1001', customerName: 'Anna Rossi', reason: secret },
        ...{ orderStatus: 'partly_shipped', orderAmount: { minor: 12_000, currency: 'JPY' } },
        found: { amount: { minor: 4840, currency: 'EUR' } },
      },
    });
    const run = new Run(flow(call('pay'))).tell({
      ...{ is: 'called', id: 'pay#1', result: { outcome: 'needs_approval', request: asked } },
    });
    const lines = () => describe(run.flow, run.state).split('\n').slice(2, -1);
    const on = '  - on: Pay back \\*money\\*, 48.40 EUR, order status partly shipped, order amount 12000 JPY';
    expect(lines()).toEqual([
      '- ▶ Title of pay – waiting for an approval since 2026-11-28 09:00 UTC',
      '  - may decide: refund-approver, from 2026-11-29 09:00 UTC also team-lead',
      on,
      '  - until: 2026-11-30 17:00 UTC; a reminder at 2026-11-28 13:00 UTC',
    ]);
    run.tell({ is: 'timer_fired', id: 'pay#1/remind' }).tell({ is: 'timer_fired', id: 'pay#1/escalate' });
    expect(lines().slice(1)).toEqual([
      '  - may decide: refund-approver or team-lead',
      on,
      '  - until: 2026-11-30 17:00 UTC; reminded at 2026-11-28 13:00 UTC',
    ]);
  });

  test('say until when the customer, a system or a time is waited for', () => {
    const question = { question: text('?'), answer: 'text', expires: { ms: 1 } } as const;
    const ask = new Run(
      flow(step({ kind: 'ask', id: 'q', ...question, outcomes: { expired: byDefault('x') } })),
    );
    const last = (run: Run) => describe(run.flow, run.state).split('\n')[2];
    expect(last(ask)).toBe('- ▶ Title of q – waiting for the customer');
    ask.tell({ is: 'asked', id: 'q#1', labels: [], expiresAt: Date.UTC(2026, 10, 30) });
    expect(last(ask)).toBe('- ▶ Title of q – waiting for the customer until 2026-11-30 00:00 UTC');
    const wait = new Run(flow(step({ kind: 'wait', id: 'w', for: { ms: 59_000 } })));
    expect(last(wait)).toBe('- ▶ Title of w – waiting until 1970-01-01 00:01 UTC');
    const later = new Run(flow(step({ kind: 'wait', id: 'w', for: { businessDays: 1 } })));
    expect(last(later)).toBe('- ▶ Title of w – waiting');
  });

  test('write amounts, values of enums and yes or no where a text has them, and of all else only the name', () => {
    const status = { t: 'enum', values: ['partly_shipped'] } as const;
    const types: Readonly<Record<string, Type>> = {
      amount: { t: 'money' },
      orderStatus: status,
      gift: { t: 'bool' },
      mail: { t: 'text' },
      day: { t: 'date' },
      other: status,
    };
    const args = Object.entries(types).map(([name, type]) => {
      const source = `inputs.${name}`;
      return { source, type, expr: read(source) };
    });
    const told: StepIr = {
      ...step({
        kind: 'say',
        id: 'hello',
        text: { key: '', args },
      }),
      title: 'Say: ‹amount› _now_ ‹order status›, ‹gift›, ‹mail›, ‹day›, ‹other›',
    };
    const inputs = {
      ...{ amount: { minor: 500, currency: 'EUR' }, orderStatus: 'partly_shipped', gift: true },
      ...{ mail: secret, day: '2026-11-28', other: secret },
    };
    const run = new Run(flow(told), context(inputs));
    expect(describe(run.flow, run.state)).toContain(
      '- ▶ Say: 5 EUR \\_now\\_ partly shipped, yes, ‹mail›, ‹day›, ‹other›\n',
    );
  });

  test('write a value of an item only while it is its turn', () => {
    const amount = (minor: number) => ({ amount: { minor, currency: 'EUR' } });
    const told: StepIr = {
      ...step({
        kind: 'say',
        id: 'told',
        text: { key: '', args: [{ source: 'item.amount', type: { t: 'money' }, expr: read('item.amount') }] },
      }),
      title: 'Say: ‹amount›',
    };
    const list = value([amount(100), amount(250)]);
    const each = step({ kind: 'each', id: 'loop', list, atMost: 2, do: { steps: [told, say('then')] } });
    const run = new Run(flow(each));
    expect(describe(run.flow, run.state)).toContain('▶ Say: 1 EUR');
    run.tell({ is: 'said', id: 'told#1' });
    expect(describe(run.flow, run.state)).toContain('✓ Say: ‹amount›');
    run.tell({ is: 'said', id: 'then#1' });
    expect(describe(run.flow, run.state)).toContain('▶ Say: 2.50 EUR');
  });
});
