import { describe, expect, test } from 'vitest';
import type { Entity } from '../../../src/contracts/understanding.js';
import {
  byDefault,
  context,
  end,
  flow,
  handover,
  read,
  Run,
  say,
  step,
  understanding,
  value,
} from './flows.js';

const entity = (type: Entity['type'], value: string): Entity => ({
  type,
  value,
  raw: value,
  start: 0,
  end: 1,
  source: 'rule',
});

describe('classify and extract', () => {
  const listing = {
    kind: 'classify',
    id: 'understood',
    text: read('inputs.message'),
    outcomes: { unsure: byDefault('unsure') },
  } as const;
  const classify = step({ ...listing, intents: ['wismo', 'other'], otherwise: 'other' });
  const over = end('over', 'ok', {
    intent: read('steps.understood.intent'),
    number: read('steps.understood.entities.orderNumber'),
  });
  const message = (given: Parameters<typeof understanding>[0]) =>
    context({ message: 'hi' }, { message: { text: 'hi', understanding: understanding(given) } });

  test("the message's own understanding is read, not made again", () => {
    const entities = [entity('order_number', '1001'), entity('order_number', '1001')];
    const run = new Run(flow(classify, over), message({ entities }));
    expect(run.command('end').outputs).toEqual({ intent: 'wismo', number: '1001' });
  });

  test('another text is understood by an activity', () => {
    const run = new Run(flow(classify, over), context({ message: 'hi' }));
    expect(run.commands).toEqual([{ do: 'understand', id: 'understood#1', text: 'hi' }]);
    expect(run.state.cursors[0]?.wait).toEqual({ on: 'understanding', id: 'understood#1' });
    run.tell({
      is: 'understood',
      id: 'understood#1',
      understanding: understanding({ entities: [entity('order_number', '7')] }),
    });
    expect(run.command('end').outputs).toEqual({ intent: 'wismo', number: '7' });
  });

  test('what the model is unsure of goes the unsure way', () => {
    expect(new Run(flow(classify, over), message({ sure: false })).acts).toEqual(['say unsureSay#1']);
  });

  test('a sure intent that the step does not list is the one that stands for the others', () => {
    const ended = end('over', 'ok', { intent: read('steps.understood.intent') });
    expect(new Run(flow(classify, ended), message({ intent: 'refund' })).command('end').outputs).toEqual({
      intent: 'other',
    });
  });

  test('without such an intent, an unlisted one is unsure', () => {
    const strict = step({ ...listing, intents: ['wismo'] });
    expect(new Run(flow(strict, over), message({ intent: 'refund' })).acts).toEqual(['say unsureSay#1']);
  });

  describe('fine intents', () => {
    const fine = step({ ...listing, intents: ['refund', 'refund.status', 'other'], otherwise: 'other' });
    const ended = end('over', 'ok', { intent: read('steps.understood.intent') });
    const apart = ['refund.status'];
    const outputs = (given: Parameters<typeof understanding>[0], listed = fine) =>
      new Run(flow(listed, ended), message(given)).command('end').outputs;

    test('that are listed win; those that are not count as theirs', () => {
      expect(outputs({ intent: 'refund.status', apart })).toEqual({ intent: 'refund.status' });
      expect(outputs({ intent: 'refund', apart })).toEqual({ intent: 'refund' });
      const coarse = step({ ...listing, intents: ['refund', 'other'], otherwise: 'other' });
      expect(outputs({ intent: 'refund.status', apart }, coarse)).toEqual({ intent: 'refund' });
      const alone = step({ ...listing, intents: ['refund.status', 'other'], otherwise: 'other' });
      expect(outputs({ intent: 'refund', apart }, alone)).toEqual({ intent: 'other' });
    });

    test('that the message was not told apart by are understood anew, and named to whoever does it', () => {
      const run = new Run(flow(fine, ended), message({ intent: 'refund' }));
      expect(run.commands).toEqual([{ do: 'understand', id: 'understood#1', text: 'hi', apart }]);
    });
  });

  test('classify gives every kind of entity that has one value, how sure it is in percent, and the language', () => {
    const entities = [
      entity('order_number', '1001'),
      entity('email', 'a@b.example'),
      entity('tracking_number', 'T1'),
      entity('postcode', '04109'),
      entity('postcode', '04109'),
    ];
    const run = new Run(
      flow(classify, say('told')),
      message({ entities, confidence: 0.876, language: 'de' }),
    );
    expect(run.state.steps['understood']).toEqual({
      intent: 'wismo',
      confidence: 88,
      language: 'de',
      entities: { orderNumber: '1001', email: 'a@b.example', trackingNumber: 'T1', postcode: '04109' },
    });
    expect(run.state.outcomes['understood']).toBe('wismo');
  });

  test('what is known of an unsure message can be read all the same', () => {
    const run = new Run(
      flow(classify, over),
      message({ sure: false, entities: [entity('email', 'a@b.example')] }),
    );
    expect(run.state.steps['understood']).toEqual({
      confidence: 90,
      language: 'en',
      entities: { email: 'a@b.example' },
    });
    expect(run.state.outcomes['understood']).toBe('unsure');
  });

  test('no message, or another text than the message, is understood anew', () => {
    const other = context({ message: 'hello' }, { message: { text: 'hi', understanding: understanding() } });
    expect(new Run(flow(classify, over), other).acts).toEqual(['understand understood#1']);
  });

  test('extract reads what was understood for it', () => {
    const extract = step({
      kind: 'extract',
      id: 'found',
      text: value('hello'),
      fields: { number: 'order_number', mail: 'email' },
      outcomes: { unsure: byDefault('unsure') },
    });
    const told = (entities: Entity[]) =>
      new Run(flow(extract, say('told'))).tell({
        is: 'understood',
        id: 'found#1',
        understanding: understanding({ entities }),
      });
    expect(new Run(flow(extract)).commands).toEqual([{ do: 'understand', id: 'found#1', text: 'hello' }]);
    const run = told([
      entity('email', 'a@b.example'),
      entity('order_number', '1'),
      entity('order_number', '2'),
    ]);
    expect(run.state.steps['found']).toEqual({ mail: 'a@b.example' });
    expect(run.state.outcomes['found']).toBe('done');
    expect(told([entity('postcode', '04109')]).acts).toEqual(['say unsureSay#1']);
    expect(told([]).state.outcomes['found']).toBe('unsure');
  });

  test('only a text is understood', () => {
    const run = new Run(flow(classify, over), context({ message: 5 }));
    expect(run.acts.at(-1)).toBe('fail value_type');
  });

  test('two order numbers are none', () => {
    const entities = [entity('order_number', '1'), entity('order_number', '2')];
    expect(new Run(flow(classify, over), message({ entities })).state.ended).toEqual({
      result: 'ok',
      outputs: { intent: 'wismo' },
    });
  });

  test('extract gives the fields that the text holds, and is unsure of a text that holds none', () => {
    const extract = step({
      kind: 'extract',
      id: 'found',
      text: value('hi'),
      fields: { number: 'order_number', mail: 'email' },
      outcomes: { unsure: byDefault('unsure') },
    });
    const ended = end('over', 'ok', {
      number: read('steps.found.number'),
      mail: { k: 'has', root: 'steps', path: ['found', 'mail'] },
    });
    const run = new Run(flow(extract, ended), message({ entities: [entity('order_number', '5')] }));
    expect(run.command('end').outputs).toEqual({ number: '5', mail: false });
    expect(new Run(flow(extract, ended), message({})).acts).toEqual(['say unsureSay#1']);
  });
});

describe('say, handover and wait', () => {
  test('each goes on when it is done, once', () => {
    const run = new Run(
      flow(
        say('hello'),
        handover('people'),
        step({ kind: 'wait', id: 'pause', for: { ms: 5 } }),
        end('over', 'ok'),
      ),
    );
    expect(run.tell({ is: 'said', id: 'hello#1' }).acts).toEqual(['handover people#1']);
    expect(run.tell({ is: 'said', id: 'hello#1' }).taken).toBe(false);
    expect(run.tell({ is: 'handed_over', id: 'people#1' }).commands).toEqual([
      { do: 'timer', id: 'pause#1', for: { ms: 5 } },
    ]);
    expect(run.tell({ is: 'timer_fired', id: 'pause#1' }).acts).toEqual(['end ok']);
    expect(run.tell({ is: 'timer_fired', id: 'pause#1' }).taken).toBe(false);
  });

  test('a text travels as key and typed values', () => {
    const args = [{ source: 'inputs.n', type: { t: 'number' } as const, expr: read('inputs.n') }];
    const run = new Run(
      flow(step({ kind: 'say', id: 'a', text: { key: 'n is ${inputs.n}', args } })),
      context({ n: 3 }),
    );
    expect(run.command('say').text).toEqual({
      key: 'n is ${inputs.n}',
      args: [{ source: 'inputs.n', type: { t: 'number' }, value: 3 }],
    });
  });

  test('a wait is for a time of its own kind, or until a moment that is one', () => {
    const waiting = (more: object) => new Run(flow(step({ kind: 'wait', id: 'pause', ...more })));
    expect(waiting({ for: { businessDays: 2 } }).commands).toEqual([
      { do: 'timer', id: 'pause#1', for: { businessDays: 2 } },
    ]);
    expect(waiting({ until: value('tomorrow') }).acts.at(-1)).toBe('fail value_type');
  });

  test('a handover names queue and reason', () => {
    expect(new Run(flow(handover('people'))).commands).toEqual([
      { do: 'handover', id: 'people#1', queue: 'service', reason: { key: 'why people', args: [] } },
    ]);
  });

  test('a wait for a day names it, and whoever has the calendar says when that is', () => {
    const run = new Run(flow(step({ kind: 'wait', id: 'pause', on: value('2026-03-24') })));
    expect(run.commands).toEqual([{ do: 'timer', id: 'pause#1', on: '2026-03-24' }]);
  });

  test('a wait until a moment names it', () => {
    const run = new Run(flow(step({ kind: 'wait', id: 'pause', until: value(77) })));
    expect(run.commands).toEqual([{ do: 'timer', id: 'pause#1', until: 77 }]);
  });
});
