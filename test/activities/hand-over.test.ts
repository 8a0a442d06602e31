/** What people get who take a conversation over: who, which record, how much, what was said and tried, and where it is. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { handOver } from '../../src/activities/hand-over.js';
import { handoverSchema } from '../../src/api/handover-schema.js';
import { catalogue } from '../../src/commerce/index.js';
import type { HandOverRequest } from '../../src/contracts/activities.js';
import type { Handover, Matter } from '../../src/contracts/handover.js';
import { languages } from '../../src/texts/languages/index.js';
import { generateKey } from '../../src/security/signing-keys.js';
import { signVoucher } from '../../src/security/voucher.js';
import { conversationWorkflowId } from '../../src/platform/temporal/signal-conversation.js';
import { linkIn } from '../../src/platform/temporal/workflow-page.js';
import { demo } from '../flows/support/demo.js';
import { opened } from '../store/support/requests.js';
import { testStore, type TestStore } from '../support/store.js';
import { unclearRefund } from '../support/unclear-refund.js';
import { servedDemo } from './support/served-demo.js';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store[Symbol.asyncDispose]());

const channelKey = generateKey();
const config = { ...demo, channels: { chat: { keys: [channelKey.publicKey] } } };
const ui = 'https://temporal.shop.example/';
const amount = { minor: 8_840, currency: 'EUR' };
const order = { kind: 'order', number: '10267', status: 'shipped', customerName: 'Jane Doe' } as const;

const says = (conversation: string, seq: number, text: string, more: object = {}) =>
  store.messages.add({
    ...{ merchant: 'demo', conversation, messageId: `m${seq}`, seq, text, sentAt: '2026-12-01T10:00:00Z' },
    ...more,
  });

/** Hands over, and reads what stands in the outbox. */
async function handedOver(
  conversation: string,
  matter: Matter,
  { language = 'en', uiLink }: { language?: string; uiLink?: (id: string) => string | undefined } = {},
): Promise<{ lines: string[]; handover: Handover; details: string }> {
  const merchant = servedDemo({ ...config, language });
  const workflowId = conversationWorkflowId('demo', conversation);
  const request: HandOverRequest = {
    ...{ merchant: 'demo', conversation: { id: conversation, workflowId, language: 'fr' } },
    ...{ key: `${conversation}/handover`, queue: 'payments', matter },
    summary: { key: '@summary_unclear', args: [] },
  };
  await handOver({
    ...{ merchants: new Map([['demo', merchant]]), store, replyDelayMs: 0, secret: 's'.repeat(32) },
    ...{ publicUrl: 'https://help.shop.example', now: Date.now, signal: () => Promise.resolve() },
    ...(uiLink === undefined ? {} : { uiLink }),
  })(request);
  const [row] = await store.outbox.read('demo', conversation, 0, Date.now() + 1e9);
  const { details = '', handover } = row!.body;
  expect(row).toMatchObject({ kind: 'handover', body: { queue: 'payments' } });
  // What the API tells is what stands there.
  return { lines: details.split('\n'), details, handover: handoverSchema.parse(handover) as Handover };
}

const withoutTimes = (line: string): string => line.replaceAll(/ \([^()]*\d{1,2}:\d\d\)/g, '');

test('an unclear refund: customer, order, amount, first and last words, what was tried, both links', async () => {
  const conversation = randomUUID();
  const root = conversationWorkflowId('demo', conversation);
  const run = `${root}/r1`;
  await says(conversation, 1, 'My shoes are\nbroken, I want 88.40 back for 10267', {
    customer: { email: 'jane_doe@example.com' },
  });
  await says(conversation, 2, 'The whole order');
  await says(conversation, 3, 'Yes');
  await store.approvals.open(
    opened({ merchant: 'demo', conversation, workflowId: run, zone: 'Europe/Berlin' }),
    [],
  );
  await store.approvals.end('demo', `${run}#refund#1`, { state: 'approved', at: 5, decidedBy: 'anna' });
  await unclearRefund(store, 'demo', run);
  const matter: Matter = {
    ...{ run, intent: 'refund', record: { ...order, customerEmail: 'jane_doe@example.com' }, amount },
    ...{ messageIds: ['m1', 'm2', 'm3'] },
    tried: [
      { workflowId: run, step: 'refund', operation: 'payments.refund', outcome: 'unknown' },
      { workflowId: run, step: 'note', operation: 'orders.add_note', outcome: 'unavailable' },
    ],
  };
  const uiLink = linkIn(ui, { namespace: 'shop a' });
  const { lines, handover } = await handedOver(conversation, matter, { uiLink });
  expect(lines.map(withoutTimes)).toEqual([
    '- Customer: Jane Doe, `jane_doe@example.com` (not verified, only claimed)',
    '- Order: `10267`, shipped',
    '- Amount: €88.40',
    '- About: getting a refund',
    '- First message: “My shoes are broken, I want 88.40 back for 10267”',
    '- Last message: “Yes”',
    '- Tried:',
    ...[
      '  - Refund, €88.40: UNCLEAR: it may or may not have been done. Check the system before anyone tries again (HTTP 504)',
      '  - Refund, €88.40, approval 1 by refund-approver: approved by anna',
    ],
    '  - Add a note to an order: not sent: the system could not be reached',
    `- Conversation: https://help.shop.example/v1/merchants/demo/conversations/${conversation}`,
    `- Run: https://temporal.shop.example/namespaces/shop%20a/workflows/${encodeURIComponent(run)}`,
  ]);
  expect(handover).toMatchObject({
    customer: { name: 'Jane Doe', email: 'jane_doe@example.com', verified: 'claimed' },
    record: { kind: 'order', number: '10267', status: 'shipped' },
    tried: [
      { operation: 'payments.refund', outcome: 'unknown', httpStatus: 504, amount },
      { operation: 'payments.refund', outcome: 'approved', approval: { number: 1, by: 'anna' } },
      { operation: 'orders.add_note', outcome: 'unavailable' },
    ],
  });
});

test('a refusal: its code, and what the system has said, without what is secret', async () => {
  const conversation = randomUUID();
  const run = `${conversationWorkflowId('demo', conversation)}/r1`;
  const refused = { code: 'already_refunded', message: 'Paid back on 12 May, token=9f8e7d' };
  const { lines, handover } = await handedOver(conversation, {
    run,
    tried: [
      { workflowId: run, step: 'refund', operation: 'payments.refund', outcome: 'refused', ...refused },
    ],
  });
  expect(handover.tried).toEqual([
    {
      ...{ operation: 'payments.refund', title: 'Refund', outcome: 'refused', code: 'already_refunded' },
      message: 'Paid back on 12 May, token=•••',
    },
  ]);
  expect(lines).toContain('  - Refund: refused (already refunded, “Paid back on 12 May, token=•••”)');
});

test('a refusal of what was sent: what the system has said too', async () => {
  const conversation = randomUUID();
  const run = `${conversationWorkflowId('demo', conversation)}/r1`;
  const refusal = { code: 'already_refunded', message: 'Paid back on 12 May.' };
  await unclearRefund(store, 'demo', run, {
    ...{ state: 'refused', httpStatus: 422 },
    answer: { outcome: 'refused', refusal },
  });
  const { handover } = await handedOver(conversation, {
    run,
    tried: [
      { workflowId: run, step: 'refund', operation: 'payments.refund', outcome: 'refused', ...refusal },
    ],
  });
  expect(handover.tried).toMatchObject([
    { operation: 'payments.refund', outcome: 'refused', httpStatus: 422, ...refusal },
  ]);
});

test('the same in German, for a shop that writes German, whatever its customer speaks', async () => {
  const conversation = randomUUID();
  const run = `${conversationWorkflowId('demo', conversation)}/r1`;
  await says(conversation, 1, 'Je veux parler à quelqu’un');
  await unclearRefund(store, 'demo', run);
  const { lines } = await handedOver(conversation, { intent: 'refund', record: order }, { language: 'de' });
  expect(lines.map(withoutTimes)).toEqual([
    '- Kundschaft: Jane Doe (nicht geprüft, nur behauptet)',
    '- Bestellung: `10267`, versandt',
    '- Betrag: 88,40\u00a0€',
    '- Es geht um: eine Erstattung',
    '- Geschrieben: “Je veux parler à quelqu’un”',
    '- Versucht:',
    '  - Geld erstatten, 88,40\u00a0€: UNKLAR: Niemand weiß, ob es geschehen ist. Bitte dort nachsehen, bevor etwas noch einmal getan wird (HTTP 504)',
    expect.stringContaining('- Unterhaltung: https://'),
  ]);
});

test('who is asking, and how surely that is known', async () => {
  const who = async (more: object, matter: Matter = {}, verify = false) => {
    const conversation = randomUUID();
    const customer = 'voucher' in more ? voucherFor(conversation) : more;
    await says(conversation, 1, 'Hello', Object.keys(more).length === 0 ? {} : { customer });
    if (verify)
      await store.verifications.verify({
        ...{ merchant: 'demo', scope: conversation, conversation, subject: 'order:r1', number: '10267' },
        ...{ until: Date.now() + 60_000, hashes: [] },
      });
    return (await handedOver(conversation, matter)).handover;
  };
  const voucherFor = (conversation: string) => ({
    email: 'somebody@else.example',
    voucher: signVoucher(
      {
        ...{ channel: 'chat', merchant: 'demo', conversation, expiresAt: Date.now() + 60_000 },
        customer: { email: 'jane@example.com', ref: 'k-17' },
      },
      channelKey.privateKey,
    ),
  });
  expect((await who({})).customer).toEqual({ verified: 'unknown' });
  expect((await who({}, { email: 'typed@example.com' })).customer).toEqual({
    ...{ email: 'typed@example.com', verified: 'claimed' },
  });
  expect((await who({ voucher: '' })).customer).toEqual({
    ...{ email: 'jane@example.com', ref: 'k-17', verified: 'authenticated' },
  });
  const byFacts = await who({ email: 'a@example.com' }, {}, true);
  expect(byFacts).toMatchObject({ customer: { verified: 'facts' }, record: { number: '10267' } });
  const another = await who({ email: 'a@example.com' }, { record: { number: '10999' } }, true);
  expect(another.customer.verified).toBe('claimed');
});

test('where nothing was tried it says so; words of others and markup do nothing', async () => {
  const conversation = randomUUID();
  await says(conversation, 1, '![x](https://evil.example) <b>*now*</b> `');
  await says(conversation, 2, 'I am the father, pay me', { aside: 'author' });
  const { lines, details } = await handedOver(conversation, {
    record: { number: '1`0' },
    question: 'Would you like me to refund €9.90 for order 10267?',
  });
  expect(lines.slice(0, 5).map(withoutTimes)).toEqual([
    '- Customer: not known',
    '- Number: `1 0`',
    String.raw`- Message: “!\[x\](https://evil.example) \<b\>\*now\*\</b\> \%”`.replace('%', '`'),
    '- Unanswered question: “Would you like me to refund €9.90 for order 10267?”',
    '- Tried: no changes so far',
  ]);
  expect(details).not.toContain('father');
});

test('German has a word for every operation', () => {
  expect(Object.keys(languages.get('de')!.handover.operations).sort()).toEqual([...catalogue.keys()].sort());
});
