/** Conversations by the product's own drivers, in virtual time: shipped flows, the embedded model, systems that answer the same. */
import { join } from 'node:path';
import { understandMessage } from '../../../../src/activities/understand-message.js';
import type { UnderstoodMessage } from '../../../../src/contracts/activities.js';
import { mainFlow } from '../../../../src/contracts/main-flow.js';
import type { MailParts } from '../../../../src/contracts/workflow-messages.js';
import { checkConnection } from '../../../../src/connectors/build-connection.js';
import { loadMerchants } from '../../../../src/merchants/load-merchants.js';
import type { Merchant } from '../../../../src/merchants/merchant.js';
import { calendarYear } from '../../../../src/simulator/run-tests.js';
import { SystemQuestions } from '../../../../src/simulator/talk/system-questions.js';
import { type Seen, Talk } from '../../../../src/simulator/talk/talk.js';
import type { MessageUnderstander } from '../../../../src/understanding/understander.js';
import { understanding } from '../../interpreter/flows.js';
import { projectFolder } from '../../../flows/support/demo.js';

/** The demo's merchant. */
export async function demoMerchant(): Promise<Merchant> {
  const { merchants } = await loadMerchants(join(projectFolder, 'merchants'), {
    flowsFolder: join(projectFolder, 'flows'),
    buildConnection: checkConnection,
    now: calendarYear,
  });
  const demo = merchants.get('demo');
  if (demo === undefined) throw new Error('the demo is not served');
  return demo;
}

/** What systems answer, whatever is asked. */
const answers: Readonly<Record<string, string>> = {
  'orders.get': 'found { order: { status: open, customerEmail: mia@mail.example } }',
  'orders.find': 'found { orders: [{ number: "1001", status: open, customerEmail: mia@mail.example }] }',
  'payments.quote_refund': 'refundable { amount: 40 EUR }',
  'payments.refund_status': 'none',
  'returns.find': 'none',
};

/** A conversation, and what came of it. */
export interface Looped {
  /** Messages to which something was said. */
  answered: number;
  /** Messages in all. */
  sent: number;
  /** Writes that were called, also those that wait for an approval then. */
  writes: string[];
  handedOver: boolean;
  /** Messages that were passed on to people. */
  passed: number;
  /** A line each. */
  transcript: string[];
}

/** Something that writes: its next message, to a reply or on its own; undefined when it stops. */
export interface Writer {
  next(
    replies: readonly string[],
    turn: number,
  ): { text: string; parts?: MailParts; afterMs: number } | undefined;
}

/** Has it until the writer stops, or after so many messages. */
export async function loop(
  merchant: Merchant,
  understander: MessageUnderstander,
  writer: Writer,
  options: { customer: 'verified' | 'unauthenticated'; most: number },
): Promise<Looped> {
  const compiled = merchant.flows.get(mainFlow);
  if (compiled === undefined) throw new Error('there is no main flow');
  const came: Looped = { answered: 0, sent: 0, writes: [], handedOver: false, passed: 0, transcript: [] };
  const seen: Seen[] = [];
  const questions = new SystemQuestions(merchant, () => talk.now);
  const { catalogue } = merchant.config.vocabulary;
  const talk: Talk = new Talk({
    test: {
      ...{ flow: compiled.ir, hash: compiled.hash, merchant },
      given: {
        ...{ inputs: {}, language: 'en', now: Date.UTC(2026, 2, 2, 9), customer: options.customer },
        ...{ facts: {}, operations: {}, subflows: {}, config: merchant.config, policy: {}, understands: [] },
      },
    },
    understander,
    improvise: (name, inputs) => {
      return Promise.resolve(questions.about(name, inputs).read(answers[name] ?? 'unavailable').answer);
    },
    onSeen: (each) => seen.push(each),
  });
  let replies: string[] = [];
  for (let turn = 0; turn < options.most; turn += 1) {
    const written = writer.next(replies, turn);
    if (written === undefined) break;
    await talk.pass({ ms: written.afterMs });
    const before = seen.length;
    await talk.hear(written.text, written.parts);
    came.sent += 1;
    const after = seen.slice(before);
    replies = after.flatMap((each) => (each.is === 'said' || each.is === 'asked' ? [each.text] : []));
    if (replies.length > 0) came.answered += 1;
    if (after.some(({ is }) => is === 'handed_over')) came.handedOver = true;
    for (const each of after) {
      const called = each.is === 'trace' ? /^calls (\S+)/.exec(each.text)?.[1] : undefined;
      if (called !== undefined && catalogue.get(called)?.effect !== 'read') came.writes.push(called);
    }
    came.passed += after.filter(({ is }) => is === 'passed').length;
    for (const each of after) if ('text' in each) came.transcript.push(`${each.is}: ${each.text}`);
  }
  return came;
}

const read = new Map<string, UnderstoodMessage>();

/** What the product's own reading says of a text as a turn. */
export async function readTurn(
  merchant: Merchant,
  text: string,
  isMail: boolean,
): Promise<UnderstoodMessage> {
  const name = JSON.stringify([text, isMail]);
  const known = read.get(name);
  if (known !== undefined) return known;
  const turn = await readAnew(merchant, text, isMail);
  read.set(name, turn);
  return turn;
}

async function readAnew(merchant: Merchant, text: string, isMail: boolean): Promise<UnderstoodMessage> {
  const message = { messageId: 'm', seq: 1, text, sentAt: '', ...(isMail ? { subject: 'A question' } : {}) };
  return understandMessage({
    merchants: new Map([['demo', merchant]]),
    understander: {
      understand: () => Promise.resolve(understanding({ intent: 'other', sure: false, entities: [] })),
    },
    store: {
      messages: { get: () => Promise.resolve([message]) },
      outbox: {
        sentTexts: () => Promise.resolve([]),
        readable: () => Promise.resolve({ seen: 0, positions: new Map() }),
      },
    },
  })({ merchant: 'demo', conversation: 'c', messageId: 'm', asks: [] });
}
