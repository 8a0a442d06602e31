/** Who may decide on money, how often, on what and until when, on the real way: client, update and signal, workflow, activity, shop. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { generateKey } from '../../src/security/signing-keys.js';
import { signVoucher } from '../../src/security/voucher.js';
import { messageNames } from '../../src/contracts/workflow-messages.js';
import { Parts } from '../../demo/stack/parts.js';
import { startStack } from '../../demo/stack/stack.js';
import { hasty } from './support/flows.js';
import { testMerchants, type TestMerchants } from './support/merchants.js';
import { RefundDesk, type Waiting } from './support/refund-desk.js';

const parts = new Parts();
let desk: RefundDesk;
let merchants: TestMerchants;
/** A refund on which nobody who tries in this file may decide, until the last test. */
let standing: Waiting;
let dear: Waiting;
let annasOwn: Waiting;
let waiting: Waiting[];

beforeAll(async () => {
  merchants = parts.use(await testMerchants([hasty]));
  desk = new RefundDesk(parts.use(await startStack({ workerEnv: merchants.workerEnv })));
  const { from60To190, above250 } = desk.stack.stories.refundable;
  [dear, annasOwn, standing, ...waiting] = (await Promise.all([
    desk.waiting(above250[0]!),
    desk.waiting(from60To190[0]!, { startedBy: 'anna' }),
    ...from60To190.slice(1, 8).map((order) => desk.waiting(order)),
  ])) as [Waiting, Waiting, Waiting, ...Waiting[]];
});

afterAll(() => parts[Symbol.asyncDispose]());

/** A refund that nobody has decided on yet. */
function fresh(): Waiting {
  const one = waiting.shift();
  if (one === undefined) throw new Error('There are more tests than refunds that wait.');
  return one;
}

/** Nothing was paid or sent, and the request can still be decided. */
async function staysOpen(one: Waiting): Promise<void> {
  expect(await desk.isOpen(one)).toBe(true);
  expect(await desk.sent(one.order)).toBe(0);
  expect(await desk.paid(one.order)).toEqual([]);
}

async function paidOnce({ order }: Waiting): Promise<void> {
  expect(await desk.paid(order)).toEqual([expect.objectContaining({ cents: order.betrag_cent })]);
}

describe('who may not decide is refused, audited, and the request stays open', () => {
  test.each([
    [
      '8.1 an approver whom nobody knows',
      'mallory',
      () => generateKey().privateKey,
      'approval_unknown_approver',
    ],
    [
      '8.1 a name that JavaScript knows',
      'constructor',
      () => generateKey().privateKey,
      'approval_unknown_approver',
    ],
    ["8.1 anna's name with another's key", 'anna', () => desk.ben.key, 'approval_token_invalid'],
    ['8.2 an approver with another role', 'clara', () => merchants.keys.clara, 'approval_wrong_role'],
    [
      "8.4 another merchant's anna, for this one",
      'anna',
      () => merchants.keys.outletAnna,
      'approval_token_invalid',
    ],
  ])('%s', async (_, name, key, code) => {
    const before = await desk.audited(standing);
    const answer = await desk.decide(desk.message(standing, { name, key: key() }));
    expect(answer).toEqual({ accepted: false, code });
    expect(await desk.audited(standing)).toEqual([...before, { actor: `claimed:${name}`, outcome: code }]);
    await staysOpen(standing);
  });

  test("8.4 another merchant's token", async () => {
    const outletAnna = { name: 'anna', key: merchants.keys.outletAnna };
    const message = desk.message(standing, outletAnna, 'approved', { merchant: 'outlet' });
    expect(await desk.decide(message)).toEqual({ accepted: false, code: 'approval_other_merchant' });
    expect((await desk.audited(standing)).at(-1)?.outcome).toBe('approval_other_merchant');
    await staysOpen(standing);
  });

  test('8.3 an amount above the own limit; somebody with a higher one decides', async () => {
    expect(await desk.decide(desk.message(dear, desk.anna))).toEqual({
      accepted: false,
      code: 'approval_over_limit',
    });
    await staysOpen(dear);
    expect((await desk.decide(desk.message(dear, desk.ben))).accepted).toBe(true);
    await desk.hears(dear.customer, /We’ve refunded/);
    await paidOnce(dear);
    expect(await desk.audited(dear)).toEqual([
      { actor: 'claimed:anna', outcome: 'approval_over_limit' },
      { actor: 'ben', outcome: 'approved' },
    ]);
  });

  test('8.5 who asked for the refund; somebody else decides', async () => {
    expect(await desk.decide(desk.message(annasOwn, desk.anna))).toEqual({
      accepted: false,
      code: 'approval_own_request',
    });
    await staysOpen(annasOwn);
    expect((await desk.decide(desk.message(annasOwn, desk.ben))).accepted).toBe(true);
    await desk.hears(annasOwn.customer, /We’ve refunded/);
    await paidOnce(annasOwn);
    expect((await desk.audited(annasOwn)).map(({ outcome }) => outcome)).toEqual([
      'approval_own_request',
      'approved',
    ]);
  });
});

describe('a request is decided once', () => {
  const decided = { accepted: false, code: 'approval_decided', approver: 'anna', decision: 'approved' };

  test('8.6 the same approval twice: one payment, the second hears of the first', async () => {
    const one = fresh();
    await desk.slow(one.order, 3000);
    const message = desk.message(one, desk.anna);
    expect(await desk.decide(message)).toEqual({ accepted: true, approver: 'anna', decision: 'approved' });
    expect(await desk.decide(message)).toEqual(decided);
    await desk.hears(one.customer, /We’ve refunded/);
    await paidOnce(one);
    expect(await desk.audited(one)).toEqual([{ actor: 'anna', outcome: 'approved' }]);
  });

  test('8.7 approve, then reject: paid, and the rejection hears of the approval', async () => {
    const one = fresh();
    await desk.slow(one.order, 3000);
    expect((await desk.decide(desk.message(one, desk.anna))).accepted).toBe(true);
    expect(await desk.decide(desk.message(one, desk.ben, 'rejected'))).toEqual(decided);
    await desk.hears(one.customer, /We’ve refunded/);
    await paidOnce(one);
    expect(await desk.audited(one)).toEqual([{ actor: 'anna', outcome: 'approved' }]);
  });

  test('8.8 two approvers at once: one payment, the other hears who was first', async () => {
    const one = fresh();
    await desk.slow(one.order, 3000);
    const answers = await Promise.all([desk.anna, desk.ben].map((by) => desk.decide(desk.message(one, by))));
    const first = answers.find(({ accepted }) => accepted);
    const second = answers.find(({ accepted }) => !accepted);
    expect(first).toMatchObject({ decision: 'approved' });
    expect(second).toEqual({ ...decided, approver: first?.approver });
    await desk.hears(one.customer, /We’ve refunded/);
    await paidOnce(one);
    expect(await desk.audited(one)).toEqual([{ actor: first?.approver, outcome: 'approved' }]);
  });

  test('8.8 an approval and a rejection at once: the first counts, whichever it is', async () => {
    const one = fresh();
    await desk.slow(one.order, 3000);
    const answers = await Promise.all([
      desk.decide(desk.message(one, desk.anna)),
      desk.decide(desk.message(one, desk.ben, 'rejected')),
    ]);
    const first = answers.filter(({ accepted }) => accepted);
    expect(first).toHaveLength(1);
    const isPaid = first[0]?.decision === 'approved';
    await desk.hears(one.customer, isPaid ? /We’ve refunded/ : /can’t refund/);
    expect(await desk.paid(one.order)).toHaveLength(isPaid ? 1 : 0);
    expect(await desk.audited(one)).toEqual([{ actor: first[0]?.approver, outcome: first[0]?.decision }]);
  });
});

describe('what is typed into Temporal', () => {
  const handleOf = ({ request }: Waiting) => desk.stack.temporal.workflow.getHandle(request.workflowId);

  test('8.17 without a valid token decides nothing, by update or by signal', async () => {
    const { id: requestId, digest } = standing.request;
    const { channel } = desk.stack.keys;
    const expiresAt = Date.now() + 60_000;
    const customer = { ref: 'anna' };
    const authenticated = {
      merchant: 'demo',
      conversation: requestId,
      channel: 'shop-chat',
      customer,
      expiresAt,
    };
    const mallory = { name: 'mallory', key: generateKey().privateKey };
    const tokens = [
      '',
      'approved by me',
      signVoucher(authenticated, channel),
      desk.message(standing, mallory).token,
    ];
    for (const token of tokens) {
      const typed = { requestId, digest, decision: 'approved', token };
      const answer = await handleOf(standing).executeUpdate(messageNames.decide, { args: [typed] });
      expect(answer).toMatchObject({ accepted: false });
      await handleOf(standing).signal(messageNames.decideSignal, typed);
    }
    // An update after the signals is handled after them.
    await desk.decide(desk.message(standing, mallory));
    await staysOpen(standing);
    expect((await desk.audited(standing)).every(({ actor }) => actor.startsWith('claimed:'))).toBe(true);
  });

  test('8.17 with a valid token counts by signal too, once', async () => {
    const one = fresh();
    const message = desk.message(one, desk.anna);
    await handleOf(one).signal(messageNames.decideSignal, message);
    await handleOf(one).signal(messageNames.decideSignal, message);
    await desk.hears(one.customer, /We’ve refunded/);
    await paidOnce(one);
    expect(await desk.audited(one)).toEqual([{ actor: 'anna', outcome: 'approved' }]);
  });

  test('as a malformed body is refused, leaves nothing in the history, and the run lives', async () => {
    const good = { ...desk.message(standing, desk.anna) };
    const without = (field: string): object =>
      Object.fromEntries(Object.entries(good).filter(([name]) => name !== field));
    const huge = 'x'.repeat(1_000_000);
    const bodies: unknown[] = [null, undefined, 7, true, 'approved', [], [good], {}];
    bodies.push(...Object.keys(good).map(without));
    bodies.push({ ...good, requestId: 7 }, { ...good, token: { good } }, { ...good, digest: null });
    bodies.push(
      { ...good, decision: 'APPROVED' },
      { ...good, decision: ['approved'] },
      { ...good, comment: 7 },
    );
    bodies.push({ ...good, token: huge }, { ...good, requestId: huge }, { ...good, comment: huge });
    const { events: before } = await handleOf(standing).fetchHistory();
    for (const body of bodies) {
      const told = handleOf(standing).executeUpdate(messageNames.decide, { args: [body] });
      const error: unknown = await told.catch((refused: unknown) => refused);
      if (!(error instanceof WorkflowUpdateFailedError)) throw new Error(`It took ${JSON.stringify(body)}.`);
      expect(error.cause).toBeInstanceOf(ApplicationFailure);
      expect((error.cause as ApplicationFailure).type).toBe('approval_malformed');
    }
    const { events: after } = await handleOf(standing).fetchHistory();
    expect(after?.length).toBe(before?.length);
    for (const body of [null, 7, [], {}, { ...good, decision: 'APPROVED' }])
      await handleOf(standing).signal(messageNames.decideSignal, body);
    await staysOpen(standing);
    expect((await handleOf(standing).describe()).status.name).toBe('RUNNING');
  });

  test('8.15 with separators in its ids names no request, and signs for none', async () => {
    const { id, workflowId } = standing.request;
    const [step = '', visit = ''] = id.slice(workflowId.length + 1).split('#');
    const spelled = [`${id}\n`, `\n${id}`, `${id}#1`, `${id}/expiry`, `${workflowId}#${step}`];
    spelled.push(
      `${workflowId}\n#${step}#${visit}`,
      `${workflowId}#${step}\n#${visit}`,
      `${workflowId}/#${step}#${visit}`,
    );
    spelled.push(
      `${workflowId}##${step}#${visit}`,
      `${workflowId}#${step}/${visit}`,
      `${workflowId}#${step}#0${visit}`,
    );
    const before = await desk.audited(standing);
    for (const requestId of spelled) {
      const request = { ...standing.request, id: requestId };
      expect(await desk.decide(desk.message({ request }, desk.anna))).toMatchObject({
        code: 'approval_unknown',
      });
    }
    for (const requestId of spelled) {
      const message = desk.message(standing, desk.anna, 'approved', { requestId });
      expect(await desk.decide(message)).toEqual({ accepted: false, code: 'approval_stale' });
    }
    for (const approver of ['anna\n', 'anna#ben', 'anna/ben', '\nanna']) {
      const message = desk.message(standing, desk.anna, 'approved', { approver });
      expect(await desk.decide(message)).toEqual({ accepted: false, code: 'approval_unknown_approver' });
    }
    for (const merchant of ['demo\n', 'demo/', 'demo#outlet']) {
      const message = desk.message(standing, desk.anna, 'approved', { merchant });
      expect(await desk.decide(message)).toEqual({ accepted: false, code: 'approval_other_merchant' });
    }
    expect(await desk.audited(standing)).toHaveLength(before.length + spelled.length + 4 + 3);
    await staysOpen(standing);
  });
});

test('after all of them, who may decide does, and it is paid once', async () => {
  expect(await desk.decide(desk.message(standing, desk.anna))).toMatchObject({ accepted: true });
  await desk.hears(standing.customer, /We’ve refunded/);
  await paidOnce(standing);
  expect((await desk.audited(standing)).at(-1)).toEqual({ actor: 'anna', outcome: 'approved' });
});

describe('a decision counts in time only', () => {
  const orderAt = (index: number) => desk.stack.stories.refundable.from60To190[8 + index]!;
  const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  test('8.9 an approval that comes after the expiry pays nothing', async () => {
    const one = await desk.waiting(orderAt(0), { merchant: hasty.merchant });
    const message = desk.message(one, desk.anna);
    await desk.hears(one.customer, /Nobody has decided in time/);
    // The run is still there: it asks the customer how to go on.
    expect(await desk.decide(message)).toEqual({ accepted: false, code: 'approval_expired' });
    expect(await desk.decide(desk.message(one, desk.ben))).toEqual({
      accepted: false,
      code: 'approval_expired',
    });
    await desk.stack.temporal.workflow.getHandle(one.request.workflowId).signal('decide_signal', message);
    await one.customer.says('No');
    await desk.hears(one.customer, /No problem/);
    expect(await desk.sent(one.order)).toBe(0);
    expect(await desk.paid(one.order)).toEqual([]);
    expect(await desk.audited(one)).toEqual([]);
  });

  test('8.10 an approval and the expiry at the same time: one outcome, and the answer says which', async () => {
    const offsets = [-120, -40, -15, 0, 15, 60];
    const races = await Promise.all(
      offsets.map(async (offset, index) => {
        const one = await desk.waiting(orderAt(1 + index), { merchant: hasty.merchant });
        const mallory = { name: 'mallory', key: generateKey().privateKey };
        const messages = [desk.message(one, mallory), desk.message(one, desk.anna)];
        await sleep(one.request.expiresAt + offset - Date.now());
        const [, answer] = await Promise.all(messages.map((message) => desk.decide(message)));
        const heard = await desk.hears(one.customer, /We’ve refunded|Nobody has decided in time/);
        return { one, answer, heard: heard.map(({ body }) => body.text).join('\n') };
      }),
    );
    for (const { one, answer, heard } of races) {
      const isPaid = answer?.accepted === true;
      if (!isPaid) expect(answer).toEqual({ accepted: false, code: 'approval_expired' });
      expect(heard.includes('We’ve refunded')).toBe(isPaid);
      expect(await desk.paid(one.order)).toHaveLength(isPaid ? 1 : 0);
      expect(await desk.sent(one.order)).toBe(isPaid ? 1 : 0);
      const counted = (await desk.audited(one)).filter(({ actor }) => actor === 'anna');
      expect(counted).toEqual(isPaid ? [{ actor: 'anna', outcome: 'approved' }] : []);
    }
  });
});
