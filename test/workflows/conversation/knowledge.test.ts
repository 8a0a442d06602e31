/** What the shop's knowledge answers, in a conversation: it begins nothing, answers no open question, and never speaks where people are needed. */
import { expect, test } from 'vitest';
import type { GivenKnowledge } from '../../../src/contracts/activities.js';
import type { OpenAsk } from '../../../src/contracts/conversation.js';
import { type Meaning, Talk } from './model/talk.js';

const answer = 'A return costs €2.95.';
const given: GivenKnowledge = { topic: 'return-cost', version: '1', answer };
const question = 'Would you like me to register this return for order 1001?';
const ask: OpenAsk = {
  ...{ run: 'demo/c/1-return', key: 'sure#1', kind: 'yes_or_no', labels: ['Yes', 'No'], question },
  ...{ intent: 'return', about: '1001', confirms: true },
};
/** A question about the shop that reads as a sure intent, as “Is a return free?” does. */
const asks = (more: Meaning = {}): Meaning => ({
  wanted: ['return'],
  knowledge: given,
  ...more,
  understanding: { intent: 'return', sure: true, ...more.understanding },
});
/** As the model of a talk writes a text of one line. */
const written = (text: string): string => `\${line0} ${text}`;

test('a question about the shop is answered and starts no run', () => {
  const talk = new Talk();
  expect(talk.hears(asks())).toEqual([written(answer)]);
  expect(talk.runs).toEqual([]);
});

test('beside an open question it is answered, and the question is repeated', () => {
  const talk = new Talk();
  talk.hears({ wanted: ['return'], understanding: { intent: 'return', sure: true } });
  talk.asks(ask);
  expect(talk.hears(asks())).toEqual([written(`${answer} ${question}`)]);
  expect(talk.runs).toHaveLength(1);
  expect(talk.state).toMatchObject({ asks: [{ key: ask.key, reasked: 0 }], withPeople: false });
});

test('where a person is wanted or something is dangerous, nothing is told from knowledge', () => {
  for (const flag of ['wants_human', 'legal_threat', 'safety', 'fraud'] as const) {
    const talk = new Talk();
    const said = talk.hears(asks({ understanding: { flags: [flag] } }));
    expect(said.join(' '), flag).not.toContain(answer);
    const beside = new Talk().hears(
      asks({ knowledge: { ...given, withMore: true }, understanding: { flags: [flag] } }),
    );
    expect(beside.join(' '), flag).not.toContain(answer);
    // Whoever asks for a person gets one by a flow; what is dangerous goes to people at once.
    if (flag === 'wants_human') expect(talk.runs).toHaveLength(1);
    else expect(talk.state.withPeople, flag).toBe(true);
  }
});

test('a request beside the question is begun, once the question is answered', () => {
  const talk = new Talk();
  const said = talk.hears(asks({ knowledge: { ...given, withMore: true } }));
  expect(said[0]).toBe(written(answer));
  expect(talk.runs).toHaveLength(1);
});
