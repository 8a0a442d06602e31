/** A message in a language that is not served, by the reducer alone: it goes to people, and nothing is begun or confirmed. */
import { expect, test } from 'vitest';
import type { OpenAsk } from '../../../src/contracts/conversation.js';
import { Talk } from './model/talk.js';

const ask: OpenAsk = {
  ...{ run: 'demo/c/1-cancel', key: 'sure#1', kind: 'yes_or_no', labels: ['Yes', 'No'] },
  ...{ question: 'Shall I cancel order 1001?', intent: 'cancel_order', about: '1001', confirms: true },
};
const unserved = { name: 'Polish', sentence: 'Niestety …' };

test('a language that is not sure is told in the conversation’s own', () => {
  const talk = new Talk();
  expect(talk.hears({ unserved: {} })).toEqual(['@unserved_language']);
  expect(talk.handedOver).toEqual(['@summary_unknown_language']);
});

test('whatever else it seems to want or to be is left to people', () => {
  const talk = new Talk();
  talk.hears({ unserved, wanted: ['refund'], understanding: { intent: 'refund', sure: true } });
  expect(talk.runs).toEqual([]);
  expect(talk.handedOver).toEqual(['@summary_unserved_language']);
  const thanks = new Talk();
  thanks.hears({ unserved, followUp: { is: 'small_talk', sentence: 'thanks' } });
  expect(thanks.handedOver).toEqual(['@summary_unserved_language']);
});

test('dangers and the wish for a person go first', () => {
  const danger = new Talk();
  danger.hears({ unserved, understanding: { flags: ['safety'] } });
  expect(danger.handedOver).toEqual(['@summary_safety']);
  const person = new Talk();
  person.hears({ unserved, wanted: ['talk_to_a_person'], understanding: { flags: ['wants_human'] } });
  expect(person.runs).toHaveLength(1);
});

test('no yes in it counts, but a fact that was asked for does', () => {
  const yes = new Talk();
  yes.hears({ wanted: ['cancel_order'], understanding: { intent: 'cancel_order', sure: true } });
  yes.asks(ask);
  yes.hears({ unserved, fits: [{ run: ask.run, key: ask.key, value: 'yes' }] });
  expect(yes.sent).toEqual([]);
  expect(yes.handedOver).toEqual(['@summary_unserved_language']);
  const fact = new Talk();
  fact.hears({ wanted: ['cancel_order'], understanding: { intent: 'cancel_order', sure: true } });
  fact.asks({ run: ask.run, key: ask.key, kind: 'facts', labels: [], facts: ['number'] });
  fact.hears({ unserved, fits: [{ run: ask.run, key: ask.key, value: { number: '1001' } }] });
  expect(fact.sent).toHaveLength(1);
  expect(fact.handedOver).toEqual([]);
});

test('it waits until what the customer has said yes to has come out', () => {
  const talk = new Talk();
  talk.hears({ wanted: ['cancel_order'], understanding: { intent: 'cancel_order', sure: true } });
  const run = talk.runs[0]?.run ?? '';
  talk.asks({ ...ask, run, digest: '1001' });
  talk.hears({ fits: [{ run, key: ask.key, value: 'yes' }] });
  talk.hears({ unserved });
  expect(talk.handedOver).toEqual([]);
  talk.take({ is: 'run_closed', run });
  expect(talk.handedOver).toEqual(['@summary_unserved_language']);
});
