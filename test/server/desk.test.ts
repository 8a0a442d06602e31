/** The desk on a whole stack: an agent tries a refund, sees it understood, approves it in the session, and answers as a person. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoDesk, startDesk } from '../../demo/stack/desk.js';
import { Parts } from '../../demo/stack/parts.js';
import { type Stack, startStack } from '../../demo/stack/stack.js';
import { Browser } from '../api/desk/support/browser.js';

const parts = new Parts();
let stack: Stack;
let desk: DemoDesk;
let browser: Browser;
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-desk-'));
  parts.defer(() => rm(folder, { recursive: true }));
  stack = parts.use(await startStack());
  desk = parts.use(await startDesk(stack, folder));
  browser = new Browser(desk.url);
  const token = (await desk.newLinks()).find(({ agent }) => agent === 'anna')!.url.split('#')[1];
  expect(await browser.page('POST', '/v1/desk/link', { token })).toMatchObject({ status: 200 });
});
afterAll(() => parts[Symbol.asyncDispose]());

const path = (rest: string): string => `/v1/merchants/demo/${rest}`;

async function get<Value>(rest: string): Promise<Value> {
  const { status, text } = await browser.page('GET', path(rest));
  if (status !== 200) throw new Error(`${rest}: ${status} ${text}`);
  return JSON.parse(text) as Value;
}

const post = (rest: string, body: object) => browser.page('POST', path(rest), body);

/** A conversation of the page Try. */
class Trial {
  readonly id = randomUUID();
  #after = 0;

  async says(text: string): Promise<void> {
    const sent = await post(`try/${this.id}/messages`, { messageId: randomUUID(), text, language: 'en' });
    expect(sent).toMatchObject({ status: 202 });
  }

  /** Replies until one that has this in it. */
  async hears(wanted: RegExp): Promise<void> {
    for (let tries = 0; tries < 10; tries += 1) {
      const { replies } = await get<{ replies: { position: number; body: { text: string } }[] }>(
        `try/${this.id}/replies?after=${this.#after}&wait=30`,
      );
      this.#after = replies.at(-1)?.position ?? this.#after;
      if (replies.some(({ body }) => wanted.test(body.text))) return;
    }
    throw new Error(`the customer does not hear ${String(wanted)}`);
  }
}

interface Traced {
  messages: { intent: string; confidence: number; facts: string[] }[];
  runs: { flow: string; status: string; result?: string; steps: { step: string; isOpen: boolean }[] }[];
  calls: { operation: string; outcome?: string }[];
  approvals: { number: number; state: string }[];
}

test('a refund is tried, understood, shown where it is, approved in the session, and paid once', async () => {
  const trial = new Trial();
  const order = stack.stories.refundable.from60To190.at(-1)!;
  await trial.says(desk.examples[0]!.says[0]!);
  // That the whole order is meant was said.
  await trial.hears(/Would you like me to refund/);
  const asked = await get<Traced>(`conversations/${trial.id}/trace`);
  expect(asked.messages).toMatchObject([{ intent: 'refund', facts: ['number', 'postcode'] }]);
  const refund = asked.runs.find(({ flow }) => flow === 'refund-order')!;
  expect(refund.status).toBe('running');
  expect(refund.steps.filter(({ isOpen }) => isOpen).map(({ step }) => step)).toEqual(['sure']);
  const { graph } = await get<{ graph: { nodes: { step?: string }[] } }>('flows/refund-order');
  expect(graph.nodes.some(({ step }) => step === 'what')).toBe(true);
  const { mail, name, plz } = order.customer;
  for (const personal of [mail, name, `"${plz}"`])
    expect(JSON.stringify(asked.calls)).not.toContain(personal);
  await trial.says('Yes, please');
  await trial.hears(/a colleague will check it first/);
  const { approvals } = await get<{ approvals: { number: number; digest: string; conversation: string }[] }>(
    'approvals',
  );
  const { number, digest } = approvals.find(({ conversation }) => conversation === trial.id)!;
  const decided = await post(`approvals/${number}/decision`, { digest, decision: 'approved' });
  expect(JSON.parse(decided.text)).toMatchObject({ accepted: true, approver: 'anna' });
  await trial.hears(/We’ve refunded/);
  const done = await get<Traced>(`conversations/${trial.id}/trace`);
  expect(done.approvals).toMatchObject([{ number, state: 'approved' }]);
  expect(done.runs.find(({ flow }) => flow === 'refund-order')).toMatchObject({ result: 'refunded' });
  const paid = (await stack.shop.controls.ledger()).filter(
    ({ kind, nummer }) => kind === 'erstattung' && nummer === order.nummer,
  );
  expect(paid).toHaveLength(1);
});

test('a conversation that is handed off is in the inbox, is answered by the agent, and goes back to flows', async () => {
  const trial = new Trial();
  await trial.says('Can I talk to a person, please?');
  await trial.hears(/./);
  type Rows = { conversations: { conversation: string; queue?: string; assignee?: string; last?: object }[] };
  const row = async () =>
    (await get<Rows>('conversations?with=people')).conversations.find((one) => one.conversation === trial.id);
  while ((await row()) === undefined) await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await row()).toMatchObject({ queue: 'service' });
  expect(await post(`conversations/${trial.id}/take-over`, {})).toMatchObject({ status: 202 });
  expect(await row()).toMatchObject({ queue: 'service', assignee: 'anna' });
  const reply = { replyId: 'r1', text: 'Anna here. How can I help?' };
  // Sent from two tabs, it counts once.
  await Promise.all([reply, reply].map((body) => post(`conversations/${trial.id}/replies`, body)));
  await trial.hears(/Anna here/);
  expect(await row()).toMatchObject({ last: { by: 'agent', text: reply.text } });
  const { replies } = await get<{ replies: { body: { text: string } }[] }>(`try/${trial.id}/replies?after=0`);
  expect(replies.filter(({ body }) => body.text === reply.text)).toHaveLength(1);
  expect(await post(`conversations/${trial.id}/give-back`, {})).toMatchObject({ status: 202 });
  expect(await row()).toBeUndefined();
});
