/** A conversation by hand, in process: runs that messages start, answers that are improvised, and what is saved of it. */
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { checkConnection } from '../../../src/connectors/build-connection.js';
import { loadMerchants } from '../../../src/merchants/load-merchants.js';
import type { Understanding } from '../../../src/contracts/understanding.js';
import type { Merchant } from '../../../src/merchants/merchant.js';
import { calendarYear } from '../../../src/simulator/run-tests.js';
import type { RawAction, RawAnswer } from '../../../src/simulator/schema.js';
import { SystemQuestions } from '../../../src/simulator/talk/system-questions.js';
import { savedTest } from '../../../src/simulator/talk/save-as-test.js';
import { type Seen, Talk } from '../../../src/simulator/talk/talk.js';
import { projectFolder } from '../../flows/support/demo.js';

let merchant: Merchant;

beforeAll(async () => {
  const { merchants } = await loadMerchants(join(projectFolder, 'merchants'), {
    flowsFolder: join(projectFolder, 'flows'),
    buildConnection: checkConnection,
    now: calendarYear,
  });
  const demo = merchants.get('demo');
  if (demo === undefined) throw new Error('the demo is not served');
  merchant = demo;
});

const meanings = [
  { message: 'Where is my order 1001?', intent: 'wismo' },
  { message: 'I want my money back for order 1001', intent: 'refund' },
];

/** What anything else means. */
const unsure: Understanding = {
  ...{
    intent: 'other',
    confidence: 0,
    calibrated: true,
    margin: 0,
    candidates: [],
    secondary: [],
    entities: [],
  },
  ...{ language: 'en', flags: [], sure: false },
  provider: { id: 'test', model: 'none', version: '1', latencyMs: 0 },
};

/** A conversation whose systems answer line by line, by operation. */
function talkWith(
  flow: string,
  answers: Readonly<Record<string, readonly string[]>>,
  unauthenticated = false,
) {
  const compiled = merchant.flows.get(flow);
  if (compiled === undefined) throw new Error(`there is no flow ${flow}`);
  const seen: Seen[] = [];
  const left = new Map(Object.entries(answers).map(([name, lines]) => [name, [...lines]]));
  const operations: Record<string, RawAnswer[]> = {};
  const actions: RawAction[] = [];
  const questions = new SystemQuestions(merchant, () => talk.now);
  const talk: Talk = new Talk({
    test: {
      ...{ flow: compiled.ir, hash: compiled.hash, merchant },
      given: {
        ...{
          inputs: {},
          language: 'en',
          now: Date.UTC(2026, 2, 2, 9),
          customer: unauthenticated ? 'unauthenticated' : 'verified',
        },
        ...{ facts: {}, operations: {}, subflows: {}, config: merchant.config, policy: {} },
        understands: meanings.map((each) => ({ ...each, sure: true })),
      },
    },
    understander: { understand: () => Promise.resolve(unsure) },
    improvise: (name, inputs) => {
      const line = left.get(name)?.shift();
      if (line === undefined) throw new Error(`nobody answers ${name}`);
      const { answer, written } = questions.about(name, inputs).read(line);
      operations[name] = [...(operations[name] ?? []), written];
      return Promise.resolve(answer);
    },
    onSeen: (each) => seen.push(each),
  });
  const hear = async (text: string): Promise<void> => {
    await talk.hear(text);
    actions.push({ customer: text });
  };
  const save = () =>
    savedTest(talk, {
      name: 'kept',
      given: { understands: meanings, ...(unauthenticated ? { customer: 'unauthenticated' } : {}) },
      operations,
      actions,
    });
  const texts = () =>
    seen.flatMap((each) =>
      'text' in each && each.is !== 'customer' && each.is !== 'trace' ? [each.text] : [],
    );
  const traced = () => seen.flatMap((each) => (each.is === 'trace' ? [each.text] : []));
  return { talk, hear, save, texts, traced, left };
}

const open = 'found { order: { status: open, customerEmail: mia@mail.example } }';

test('each intent starts a run of its own, and what several runs did is no test', async () => {
  const { talk, hear, save, texts } = talkWith('customer-service', {
    'orders.get': [open],
    'payments.quote_refund': ['nothing_left'],
  });
  await hear('Where is my order 1001?');
  expect(await save()).toContain('message: Where is my order 1001?');
  await hear('I want my money back for order 1001');
  await hear('The whole order');
  expect(talk.runs.map(({ end }) => end && 'result' in end && end.result)).toEqual(['answered', 'answered']);
  expect(texts()).toHaveLength(3);
  await expect(save()).rejects.toThrow('This conversation started 2 flows.');
});

test('a system that is busy is asked again, and the test that is kept has both answers', async () => {
  const { hear, save, traced, left } = talkWith('customer-service', { 'orders.get': ['not_now', open] });
  await hear('Where is my order 1001?');
  expect(left.get('orders.get')).toEqual([]);
  expect(traced().filter((text) => text.startsWith('calls'))).toEqual([
    'calls orders.get number "1001" → not now: it will be retried',
    'calls orders.get number "1001" → found: order "1001"',
  ]);
  expect(await save()).toMatch(/not_now: ""[\s\S]*found:/);
});

test('a stranger must tell a fact first, and hears of the order once it matches', async () => {
  const { hear, texts, traced, save } = talkWith('customer-service', { 'orders.get': [open] }, true);
  await hear('Where is my order 1001?');
  expect(traced().at(-1)).toMatch(/not sent: the customer must give email or postcode$/);
  expect(texts().at(-1)).toContain('e-mail');
  await hear('mia@mail.example');
  expect(texts().at(-1)).toBe('We’re getting your order 1001 ready. It hasn’t been shipped yet.');
  expect(await save()).toContain('customer: unauthenticated');
});

test('an answer that there is not is refused by name, and one whose values are wrong too', () => {
  const questions = new SystemQuestions(merchant, () => Date.UTC(2026, 2, 2, 9));
  const asked = questions.about('orders.get', { number: '1001' });
  const read = (line: string) => () => asked.read(line);
  expect(asked.choices.slice(0, 2)).toEqual(['found', 'not_found']);
  expect(read('nothing')).toThrow('`nothing` is not a valid answer.');
  expect(read('99')).toThrow('`99` is not a valid answer.');
  expect(read('found { order: { status: gone } }')).toThrow('`gone` is no');
  expect(read('found { order: { state: open } }')).toThrow('Order has no `state`.');
  expect(read('')()).toEqual(read('1')());
  expect(read('2')()).toEqual({
    answer: { when: { number: '1001' }, gives: { is: 'done', result: 'not_found', outputs: {} } },
    written: { when: { number: '1001' }, not_found: '' },
  });
});
