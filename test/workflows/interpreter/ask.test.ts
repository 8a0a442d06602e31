import { describe, expect, test } from 'vitest';
import type { StepIr } from '../../../src/contracts/ir.js';
import { byDefault, end, flow, read, Run, say, step, text, value } from './flows.js';

const answer = (value: never, facts = {}) => ({ value, facts, receivedAt: 2000 });

describe('ask', () => {
  const ask = (more: object): StepIr =>
    step({
      kind: 'ask',
      id: 'q',
      question: text('Which?'),
      answer: 'text',
      expires: { ms: 9 },
      outcomes: { expired: byDefault('expired') },
      ...more,
    });
  const over = end('over', 'ok', { answer: read('steps.q.answer') });
  const answered = (run: Run, value: unknown) =>
    run.tell({ is: 'answered', id: 'q#1', answer: answer(value as never) });

  test('the chosen option is the answer, and the timer ends', () => {
    const orders = [{ n: 'a' }, { n: 'b' }];
    const label = {
      key: '${option.n}',
      args: [{ source: 'option.n', type: { t: 'text' }, expr: read('option.n') }],
    };
    const run = new Run(flow(ask({ answer: 'choice', options: value(orders), label }), over));
    expect(run.command('ask').labels?.map((sentence) => sentence.args[0]?.value)).toEqual(['a', 'b']);
    expect(run.tell({ is: 'asked', id: 'q#1', labels: ['a', 'b'], expiresAt: 99 }).commands).toEqual([
      { do: 'timer', id: 'q#1/expiry', until: 99 },
    ]);
    expect(answered(run, 1).acts).toEqual(['cancel_timer q#1/expiry', 'end ok']);
    expect(run.command('end').outputs).toEqual({ answer: { n: 'b' } });
  });

  test('a yes that a call builds on counts for the values that were asked about', () => {
    const asking = (amount: number) => {
      const named = [{ source: 'amount', type: { t: 'text' }, expr: value(String(amount)) }];
      const pay = step({
        kind: 'call',
        id: 'pay',
        operation: 'orders.cancel',
        effect: 'write',
        inputs: {},
        confirmedBy: 'q',
        outcomes: {},
      });
      const asked = ask({ answer: 'yes_or_no', question: { key: 'Shall I pay ${amount}?', args: named } });
      return new Run(flow(asked, pay, over));
    };
    const [five, six] = [asking(5), asking(6)];
    const { confirms, digest } = five.command('ask');
    expect([confirms, digest]).toEqual([true, asking(5).command('ask').digest]);
    expect(digest).not.toBe(six.command('ask').digest);
    const yes = { ...answer('yes' as never), to: digest ?? '' };
    expect(six.tell({ is: 'answered', id: 'q#1', answer: yes }).taken).toBe(false);
    expect(five.tell({ is: 'answered', id: 'q#1', answer: yes }).taken).toBe(true);
    expect(new Run(flow(ask({ answer: 'yes_or_no' }), over)).command('ask').digest).toBeUndefined();
  });

  test.each([
    ['text', 'hello', 7],
    ['yes_or_no', 'yes', 'maybe'],
    ['date', '2026-11-21', '21.11.2026'],
    ['amount', { minor: 5, currency: 'EUR' }, { minor: 0.5, currency: 'EUR' }],
  ])('%s takes what fits and leaves what does not', (kind, fits, misfit) => {
    const run = new Run(flow(ask({ answer: kind }), over));
    expect(answered(run, misfit).taken).toBe(false);
    expect(answered(run, fits).command('end').outputs).toEqual({ answer: fits });
  });

  test.each([
    ['text', 'yes', [null, true, {}]],
    ['yes_or_no', 'no', ['Yes', '', true, null]],
    [
      'date',
      '2026-02-28',
      [['2026-02-28'], '2026-02-28T10:00', 'on 2026-02-28', '2026-2-28', '26-02-28', 20260228],
    ],
    ['amount', { minor: 0, currency: 'EUR' }, [5, '5 EUR', { minor: 5 }, null]],
  ])('%s takes nothing of another form', (kind, fits, misfits) => {
    const run = new Run(flow(ask({ answer: kind }), over));
    for (const misfit of misfits) expect([misfit, answered(run, misfit).taken]).toEqual([misfit, false]);
    expect(answered(run, fits).taken).toBe(true);
    expect(run.state.outcomes['q']).toBe('answered');
  });

  test('options without words of their own are shown as they are', () => {
    const run = new Run(flow(ask({ answer: 'choice', options: value(['a', 'b']) }), over));
    expect(run.command('ask').labels).toEqual(
      ['a', 'b'].map((option) => ({
        key: '${option}',
        args: [{ source: 'option', type: { t: 'text' }, value: option }],
      })),
    );
    expect(answered(run, 0).command('end').outputs).toEqual({ answer: 'a' });
  });

  test('each option can have words of its own; one that has none is shown as it is', () => {
    const labels = { money: text('My money back') };
    const run = new Run(flow(ask({ answer: 'choice', options: value(['money', 'other']), labels }), over));
    expect(run.command('ask').labels?.map(({ key }) => key)).toEqual(['My money back', '${option}']);
  });

  test('an option that is no text and has no words cannot be shown', () => {
    const run = new Run(flow(ask({ answer: 'choice', options: value([1]), labels: { 1: text('One') } })));
    expect(run.acts.at(-1)).toBe('fail value_type');
  });

  test('only a choice has options', () => {
    const { labels, ...command } = new Run(flow(ask({ options: value(['a']) }), over)).command('ask');
    expect(labels).toBeUndefined();
    expect(command).toEqual({
      do: 'ask',
      id: 'q#1',
      question: { key: 'Which?', args: [] },
      answer: 'text',
      expires: { ms: 9 },
    });
    expect(new Run(flow(ask({ answer: 'choice' }))).acts.at(-1)).toBe('fail options_missing');
  });

  test('a later message never makes the conversation older', () => {
    const run = new Run(flow(ask({}), over));
    run.tell({ is: 'answered', id: 'q#1', answer: { value: 'x', facts: {}, receivedAt: 7 } });
    expect(run.state.receivedAt).toBe(1000);
    expect(answered(new Run(flow(ask({}), over)), 'x').state.receivedAt).toBe(2000);
  });

  test('an option that is not there is no answer', () => {
    const run = new Run(flow(ask({ answer: 'choice', options: value(['a', 'b']) }), over));
    for (const index of [2, -1, 0.5, '0', 'length']) expect(answered(run, index).taken).toBe(false);
  });

  test('an answer before the question is known to be delivered counts', () => {
    const run = answered(new Run(flow(ask({}), over)), 'early');
    expect(run.acts).toEqual(['end ok']);
    expect(run.tell({ is: 'asked', id: 'q#1', labels: [], expiresAt: 99 }).taken).toBe(false);
  });

  test('an ask that expires is withdrawn, and an answer after that is not taken', () => {
    const run = new Run(flow(ask({}), over)).tell({ is: 'asked', id: 'q#1', labels: [], expiresAt: 99 });
    expect(run.tell({ is: 'timer_fired', id: 'q#1/expiry' }).acts).toEqual([
      'withdraw_ask q#1',
      'say expiredSay#1',
    ]);
    expect(answered(run, 'late').taken).toBe(false);
    expect(run.state.outcomes['q']).toBe('expired');
  });

  test('an ask without options fails instead of asking', () => {
    expect(new Run(flow(ask({ answer: 'choice', options: value([]) }))).acts.at(-1)).toBe(
      'fail options_missing',
    );
  });

  test('with people, an open ask is withdrawn and the run ends as handed over', () => {
    const run = new Run(flow(ask({}), over)).tell({ is: 'asked', id: 'q#1', labels: [], expiresAt: 99 });
    expect(run.tell({ is: 'with_people' }).acts).toEqual([
      'withdraw_ask q#1',
      'cancel_timer q#1/expiry',
      'end handed_over',
    ]);
  });

  test('with people, a later ask ends the run, a reply is still said', () => {
    const run = new Run(flow(say('a'), say('b'), ask({}), over)).tell({ is: 'with_people' });
    expect(run.tell({ is: 'said', id: 'a#1' }).acts).toEqual(['say b#1']);
    expect(run.tell({ is: 'said', id: 'b#1' }).acts).toEqual(['end handed_over']);
  });

  describe('that the customer has answered before', () => {
    const lines = value([{ n: 'a' }, { n: 'b' }, { n: 'c' }]);
    const labels = ['a', 'b', 'c'];
    const asked = (more: object): Run =>
      new Run(flow(ask({ label: text('x'), options: lines, ...more }), over));
    const said = (run: Run, known: unknown) =>
      run.tell({ is: 'asked', id: 'q#1', labels, expiresAt: 99, said: known as never });

    test.each<[string, object, unknown, unknown]>([
      ['a choice', { answer: 'choice' }, 1, { n: 'b' }],
      ['choices', { answer: 'choices' }, [0, 2], [{ n: 'a' }, { n: 'c' }]],
      ['a number', { answer: 'number', options: undefined }, 3, 3],
      [
        'an amount',
        { answer: 'amount', options: undefined },
        { minor: 500, currency: 'EUR' },
        { minor: 500, currency: 'EUR' },
      ],
    ])('%s: the flow goes on with it, and nothing waits', (_, more, known, given) => {
      const run = asked({ fills: 'slot', ...more });
      expect(run.command('ask').fills).toBe('slot');
      expect(said(run, known).acts).toEqual(['end ok']);
      expect(run.command('end').outputs).toEqual({ answer: given });
      expect(run.state.outcomes['q']).toBe('said_before');
      expect(answered(run, 0).taken).toBe(false);
    });

    test.each([3, -1, 'b', [1]])('a choice is none of its options: %j fails, and is not taken', (known) => {
      expect(said(asked({ answer: 'choice', fills: 'slot' }), known).acts.at(-1)).toBe('fail value_type');
    });

    test('choices are none only where they were only looked for', () => {
      expect(said(asked({ answer: 'choices', fills: 'slot' }), []).acts.at(-1)).toBe('fail value_type');
      const looked = asked({ answer: 'choices', fills: 'slot', ifSaid: true });
      expect(looked.command('ask')).toMatchObject({ fills: 'slot', ifSaid: true });
      expect(said(looked, []).command('end').outputs).toEqual({ answer: [] });
    });

    test('a question that fills nothing says so', () => {
      const command = asked({ answer: 'choice' }).command('ask');
      expect('fills' in command || 'ifSaid' in command).toBe(false);
    });

    test.each([
      ['amount', undefined],
      // A number counts where it names what this round is about.
      ['number', true],
    ] as const)('in a loop what was said counts for the first of it alone: %s', (answer, repeated) => {
      const each = step({
        kind: 'each',
        id: 'loop',
        list: value([1, 2]),
        atMost: 2,
        do: { steps: [ask({ answer, fills: 'pieces' })] },
      });
      const run = new Run(flow(each, end('over', 'ok')));
      expect(run.command('ask')).toMatchObject({ fills: 'pieces' });
      const said = answer === 'number' ? 2 : { minor: 200, currency: 'EUR' };
      run.tell({ is: 'asked', id: run.command('ask').id, labels: [], expiresAt: 99, said });
      const { fills, repeated: again } = run.command('ask');
      expect([fills, again]).toEqual([repeated && 'pieces', repeated]);
    });
  });
});
