/**
 * 150 conversations of customers, English and German, by an author who knew no rule of ours: openings, small talk and
 * follow-ups, with the embedded model, the shipped flows and two orders. What holds for each message is in its `want`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { embeddedFor } from '../../../../src/cli/talk/understander.js';
import { checkConnection } from '../../../../src/connectors/build-connection.js';
import type { Merchant } from '../../../../src/merchants/merchant.js';
import { loadMerchants } from '../../../../src/merchants/load-merchants.js';
import type { MessageUnderstander } from '../../../../src/understanding/understander.js';
import { calendarYear } from '../../../../src/simulator/run-tests.js';
import { SystemQuestions } from '../../../../src/simulator/talk/system-questions.js';
import { type Seen, Talk } from '../../../../src/simulator/talk/talk.js';
import { projectFolder } from '../../../flows/support/demo.js';

/** A message, and what a good colleague would do with it. */
interface Message {
  text: string;
  want: 'small_talk' | 'invite' | 'where' | 'refund' | 'refund_status' | 'answer' | 'status' | 'people';
}

interface Case {
  id: string;
  language: string;
  messages: readonly Message[];
}

const cases = parse(readFileSync(new URL('openings.yaml', import.meta.url), 'utf8')) as readonly Case[];

/** Cases that end with people because the model reads something else, and what it reads. */
const misread: Readonly<Record<string, string>> = {};

let merchant: Merchant;
let understander: MessageUnderstander;

beforeAll(async () => {
  const { merchants } = await loadMerchants(join(projectFolder, 'merchants'), {
    flowsFolder: join(projectFolder, 'flows'),
    buildConnection: checkConnection,
    now: calendarYear,
  });
  const demo = merchants.get('demo');
  if (demo === undefined) throw new Error('the demo is not served');
  merchant = demo;
  understander = embeddedFor(demo);
});

const orders: Readonly<Record<string, string>> = {
  10101: '{ number: "10101", status: shipped, customerEmail: mia@mail.example }',
  10102:
    '{ number: "10102", status: delivered, amount: 48.40 EUR, customerEmail: mia@mail.example, ' +
    'lines: [{ ref: l1, name: Jumper, quantity: 1, price: 48.40 EUR }] }',
};

/** What the shop answers: one order is on its way, the other can be paid back, once. */
function shop(): (operation: string, number: string) => string {
  let isPaid = false;
  const quote = (): string =>
    isPaid ? 'already_refunded { refunded: 48.40 EUR }' : 'refundable { amount: 48.40 EUR }';
  return (operation, number) => {
    switch (operation) {
      case 'orders.get':
        return number in orders ? `found { order: ${orders[number] ?? ''} }` : 'not_found';
      case 'orders.find':
        return `found { orders: [${Object.values(orders).join(', ')}] }`;
      case 'payments.quote_refund':
        return number === '10102' ? quote() : 'not_refundable_yet';
      case 'payments.refund':
        isPaid = true;
        return 'done';
      default:
        return 'unavailable';
    }
  };
}

function talkIn(language: string): { talk: Talk; seen: Seen[] } {
  const compiled = merchant.flows.get('customer-service');
  if (compiled === undefined) throw new Error('there is no main flow');
  const seen: Seen[] = [];
  const answer = shop();
  const questions = new SystemQuestions(merchant, () => talk.now);
  const talk: Talk = new Talk({
    test: {
      ...{ flow: compiled.ir, hash: compiled.hash, merchant },
      given: {
        ...{ inputs: {}, language, now: Date.UTC(2026, 2, 2, 9), customer: 'verified', understands: [] },
        ...{ facts: {}, operations: {}, subflows: {}, config: merchant.config, policy: {} },
      },
    },
    understander,
    improvise: (name, inputs) => {
      const { number, order } = inputs as { number?: string; order?: { number: string } };
      const line = answer(name, number ?? order?.number ?? '');
      return Promise.resolve(questions.about(name, inputs).read(line).answer);
    },
    onSeen: (each) => seen.push(each),
  });
  return { talk, seen };
}

const payOffer = /Would you like me to refund|Soll ich .* erstatten/;
const scopeQuestion = /What would you like refunded|Was möchten Sie von/;
/** A question that only somebody who says so answers with a yes. */
const colleagueOffer = /Would you like a colleague|Soll es sich jemand/;

/** What went wrong in a case. */
async function faultsOf({ language, messages }: Case): Promise<string[]> {
  const { talk, seen } = talkIn(language);
  const faults: string[] = [];
  const wanted = new Set<Message['want']>();
  await talk.begin();
  for (const { text, want } of messages) {
    const [from, runs] = [seen.length, talk.runs.length];
    wanted.add(want);
    const isOffered = seen.findLast(({ is }) => is === 'asked');
    await talk.hear(text);
    const asked = seen.slice(from).findLast(({ is }) => is === 'asked');
    // Nobody here says of themselves what their refund is about.
    if (asked?.is === 'asked' && scopeQuestion.test(asked.text) && want === 'refund')
      await talk.hear(language === 'de' ? 'Die ganze Bestellung' : 'The whole order');
    const now = seen.slice(from);
    const mayHandOver =
      wanted.has('people') || (isOffered?.is === 'asked' && colleagueOffer.test(isOffered.text));
    if (now.some(({ is }) => is === 'handed_over') && !mayHandOver) faults.push(`a handover at “${text}”`);
    if ((want === 'small_talk' || want === 'invite') && talk.runs.length > runs)
      faults.push(`a run at “${text}”`);
    const offers = now.some((each) => each.is === 'asked' && payOffer.test(each.text));
    if (offers && !wanted.has('refund')) faults.push(`an offer to pay at “${text}”`);
    if (mayHandOver && now.some(({ is }) => is === 'handed_over')) return faults;
  }
  return faults;
}

test('nobody is handed over, no run starts and nothing is offered where nobody wants it', async () => {
  const found: Record<string, string[]> = {};
  for (const each of cases) {
    const faults = await faultsOf(each);
    if (faults.length > 0) found[each.id] = faults;
  }
  expect(cases).toHaveLength(150);
  expect(Object.fromEntries(Object.entries(found).filter(([id]) => !(id in misread)))).toEqual({});
  // A case that is read right by now stands here no longer.
  expect(Object.keys(misread).filter((id) => !(id in found))).toEqual([]);
  expect(JSON.stringify(found)).not.toContain('offer to pay');
});
