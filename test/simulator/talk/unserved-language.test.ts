/** A customer writes in a language that is not served: the whole product in virtual time, with the embedded model. */
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { embeddedFor } from '../../../src/cli/talk/understander.js';
import { checkConnection } from '../../../src/connectors/build-connection.js';
import { loadMerchants } from '../../../src/merchants/load-merchants.js';
import type { Merchant } from '../../../src/merchants/merchant.js';
import { calendarYear } from '../../../src/simulator/run-tests.js';
import { SystemQuestions } from '../../../src/simulator/talk/system-questions.js';
import { type Seen, Talk } from '../../../src/simulator/talk/talk.js';
import { unservedSentences } from '../../../src/texts/languages/unserved.js';
import type { MessageUnderstander } from '../../../src/understanding/understander.js';
import { written } from '../../activities/support/unserved-messages.js';
import { projectFolder } from '../../flows/support/demo.js';

let merchant: Merchant;
let understander: MessageUnderstander;

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
  understander = embeddedFor(demo);
});

/** A conversation with the demo's merchant, the embedded model, and one open order. */
function conversation() {
  const main = merchant.flows.get('customer-service');
  if (main === undefined) throw new Error('there is no main flow');
  const seen: Seen[] = [];
  const questions: SystemQuestions = new SystemQuestions(merchant, () => talk.now);
  const order = '{ number: "10244", status: open, amount: 48.40 EUR, customerEmail: mia@mail.example }';
  const talk: Talk = new Talk({
    test: {
      ...{ flow: main.ir, hash: main.hash, merchant },
      given: {
        ...{ inputs: {}, now: Date.UTC(2026, 2, 2, 9), customer: 'verified', understands: [] },
        ...{ facts: {}, operations: {}, subflows: {}, config: merchant.config, policy: {} },
        language: 'en',
      },
    },
    understander,
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
  const notDone = 'haven’t done anything about it';
  expect(after.filter((each) => each.is === 'said' && each.text.includes(notDone))).toHaveLength(1);
  expect(after.filter(({ is }) => is === 'handed_over')).toHaveLength(1);
  expect(after.some((each) => each.is === 'called' && each.operation === 'orders.cancel')).toBe(false);
});
