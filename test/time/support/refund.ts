/** A refund above the band that waits for its approval, in the world of skipped time. */
import { randomUUID } from 'node:crypto';
import type { WorkflowHandle } from '@temporalio/client';
import type { StoryOrder } from '../../../demo/shop/stories.js';
import { demoChannel } from '../../../demo/stack/customer.js';
import type { ApprovalRequest } from '../../../src/contracts/approval.js';
import { signDecision } from '../../../src/security/decision-token.js';
import { signVoucher } from '../../../src/security/voucher.js';
import type {
  DecisionAnswer,
  DecisionMessage,
  OpenApprovals,
  RunSignal,
  RunStart,
} from '../../../src/contracts/workflow-messages.js';
import { messageNames, taskQueue } from '../../../src/contracts/workflow-messages.js';
import { eventually, type TimeWorld } from './world.js';

/** A run of `refund-order` and what is known of it. */
export interface WaitingRefund {
  handle: WorkflowHandle;
  conversation: string;
  order: StoryOrder;
}

/** A signed-in customer's refund, whose question is open. */
export async function startRefund(world: TimeWorld, index: number): Promise<WaitingRefund> {
  const order = world.stories.refundable.from60To190[index]!;
  const conversation = randomUUID();
  const workflowId = `demo/${conversation}`;
  const { id: ref, mail: email } = order.customer;
  const now = await world.now();
  const voucher = signVoucher(
    {
      merchant: 'demo',
      conversation,
      channel: demoChannel,
      customer: { ref, email },
      expiresAt: now + 3_600_000,
    },
    world.keys.channel,
  );
  const start: RunStart = {
    merchant: 'demo',
    flow: 'refund-order',
    inputs: { orderNumber: order.nummer, reason: 'other', whole: true },
    conversation: {
      id: conversation,
      workflowId,
      language: 'en',
      customer: { ref, email, voucher },
      facts: {},
      receivedAt: now,
    },
    depth: 0,
  };
  const handle = await world.env.client.workflow.start('refund-order', {
    workflowId: `${workflowId}/run`,
    taskQueue,
    args: [start],
  });
  await eventually(
    async () => (await world.outbox(conversation)).find(({ kind }) => kind === 'question'),
    'the question whether to pay back',
  );
  return { handle, conversation, order };
}

/** The customer's yes; resolves with the approval that is then asked for. */
export async function sayYes(world: TimeWorld, { handle }: WaitingRefund): Promise<ApprovalRequest> {
  const answer = { value: 'yes', facts: {}, receivedAt: await world.now() };
  const signal: RunSignal = { type: 'answer', key: 'sure#1', messageId: randomUUID(), answer };
  await handle.signal(messageNames.runSignal, signal);
  return eventually(
    async () => (await handle.query<OpenApprovals>(messageNames.approvals))[0],
    'an approval request',
  );
}

/** A decision as an approver signs it now. */
export async function decision(
  world: TimeWorld,
  request: ApprovalRequest,
  approver: 'anna' | 'lena',
): Promise<DecisionMessage> {
  const { id: requestId, digest } = request;
  const issuedAt = await world.now();
  const claims = {
    approver,
    merchant: 'demo',
    requestId,
    digest,
    decision: 'approved',
    issuedAt,
    expiresAt: issuedAt + 60_000,
  } as const;
  return { requestId, digest, decision: 'approved', token: signDecision(claims, world.keys[approver]) };
}

/** Decides by update. */
export async function decide(
  world: TimeWorld,
  { handle }: WaitingRefund,
  message: DecisionMessage,
): Promise<DecisionAnswer> {
  return handle.executeUpdate<DecisionAnswer, [DecisionMessage]>(messageNames.decide, { args: [message] });
}
