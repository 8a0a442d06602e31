/** The shipped flows, run by the interpreter: what they ask, call and say, step by step. */
import { describe, expect, test } from 'vitest';
import type { FlowIr } from '../../src/contracts/ir.js';
import type { CallResult } from '../../src/contracts/call-result.js';
import type { Command } from '../../src/contracts/interpreter-command.js';
import type { RunContext, RunEvent } from '../../src/contracts/interpreter-event.js';
import { reduce, startRun } from '../../src/workflows/interpreter/reduce.js';
import type { RunState } from '../../src/workflows/interpreter/state.js';
import type { JsonObject } from '../../src/contracts/json.js';
import { compile, shipped } from './support/demo.js';

const { flows } = compile(shipped);
const now = Date.UTC(2026, 2, 10, 12);

const order = { ref: 'r1', number: 'A-1', status: 'shipped', lines: [], shipments: [], returns: [] };

/** A run that a test drives: each answer gives the next commands. */
class Run {
  private state: RunState;
  commands: readonly Command[];

  constructor(
    private readonly flow: FlowIr,
    inputs: JsonObject,
  ) {
    const conversation = { id: 'c', workflowId: 'w', language: 'en', facts: {}, receivedAt: now };
    const context: RunContext = { runId: 'r', workflowId: 'w', inputs, conversation, depth: 0 };
    ({ state: this.state, commands: this.commands } = startRun(flow, context, now));
  }

  static of(name: string, inputs: JsonObject): Run {
    const compiled = flows.get(name);
    if (compiled === undefined) throw new Error(name);
    return new Run(compiled.ir, inputs);
  }

  /** Answers the last command that waits. */
  next(event: Record<string, unknown>): this {
    const id = this.commands.findLast((command) => 'id' in command && command.do !== 'timer')?.[
      'id' as never
    ];
    ({ state: this.state, commands: this.commands } = reduce(this.flow, this.state, {
      now,
      id,
      ...event,
    } as unknown as RunEvent));
    return this;
  }

  called(result: string, outputs: JsonObject): this {
    return this.next({ is: 'called', result: { outcome: 'done', result, outputs } satisfies CallResult });
  }

  /** Lets everything be said until the run does something else; what was said, with its values put in. */
  said(): string[] {
    const texts: string[] = [];
    for (;;) {
      const say = this.commands.find((command) => command.do === 'say');
      if (say?.do !== 'say') return texts;
      texts.push(
        say.text.args.reduce(
          (text, { source, value }) => text.replaceAll(`\${${source}}`, JSON.stringify(value)),
          say.text.key,
        ),
      );
      this.next({ is: 'said', id: say.id });
    }
  }

  get does(): string[] {
    return this.commands.map((command) => ('operation' in command ? command.operation : command.do));
  }
}

describe('find-order', () => {
  test('with a number looks that order up, and gives it', () => {
    const run = Run.of('find-order', { orderNumber: 'A-1' });
    expect(run.does).toEqual(['orders.get']);
    expect(run.called('found', { order }).commands).toEqual([
      { do: 'end', result: 'found', outputs: { order } },
    ]);
  });

  test('without one takes the only order there is', () => {
    const run = Run.of('find-order', {});
    expect(run.does).toEqual(['orders.find']);
    expect(run.called('found', { orders: [order] }).commands).toEqual([
      { do: 'end', result: 'found', outputs: { order } },
    ]);
  });

  test('with several asks which one', () => {
    const run = Run.of('find-order', {}).called('found', { orders: [order, { ...order, number: 'A-2' }] });
    expect(run.commands[0]).toMatchObject({ do: 'ask', answer: 'choice', labels: [{}, {}] });
    const answer = { value: 1, facts: {}, receivedAt: now };
    expect(run.next({ is: 'answered', answer }).commands.at(-1)).toMatchObject({
      do: 'end',
      result: 'found',
      outputs: { order: { number: 'A-2' } },
    });
  });

  test('with none says so and hands over', () => {
    const run = Run.of('find-order', {}).called('none', {});
    expect(run.said()).toHaveLength(1);
    expect(run.does).toEqual(['handover']);
    expect(run.next({ is: 'handed_over' }).commands).toEqual([
      { do: 'end', result: 'handed_over', outputs: {} },
    ]);
  });
});

describe('where-is-my-order', () => {
  const found = (more: JsonObject) =>
    Run.of('where-is-my-order', {}).next({
      is: 'subflow_ended',
      result: 'found',
      outputs: { order: { ...order, ...more } },
    });

  test('tells the scans of every parcel', () => {
    const shipments = ['T1', 'T2'].map((trackingNumber) => ({ carrier: 'blitz', trackingNumber }));
    const run = found({ shipments, expectedDeliveryDate: now + 86_400_000 });
    expect(run.said()).toEqual([
      'Your order "A-1" is on its way to you in 2 parcels. Each has its own delivery day.',
    ]);
    const events = [{ at: now, description: 'Left the depot' }];
    expect(run.does).toEqual(['shipments.track']);
    expect(
      run
        .called('found', {
          tracking: { trackingNumber: 'T1', status: 'in_transit', events },
          delivery: { delayed: false, probablyLost: false, claimable: false },
        })
        .said()
        .join(),
    ).toContain('"Left the depot"');
    const others = run.called('not_found', {}).said().join();
    expect(others).toContain('"T2"');
    // no carrier has named a day
    expect(others).toContain('should arrive by');
    expect(run.commands).toEqual([{ do: 'end', result: 'told', outputs: {} }]);
  });

  test('goes on when the carrier does not answer', () => {
    const run = found({ shipments: [{ carrier: 'blitz', trackingNumber: 'T1' }] });
    run.said();
    expect(
      run
        .next({ is: 'called', result: { outcome: 'unavailable' } })
        .said()
        .join(),
    ).toContain('isn’t responding');
    expect(run.does).toEqual(['end']);
  });

  test('says sorry for one that is late, and nothing of days for one that was cancelled', () => {
    expect(
      found({ expectedDeliveryDate: now - 1 })
        .said()
        .join(),
    ).toContain('sorry');
    expect(found({ status: 'cancelled', expectedDeliveryDate: now - 1 }).said()).toHaveLength(1);
  });

  test.each([
    'open',
    'packed',
    'partly_shipped',
    'shipped',
    'delivered',
    'cancelled',
    'returned',
    'refunded',
  ])('has words for an order that is %s', (status) => {
    const run = found({ status });
    expect(run.said().length).toBeGreaterThan(0);
    expect(run.commands).toEqual([{ do: 'end', result: 'told', outputs: {} }]);
  });
});

describe('refund-order', () => {
  const amount = { minor: 1999, currency: 'EUR' };
  const quoted = () =>
    Run.of('refund-order', { reason: 'damaged', whole: true })
      .next({ is: 'subflow_ended', result: 'found', outputs: { order } })
      .called('refundable', { amount });
  const answer = (value: string) => ({
    is: 'answered',
    answer: { value, text: value, facts: {}, receivedAt: now },
  });

  test('pays back what was quoted, after a yes that the call knows of', () => {
    const run = quoted();
    expect(run.does).toEqual(['ask']);
    run.next(answer('yes'));
    expect(run.commands.at(-1)).toMatchObject({
      do: 'call',
      operation: 'payments.refund',
      confirmed: 'customer',
      inputs: { amount, reason: 'damaged', order },
    });
    expect(run.called('done', {}).said()).toHaveLength(1);
    expect(run.commands).toEqual([{ do: 'end', result: 'refunded', outputs: { amount } }]);
  });

  test('pays nothing after a no', () => {
    const run = quoted().next(answer('no'));
    expect(run.said()).toEqual(['No problem, I haven’t changed anything.']);
    expect(run.does).toEqual(['end']);
  });

  test('hands over what it does not handle', () => {
    const run = quoted()
      .next(answer('yes'))
      .next({ is: 'called', result: { outcome: 'unknown' } });
    expect(run.said()).toEqual([
      'I’m not sure whether that went through. A colleague will check and get back to you.',
    ]);
    expect(run.does).toEqual(['handover']);
  });
});
