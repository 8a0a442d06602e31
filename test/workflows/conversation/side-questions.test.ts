/** Questions beside what is open or has just been done: nothing is begun again by them, and no question is lost. */
import { describe, expect, test } from 'vitest';
import type { SideQuestion } from '../../../src/contracts/activities.js';
import type { OpenAsk } from '../../../src/contracts/conversation.js';
import { type Meaning, Talk } from './model/talk.js';

const question = 'Would you like me to register this return for order 1001?';
const ask: OpenAsk = {
  ...{ run: 'demo/c/1-return', key: 'sure#1', kind: 'yes_or_no', labels: ['Yes', 'No'], question },
  ...{ intent: 'return', about: '1001', confirms: true },
};
const wants = (intent: string, sideQuestion?: Partial<SideQuestion>, more: Meaning = {}): Meaning => ({
  ...{ wanted: [intent], ...more, understanding: { intent, sure: true, ...more.understanding } },
  ...(sideQuestion === undefined ? {} : { sideQuestion: { forPeople: [], reading: [], ...sideQuestion } }),
});
const onlyAsks = (sideQuestion: Partial<SideQuestion> = {}): Meaning => ({
  wanted: [],
  sideQuestion: { forPeople: [], reading: [], ...sideQuestion },
});
/** As the model of a talk writes a text of one line. */
const repeated = (text: string): string => `\${line0} ${text}`;
const number = (value: string) =>
  ({ type: 'order_number', value, raw: value, start: 0, end: 4, source: 'rule' }) as const;

/** A return that is being asked about, or has been registered. */
function returning({ isDone = false } = {}): Talk {
  const talk = new Talk();
  talk.hears(wants('return'));
  if (isDone) talk.ends();
  else talk.asks(ask);
  return talk;
}

describe('beside an open question', () => {
  test('what was said before is said again, with the question behind it, and counts as no attempt', () => {
    const talk = returning();
    for (let time = 0; time < 4; time += 1)
      expect(talk.hears(onlyAsks({ answer: 'A return costs €2.95.' }))).toEqual([
        repeated(`A return costs €2.95. ${question}`),
      ]);
    expect(talk.state).toMatchObject({ asks: [{ key: ask.key, reasked: 0 }], withPeople: false });
  });

  test('where nothing answers it, the question is asked again; the third time people take over', () => {
    const talk = returning();
    for (let time = 0; time < 2; time += 1)
      expect(talk.hears(onlyAsks())).toEqual([`@side_question_open ${question}`]);
    expect(talk.hears(onlyAsks())).toContain('@unsure');
    expect(talk.state.withPeople).toBe(true);
  });

  test('what people deal with elsewhere goes to nobody at once', () => {
    const talk = returning();
    expect(talk.hears(wants('refund.fee', { forPeople: ['refund.fee'] }))).toEqual([
      `@side_question_open ${question}`,
    ]);
    expect(talk.state.withPeople).toBe(false);
    expect(talk.runs).toHaveLength(1);
  });

  test('a question that the open one answers itself only repeats that', () => {
    expect(returning().hears(onlyAsks({ answer: '' }))).toEqual([repeated(question)]);
  });

  test('another request, another order and the wish for a person are no side questions', () => {
    const talk = returning();
    talk.hears(wants('wismo', { reading: ['wismo'] }));
    expect(talk.runs.at(-1)?.run).toBe('demo/c/2-wismo');
    const other = returning();
    other.hears(wants('cancel_order', {}, { understanding: { entities: [number('1002')] } }));
    expect(other.runs).toHaveLength(2);
    const person = returning();
    person.hears({
      ...onlyAsks(),
      wanted: ['talk_to_a_person'],
      understanding: { intent: 'talk_to_a_person', sure: true, flags: ['wants_human'] },
    });
    expect(person.runs.at(-1)?.run).toContain('talk_to_a_person');
  });

  test('an answer goes before a side question', () => {
    const talk = returning();
    talk.hears({ ...onlyAsks(), fits: [{ run: ask.run, key: ask.key, value: 'yes' }] });
    expect(talk.sent).toHaveLength(1);
  });

  test('a yes with a question in it is answered before it is asked once more', () => {
    const talk = returning();
    expect(talk.hears({ ...onlyAsks({ answer: 'It is free.' }), nearly: [ask] })).toEqual([
      repeated(`It is free. ${question}`),
    ]);
  });
});

describe('about what has just been done', () => {
  test('the same is not begun again, whatever the question reads like', () => {
    const talk = returning({ isDone: true });
    expect(talk.hears(wants('return', { answer: 'Please print this label.' }))).toEqual([
      repeated('Please print this label.'),
    ]);
    expect(talk.hears(wants('return', {}))).toEqual(['@side_question']);
    expect(talk.runs).toHaveLength(1);
    expect(talk.state.withPeople).toBe(false);
  });

  test('whoever then says yes to a person gets one, and nobody else', () => {
    const talk = returning({ isDone: true });
    talk.hears(onlyAsks());
    expect(talk.state.offersPerson).toBe(true);
    talk.hears({ followUp: { is: 'small_talk', sentence: 'thanks' } });
    expect(talk.state.offersPerson).toBeUndefined();
  });

  test('how it stands is looked up, and another wish begins', () => {
    const talk = returning({ isDone: true });
    talk.hears(wants('return.status', { reading: ['return.status'] }));
    expect(talk.runs.at(-1)?.run).toContain('return.status');
    talk.ends();
    talk.hears(wants('cancel_order', {}));
    expect(talk.runs.at(-1)?.run).toContain('cancel_order');
  });

  test('the same for another order is another matter', () => {
    const talk = returning({ isDone: true });
    talk.hears(wants('return', {}, { understanding: { entities: [number('1002')] } }));
    expect(talk.runs).toHaveLength(2);
  });

  test('a message without a question begins the same again', () => {
    const talk = returning({ isDone: true });
    talk.hears(wants('return'));
    expect(talk.runs).toHaveLength(2);
  });
});
