/**
 * Every query of Temporal's that stands on a page, sent to a server with real runs: a refund that was paid, one in doubt that
 * people have, an open question, an approval, an accepted write, a timer, a failed run. Each says which of them it must find.
 */
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DemoCustomer } from '../../demo/stack/customer.js';
import { Parts } from '../../demo/stack/parts.js';
import { startStack } from '../../demo/stack/stack.js';
import { trusting } from '../../demo/stack/trusting-merchants.js';
import type { StoryOrder } from '../../demo/shop/stories.js';
import { searchAttributeKeys } from '../../src/platform/temporal/search-attribute-keys.js';
import { pages } from '../docs/support.js';
import { heardUntilHandover } from './support/hearing.js';
import { impatient } from './support/impatient.js';
import { RefundDesk, until } from './support/refund-desk.js';

/** The runs of the scene; `…Caller` is the run that the conversation has started. */
type Run =
  | 'paid'
  | 'paidCaller'
  | 'doubt'
  | 'doubtCaller'
  | 'asked'
  | 'approval'
  | 'accepted'
  | 'timer'
  | 'failed'
  | 'conversation';

interface Expectation {
  /** Instead of `acme`; `demo` if nothing is said. */
  merchant?: 'demo' | 'later';
  finds: readonly Run[];
  /** What else must not be among them. */
  without?: readonly Run[];
}

const open = ['asked', 'approval', 'accepted', 'timer'] as const;
const since = 'CloseTime > "<time of the backup>"';

/** By each query as its page writes it. */
const expectations: Readonly<Record<string, Expectation>> = {
  'OrderlyMerchant = "acme" AND OrderlyWaitingOn = "approval:refund-approver"': {
    ...{ merchant: 'later', finds: ['approval'], without: ['accepted', 'timer'] },
  },
  'OrderlyOutcome = "failed" AND CloseTime > "2026-11-24T00:00:00Z"': {
    ...{ finds: ['failed'], without: ['paid', 'doubt'] },
  },
  'OrderlyOutcome = "handed_over"': { finds: ['doubt', 'doubtCaller'], without: ['paid', 'failed'] },
  'OrderlyOutcome = "handed_over" AND OrderlyFlow = "customer-service"': {
    ...{ finds: ['doubtCaller'], without: ['doubt', 'paidCaller'] },
  },
  'OrderlyFlow = "refund-order" AND OrderlyOutcome = "refunded"': {
    ...{ finds: ['paid'], without: ['doubt', 'asked', 'approval', 'accepted'] },
  },
  'OrderlyFlow = "refund-order" AND OrderlyFlowVersion = "0123456789ab"': {
    ...{ finds: ['paid', 'doubt', 'asked'], without: ['paidCaller'] },
  },
  'OrderlyFlow = "refund-order" AND OrderlyFlowVersion = "0123456789ab" AND ExecutionStatus = "Running"': {
    ...{ finds: ['asked'], without: ['paid', 'doubt', 'paidCaller'] },
  },
  'OrderlyFlow = "customer-service"': { finds: ['paidCaller', 'doubtCaller', 'failed'], without: ['paid'] },
  'WorkflowType = "conversation" AND ExecutionStatus = "Running"': {
    ...{ finds: ['conversation'], without: ['paidCaller'] },
  },
  'WorkflowId STARTS_WITH "acme/deb2353b-8ec5-46f5-8c19-edc34da7d2a0/"': {
    ...{ finds: ['paid', 'paidCaller'], without: ['doubt'] },
  },
  'OrderlyMerchant = "acme" AND OrderlyWaitingOn IS NOT NULL AND ExecutionStatus = "Running"': {
    ...{ merchant: 'later', finds: ['approval', 'accepted', 'timer'], without: ['paid', 'doubt'] },
  },
  'OrderlyMerchant = "acme" AND OrderlyWaitingOn = "approval:refund-approver" AND ExecutionStatus = "Running"':
    {
      ...{ merchant: 'later', finds: ['approval'], without: ['accepted', 'timer'] },
    },
  'OrderlyMerchant = "acme" AND OrderlyWaitingOn = "event" AND ExecutionStatus = "Running"': {
    ...{ merchant: 'later', finds: ['accepted'], without: ['approval', 'timer'] },
  },
  'OrderlyMerchant = "acme" AND OrderlyWaitingOn = "customer" AND ExecutionStatus = "Running"': {
    ...{ finds: ['asked'], without: ['paid', 'doubt'] },
  },
  'OrderlyMerchant = "acme" AND OrderlyWaitingOn = "timer" AND ExecutionStatus = "Running"': {
    ...{ merchant: 'later', finds: ['timer'], without: ['accepted'] },
  },
  [`OrderlyMerchant = "acme" AND OrderlyOutcome IS NOT NULL AND ${since}`]: {
    ...{ finds: ['paid', 'doubt', 'paidCaller', 'doubtCaller', 'failed'], without: open },
  },
  'OrderlyOutcome = "refunded"': { finds: ['paid'], without: ['doubt', 'paidCaller', ...open] },
  [`OrderlyOutcome = "refunded" AND ${since}`]: {
    finds: ['paid'],
    without: ['doubt', 'paidCaller', ...open],
  },
  'OrderlyMerchant = "acme" AND ExecutionStatus = "Running" AND WorkflowType != "conversation"': {
    ...{ finds: ['asked'], without: ['paid', 'doubt', 'failed', 'conversation'] },
  },
  'ExecutionStatus = "Running"': { finds: [...open, 'conversation'], without: ['paid', 'doubt', 'failed'] },
  'StartTime > "<time of the deploy>" AND ExecutionStatus = "Running"': {
    ...{ finds: [...open, 'conversation'], without: ['paid', 'doubt', 'failed'] },
  },
};

const looksLikeQuery =
  /\b(?:Orderly[A-Z]\w+|Workflow(?:Id|Type)|ExecutionStatus|StartTime|CloseTime) (?:=|!=|<|>|IN|IS|STARTS_WITH) /;

/** What looks like a query on any page: code within a line, and lines of code. */
const written = new Set(
  pages.flatMap(({ text }) =>
    [...text.matchAll(/^```[^\n]*\n[^]*?^```|^ +```[^\n]*\n[^]*?^ +```|`([^`\n]+)`/gm)]
      .flatMap(([block, inline]) => (inline === undefined ? block.split('\n') : [inline]))
      .filter((code) => looksLikeQuery.test(code))
      .map((code) => (/--query '([^']+)'/.exec(code)?.[1] ?? code).trim()),
  ),
);

const waitingFlow = `
flow: later
title: Answer later
inputs:
  orderNumber: text?
  reason: refund_reason?
outputs:
  result: [told]
steps:
  - wait: 2 hours
  - end: { result: told }
`;

const parts = new Parts();
let desk: RefundDesk;
let ids: Record<Run, string>;
let version = '';
let conversation = '';
const begun = new Date().toISOString();

/** Its refunds are only accepted, those above the band need an approval, and where an order is it says two hours later. */
async function writeLater(merchants: string): Promise<void> {
  const folder = join(merchants, 'later');
  await cp('merchants/demo', folder, { recursive: true });
  const file = join(folder, 'merchant.yaml');
  const bound = trusting(await readFile(file, 'utf8'))
    .replace(/^merchant: demo$/m, 'merchant: later')
    .replace('  payments: shop\n', '  payments: payouts\n  payments.quote_refund: shop\n');
  await writeFile(file, `${bound}flows: { where-is-my-order: later }\n`);
  await mkdir(join(folder, 'flows'), { recursive: true });
  await writeFile(join(folder, 'flows', 'later.yaml'), waitingFlow);
}

/** Somebody is asked whether they are sure. */
async function isAsked(order: StoryOrder, merchant?: string): Promise<DemoCustomer> {
  const customer = desk.customer(order, merchant);
  await customer.says(`I would like a refund for order ${order.nummer}, please.`);
  await desk.wholeOrder(customer);
  return customer;
}

/** A run of a conversation by its flow. */
const runOf = (customer: DemoCustomer, flow: string): Promise<string> =>
  until(`A run of ${flow}`, async () => {
    const query = `WorkflowId STARTS_WITH "${customer.workflowId}/" AND WorkflowType = "${flow}"`;
    return (await found(query))[0];
  });

async function found(query: string): Promise<string[]> {
  const all: string[] = [];
  for await (const { workflowId } of desk.stack.temporal.workflow.list({ query })) all.push(workflowId);
  return all;
}

beforeAll(async () => {
  const { workerEnv } = parts.use(await impatient());
  await writeLater(String(workerEnv['ORDERLY_MERCHANTS']));
  desk = new RefundDesk(parts.use(await startStack({ workerEnv })));
  const { stories, shop, temporal } = desk.stack;
  const { below50, from60To190 } = stories.refundable;
  const [toPay, inDoubt, toAsk, toFail, toAccept] = below50 as [
    ...[StoryOrder, StoryOrder, StoryOrder, StoryOrder, StoryOrder],
  ];
  const paid = await isAsked(toPay);
  await paid.says('Yes, please');
  await desk.hears(paid, /We’ve refunded/);

  const match = { method: 'POST', path: `${inDoubt.id}/erstattungen` };
  await shop.controls.fail({ match, kind: 'status' });
  const doubt = await isAsked(inDoubt);
  await doubt.says('Yes, please');
  await heardUntilHandover(doubt);

  const asked = await isAsked(toAsk);
  const failed = await isAsked(toFail);
  await temporal.workflow.getHandle(await runOf(failed, 'refund-order')).terminate('ended from outside');

  const accepted = await isAsked(toAccept, 'later');
  await accepted.says('Yes, please');
  const approval = await desk.waiting(from60To190[0]!, { merchant: 'later' });
  const timer = desk.customer(stories.single.shipped[0]!, 'later');
  await timer.says(`Where is my order ${stories.single.shipped[0]!.nummer}?`);

  ids = {
    ...{ paid: await runOf(paid, 'refund-order'), paidCaller: await runOf(paid, 'customer-service') },
    ...{ doubt: await runOf(doubt, 'refund-order'), doubtCaller: await runOf(doubt, 'customer-service') },
    ...{ asked: await runOf(asked, 'refund-order'), failed: await runOf(failed, 'customer-service') },
    ...{ accepted: await runOf(accepted, 'refund-order'), approval: approval.request.workflowId },
    ...{ timer: await runOf(timer, 'customer-service'), conversation: paid.workflowId },
  };
  conversation = `${paid.workflowId}/`;
  const { typedSearchAttributes } = await temporal.workflow.getHandle(ids.paid).describe();
  version = typedSearchAttributes.get(searchAttributeKeys.flowVersion) ?? '';
}, 500_000);
afterAll(() => parts[Symbol.asyncDispose]());

test('each query of the pages has an expectation here, and each of these stands on a page', () => {
  expect([...written].sort()).toEqual(Object.keys(expectations).sort());
});

test.each(Object.entries(expectations))(
  '%s',
  async (query, { merchant = 'demo', finds, without = [] }) => {
    const sent = query
      .replace('acme/deb2353b-8ec5-46f5-8c19-edc34da7d2a0/', conversation)
      .replaceAll('"acme"', `"${merchant}"`)
      .replace('0123456789ab', version)
      .replace(/<time of the \w+>/, begun);
    const wanted = finds.map((run) => ids[run]);
    const seen = await until(`What ${sent} must find`, async () => {
      const all = await found(sent);
      return wanted.every((id) => all.includes(id)) ? all : undefined;
    });
    expect(without.filter((run) => seen.includes(ids[run]))).toEqual([]);
  },
  300_000,
);
