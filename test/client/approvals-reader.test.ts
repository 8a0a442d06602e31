/** What approvers see of requests, from the store alone: by number, with the customer's words, open and ended. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ApprovalsReader } from '../../src/client/approvals-reader.js';
import { testStore, type TestStore } from '../support/store.js';
import { opened } from '../store/support/requests.js';
import { fresh } from '../store/support/subject.js';

let store: TestStore;
let approvals: ApprovalsReader;
beforeAll(async () => {
  store = await testStore();
  approvals = new ApprovalsReader(store);
});
afterAll(() => store[Symbol.asyncDispose]());

const hour = 3_600_000;

async function opens(merchant: string, changes: object = {}) {
  const one = opened({ merchant });
  Object.assign(one.request, changes);
  const number = await store.approvals.open(one, []);
  return { ...one, number };
}

test('a number that one merchant alone has needs no name; one that several have does; ids are as good', async () => {
  const [merchant, other] = [fresh('merchant'), fresh('merchant')];
  for (let count = 0; count < 3; count += 1) await opens(other);
  const { number, request } = await opens(merchant);
  const fourth = await opens(other);
  expect(number).toBe(1);
  await expect(approvals.find('1')).rejects.toMatchObject({
    code: 'approval_number_shared',
    hint: expect.stringContaining(`\`${merchant}/1\``),
  });
  expect((await approvals.find(`${merchant}/1`)).id).toBe(request.id);
  expect((await approvals.find('4')).id).toBe(fourth.request.id);
  for (const unknown of [
    `${merchant}/4`,
    '5',
    `${merchant}/5`,
    'nobody/1',
    'word',
    `${merchant}/run#refund#1`,
  ])
    await expect(approvals.find(unknown)).rejects.toMatchObject({ code: 'approval_unknown' });
  // Ids begin with the merchant's name.
  const id = `${merchant}/c1/run#refund#1`;
  const named = await opens(merchant, { id });
  expect((await approvals.find(id)).number).toBe(named.number);
});

test("a request is shown with the customer's own words, in the order in which they led to it", async () => {
  const merchant = fresh('merchant');
  const texts = ['I want my money back for order 10105', 'no, wait', 'yes'];
  for (const [index, text] of texts.entries())
    await store.messages.add({
      ...{ merchant, conversation: 'c1', messageId: `m${index + 1}`, seq: index + 1, text },
      sentAt: '2026-11-24T17:20:00Z',
    });
  const one = opened({ merchant, messageIds: ['m1', 'm3'] });
  await store.approvals.open(one, [{ kind: 'requested', target: 'team-chat', at: 0 }]);
  const shown = await approvals.show(`${merchant}/1`);
  expect(shown.words.map(({ text }) => text)).toEqual([texts[0], texts[2]]);
  expect(shown.notifications).toEqual([{ kind: 'requested', target: 'team-chat', state: 'due', at: 0 }]);
  expect(shown).toMatchObject({ number: 1, state: 'open', zone: 'Europe/Berlin', digest: 'd1' });
});

test('after its escalation the second role may decide too; what is over or past its time waits no longer', async () => {
  const merchant = fresh('merchant');
  const now = Date.now();
  const fresh1 = await opens(merchant, { remindAt: now + hour, escalateAt: now + 2 * hour });
  const old = await opens(merchant, { remindAt: now - 2 * hour, escalateAt: now - hour });
  await opens(merchant, { expiresAt: now - 1 });
  const decided = await opens(merchant);
  await store.approvals.end(merchant, decided.request.id, {
    ...{ state: 'rejected', at: now, decidedBy: 'ben', comment: 'too late' },
  });
  const listed = async (role?: string) => (await approvals.list(merchant, role)).map(({ number }) => number);
  expect(await listed()).toEqual([fresh1.number, old.number]);
  expect(await listed('refund-approver')).toEqual([fresh1.number, old.number]);
  expect(await listed('team-lead')).toEqual([old.number]);
  expect(await listed('nobody')).toEqual([]);
  const [first, second] = await approvals.list(merchant);
  expect(first).toMatchObject({ reminded: false, escalated: false });
  expect(second).toMatchObject({ reminded: true, escalated: true });
  expect(await approvals.ended(merchant)).toMatchObject([
    { number: decided.number, state: 'rejected', decidedBy: 'ben', comment: 'too late', endedAt: now },
  ]);
  expect(await approvals.ended(merchant, { since: now + 1 })).toEqual([]);
});
