/** Small talk, reasons and bare order numbers in a conversation: answered, and never with a person because of them. */
import { describe, expect, test } from 'vitest';
import type { OpenAsk } from '../../../src/contracts/conversation.js';
import type { Entity, Understanding } from '../../../src/contracts/understanding.js';
import { bounds } from '../../../src/workflows/conversation/bounds.js';
import { smallTalkLimit } from '../../../src/workflows/conversation/follow-ups.js';
import { type Meaning, Talk } from './model/talk.js';

const smallTalk = (sentence: string, answers?: true): Meaning => ({
  followUp: { is: 'small_talk', sentence, ...(answers === undefined ? {} : { answers }) },
});
const orderNumber = (value: string): Entity => ({
  ...{ type: 'order_number', value, raw: value, start: 0, end: value.length, source: 'rule' },
});
const number = (value: string): Meaning => ({
  followUp: { is: 'number', number: value },
  understanding: { entities: [orderNumber(value)] },
});
const reason = (certain: boolean, wanted: readonly string[] = []): Meaning => ({
  followUp: { is: 'reason', certain },
  wanted,
});
const intent = (name: string, rest: Partial<Understanding> = {}): Meaning => ({
  wanted: [name],
  understanding: { intent: name, sure: true, ...rest },
});
const unclear: Meaning = {};

const question = 'Would you like me to refund €48.40 for order 1001?';
const ask: OpenAsk = { run: 'r', key: 'sure#1', kind: 'yes_or_no', labels: [], question };

describe('small talk', () => {
  test('is answered before, between and after matters, however often, and never starts or ends anything', () => {
    const talk = new Talk();
    expect(talk.hears(smallTalk('greeting'))).toEqual(['@greeting']);
    expect(talk.hears(smallTalk('opening'))).toEqual(['@opening']);
    expect(talk.hears(intent('wismo'))).toEqual([]);
    expect(talk.runs.map(({ start }) => start.intent)).toEqual(['wismo']);
    talk.ends();
    for (const sentence of ['thanks', 'thanks', 'acknowledgement', 'goodbye'])
      expect(talk.hears(smallTalk(sentence))).toEqual([`@${sentence}`]);
    expect(talk.runs).toHaveLength(1);
    expect(talk.state.withPeople).toBe(false);
  });

  test('neither counts as not understood, nor as understood', () => {
    const talk = new Talk();
    for (let time = 0; time < 3; time += 1) talk.hears(smallTalk('greeting'));
    expect(talk.hears(unclear)).toEqual(['@unclear_message']);
    expect(talk.hears(smallTalk('thanks'))).toEqual(['@thanks']);
    expect(talk.hears(unclear)).toEqual(['@unclear_again']);
    expect(talk.hears(unclear)).toEqual(['@unsure']);
    expect(talk.state.withPeople).toBe(true);
  });

  test('leaves an open question open, and repeats it without counting an attempt', () => {
    const talk = new Talk();
    talk.hears(intent('refund'));
    talk.asks(ask);
    for (let time = 0; time < 5; time += 1)
      expect(talk.hears(smallTalk('thanks'))).toEqual([`@question_open ${question}`]);
    expect(talk.state.asks).toMatchObject([{ key: ask.key, reasked: 0 }]);
    talk.hears({ fits: [{ run: ask.run, key: ask.key, value: 'yes' }], ...smallTalk('thanks') });
    expect(talk.state.asks).toEqual([]);
  });

  test('is answered by itself where the question is too long to be repeated', () => {
    const talk = new Talk();
    const long = { ...ask, question: 'x'.repeat(bounds.questionChars + 1) };
    talk.asks(long);
    expect(talk.hears(smallTalk('thanks'))).toEqual(['@thanks']);
  });

  test('that may be an answer is read as one where something is asked', () => {
    const talk = new Talk();
    expect(talk.hears(smallTalk('acknowledgement', true))).toEqual(['@acknowledgement']);
    talk.asks(ask);
    expect(talk.hears(smallTalk('acknowledgement', true))).toEqual([`@yes_or_no ${question}`]);
  });

  test('in words of any language is answered in the conversation’s own', () => {
    const talk = new Talk();
    talk.hears({ ...smallTalk('thanks'), language: 'de' });
    talk.hears({ ...smallTalk('acknowledgement', true), language: '' });
    expect(talk.state.language).toBe('de');
  });

  test('hides no danger', () => {
    const talk = new Talk();
    talk.hears({ ...smallTalk('thanks'), understanding: { flags: ['safety'] } });
    expect(talk.state.withPeople).toBe(true);
  });

  test('is one of a chain without end: nothing more is said until something else comes', () => {
    const talk = new Talk();
    const replies = Array.from({ length: smallTalkLimit + 5 }, () => talk.hears(smallTalk('thanks')).length);
    expect(replies.filter((count) => count === 1)).toHaveLength(smallTalkLimit);
    expect(replies.slice(smallTalkLimit)).toEqual([0, 0, 0, 0, 0]);
    expect(talk.state.withPeople).toBe(false);
    talk.hears(intent('wismo'));
    expect(talk.hears(smallTalk('thanks'))).toEqual(['@thanks']);
  });
});

describe('an order number and no more', () => {
  test('goes on with what the conversation was last about, as it was understood then', () => {
    const talk = new Talk();
    talk.hears(intent('refund', { label: 'refund.status', entities: [orderNumber('1001')] }));
    talk.ends();
    talk.hears(smallTalk('thanks'));
    expect(talk.hears(number('1002'))).toEqual([]);
    const { message } = talk.runs.at(-1)?.start ?? {};
    expect(talk.runs.at(-1)?.run).toBe('demo/c/3-refund');
    expect(message?.understanding).toMatchObject({
      ...{ intent: 'refund', label: 'refund.status', sure: true },
      entities: [{ value: '1002' }],
    });
  });

  test('runs beside a question that it does not fit', () => {
    const talk = new Talk();
    talk.hears(intent('refund'));
    talk.asks(ask);
    talk.hears(number('1002'));
    expect(talk.runs).toHaveLength(2);
    expect(talk.state.asks).toHaveLength(1);
  });

  test('that the open question names is no other matter: the question is repeated', () => {
    const talk = new Talk();
    talk.hears(intent('refund'));
    talk.asks(ask);
    expect(talk.hears(number('1001'))).toEqual([`@question_open ${question}`]);
    expect(talk.hears(number('100'))).toEqual([]);
    expect(talk.runs.map(({ start }) => start.message?.understanding.entities[0]?.value)).toEqual([
      undefined,
      '100',
    ]);
  });

  test('is an answer where one is asked for', () => {
    const talk = new Talk();
    talk.hears(intent('wismo'));
    talk.asks(ask);
    talk.hears({ ...number('1002'), fits: [{ run: ask.run, key: ask.key, value: {} }] });
    expect(talk.runs).toHaveLength(1);
    expect(talk.state.asks).toEqual([]);
  });

  test('is asked about where nothing was talked about, and goes along with the answer', () => {
    const talk = new Talk();
    talk.hears(unclear);
    expect(talk.hears(number('1001'))).toEqual(['@unclear_order 1001']);
    expect(talk.hears(smallTalk('greeting'))).toEqual(['@greeting']);
    talk.hears(intent('wismo', { label: 'wismo.late' }));
    const { message } = talk.runs[0]?.start ?? {};
    expect(message).toMatchObject({
      ids: ['m2', 'm4'],
      understanding: { intent: 'wismo', label: 'wismo.late', entities: [{ value: '1001' }] },
    });
    expect(talk.state.clarifying).toBeUndefined();
  });

  test('does not go along with a message that names another one', () => {
    const talk = new Talk();
    talk.hears(number('1001'));
    talk.hears(intent('wismo', { entities: [orderNumber('1002')] }));
    expect(talk.runs[0]?.start.message).toMatchObject({
      ids: ['m2'],
      understanding: { entities: [{ value: '1002' }] },
    });
  });

  test('is asked about once; another one anew', () => {
    const talk = new Talk();
    expect(talk.hears(number('1001'))).toEqual(['@unclear_order 1001']);
    expect(talk.hears(number('1002'))).toEqual(['@unclear_order 1002']);
    expect(talk.hears(number('1002'))).toEqual(['@unclear_again']);
    expect(talk.hears(number('1002'))).toEqual(['@unsure']);
  });

  test('goes on with nothing that was before people had the conversation', () => {
    const talk = new Talk();
    talk.hears(intent('refund'));
    talk.ends();
    talk.take({ is: 'signal', signal: { type: 'handed_over', queue: 'default' } });
    talk.take({ is: 'signal', signal: { type: 'given_back', by: 'anna' } });
    expect(talk.hears(number('1002'))).toEqual(['@unclear_order 1002']);
  });
});

describe('a reason', () => {
  test('leaves the question open that it does not answer, also where it sounds like another matter', () => {
    const talk = new Talk();
    talk.hears(intent('refund'));
    talk.asks(ask);
    for (const meant of [reason(true, ['replacement']), reason(false, ['return']), reason(false)])
      expect(talk.hears(meant)).toEqual([`@question_open ${question}`]);
    expect(talk.state.asks).toMatchObject([{ reasked: 0 }]);
    expect(talk.runs).toHaveLength(1);
  });

  test('that comes when the matter is done gets a sentence; a statement may be a matter of its own', () => {
    const talk = new Talk();
    talk.hears(intent('refund'));
    talk.ends();
    expect(talk.hears(reason(true, ['replacement']))).toEqual(['@remark']);
    expect(talk.hears(reason(false))).toEqual(['@remark']);
    expect(talk.runs).toHaveLength(1);
    talk.hears(reason(false, ['replacement']));
    expect(talk.runs.at(-1)?.start.intent).toBe('replacement');
  });

  test('belongs to nothing where nothing was talked about', () => {
    const talk = new Talk();
    talk.hears(reason(true, ['replacement']));
    expect(talk.runs.map(({ start }) => start.intent)).toEqual(['replacement']);
  });

  test('for wanting a person brings one', () => {
    const talk = new Talk();
    talk.hears(intent('refund'));
    talk.ends();
    talk.hears({
      ...reason(true, ['talk_to_a_person']),
      understanding: { intent: 'talk_to_a_person', flags: ['wants_human'] },
    });
    expect(talk.runs.at(-1)?.start.intent).toBe('talk_to_a_person');
  });
});
