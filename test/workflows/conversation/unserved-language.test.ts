/** A customer writes in a language that is not served: through the whole product in virtual time, and by the reducer alone. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { embeddedFor } from '../../../src/cli/talk/understander.js';
import { checkConnection } from '../../../src/connectors/build-connection.js';
import type { OpenAsk } from '../../../src/contracts/conversation.js';
import { loadMerchants } from '../../../src/merchants/load-merchants.js';
import type { Merchant } from '../../../src/merchants/merchant.js';
import { calendarYear } from '../../../src/simulator/run-tests.js';
import { SystemQuestions } from '../../../src/simulator/talk/system-questions.js';
import { type Seen, Talk as Played } from '../../../src/simulator/talk/talk.js';
import { unservedSentences } from '../../../src/texts/languages/unserved.js';
import { projectFolder } from '../../flows/support/demo.js';
import { Talk } from './model/talk.js';

let merchant: Merchant;

beforeAll(async () => {
  const { merchants } = await loadMerchants(join(projectFolder, 'merchants'), {
    flowsFolder: join(projectFolder, 'flows'),
    buildConnection: checkConnection,
    only: ['demo'],
    now: calendarYear,
  });
  const demo = merchants.get('demo');
  if (demo === undefined) throw new Error('the demo is not served');
  merchant = demo;
});

const written = (language: string): string => {
  const lines = readFileSync(join(projectFolder, 'test/activities/unserved-messages.jsonl'), 'utf8');
  const all = lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { lang: string; text: string });
  return all.find(({ lang }) => lang === language)?.text ?? '';
};

/** A conversation with the demo's merchant, the embedded model, and one open order. */
function conversation() {
  const main = merchant.flows.get('customer-service');
  if (main === undefined) throw new Error('there is no main flow');
  const seen: Seen[] = [];
  const questions: SystemQuestions = new SystemQuestions(merchant, () => talk.now);
  const order = '{ number: "10244", status: open, amount: 48.40 EUR, customerEmail: mia@mail.example }';
  const talk: Played = new Played({
    test: {
      ...{ flow: main.ir, hash: main.hash, merchant },
      given: {
        ...{ inputs: {}, now: Date.UTC(2026, 2, 2, 9), customer: 'verified', understands: [] },
        ...{ facts: {}, operations: {}, subflows: {}, config: merchant.config, policy: {} },
        language: 'en',
      },
    },
    understander: embeddedFor(merchant),
    improvise: (name, inputs) => {
      const found = name === 'orders.find' ? `found { orders: [${order}] }` : `found { order: ${order} }`;
      const line = ['orders.find', 'orders.get'].includes(name) ? found : '';
      return Promise.resolve(questions.about(name, inputs).read(line).answer);
    },
    onSeen: (each) => seen.push(each),
  });
  return { talk, seen };
}

test('a Polish message is told one sentence in Polish, and handed over as Polish; nothing is begun', async () => {
  const { talk, seen } = conversation();
  await talk.hear(written('pl'));
  expect(seen.filter(({ is }) => is !== 'trace' && is !== 'customer')).toEqual([
    expect.objectContaining({ is: 'said', text: unservedSentences.get('pl') }),
    expect.objectContaining({
      is: 'handed_over',
      queue: merchant.config.handover.default,
      reason: 'The customer writes in Polish, which isn’t answered automatically.',
    }),
  ]);
  expect(talk.runs).toEqual([]);
});

test('beside a question before a write, it cancels nothing: the question is withdrawn, and the customer told so', async () => {
  const { talk, seen } = conversation();
  await talk.hear('Please cancel order 10244.');
  expect(seen.filter(({ is }) => is === 'asked')).toHaveLength(1);
  const before = seen.length;
  await talk.hear(`Ja ${written('pl')}`);
  const after = seen.slice(before).filter(({ is }) => is !== 'trace' && is !== 'customer');
  expect(after[0]).toMatchObject({ is: 'said', text: unservedSentences.get('pl') });
  expect(after.filter(({ is }) => is === 'handed_over')).toHaveLength(1);
  expect(after.some((each) => each.is === 'called' && each.operation === 'orders.cancel')).toBe(false);
});

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
  const { confirms: _confirms, ...asked } = ask;
  fact.asks({ ...asked, kind: 'facts', facts: ['number'] });
  fact.hears({ unserved, fits: [{ run: ask.run, key: ask.key, value: { number: '1001' } }] });
  expect(fact.sent).toHaveLength(1);
  expect(fact.handedOver).toEqual([]);
});
