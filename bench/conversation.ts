/** A conversation as the bench leads it: it knows when a message was sent, and when each reply stood in the outbox. */
import { randomUUID } from 'node:crypto';
import { type WorkflowHandle, WorkflowNotFoundError } from '@temporalio/client';
import type { StoryOrder } from '../demo/shop/stories.js';
import { demoChannel } from '../demo/stack/customer.js';
import type { Stack } from '../demo/stack/stack.js';
import { signVoucher } from '../src/security/voucher.js';
import type { OutboxRow } from '../src/store/store.js';
import type { Side } from './side.js';

const merchant = 'demo';
const voucherLifeMs = 3_600_000;
const patienceMs = 60_000;
/** A run starts some 50 ms after its message; asked for earlier, it is not there yet. */
const retryMs = 25;

/** One customer's thread. */
export class BenchConversation {
  readonly id = randomUUID();
  readonly workflowId = `${merchant}/${this.id}`;
  #seq = 0;

  constructor(
    readonly stack: Stack,
    readonly side: Side,
    readonly order: StoryOrder,
  ) {}

  /** Sends a message of the signed-in customer; answers with the moment before it left and the id of a run for the intent. */
  async says(text: string, intent = ''): Promise<{ sentAt: number; runId: string }> {
    const messageId = randomUUID();
    const { id: ref, mail: email } = this.order.customer;
    const expiresAt = Date.now() + voucherLifeMs;
    const claim = {
      merchant,
      conversation: this.id,
      channel: demoChannel,
      customer: { ref, email },
      expiresAt,
    };
    const voucher = signVoucher(claim, this.stack.keys.channel);
    this.#seq += 1;
    const sentAt = Date.now();
    await this.side.client.conversations.send({
      merchant,
      conversation: this.id,
      messageId,
      seq: this.#seq,
      text,
      sentAt: new Date(sentAt).toISOString(),
      language: 'en',
      customer: { ref, email, voucher },
    });
    return { sentAt, runId: `${this.workflowId}/${this.#seq}-${intent}` };
  }

  /** Waits until a run has ended: a long poll, so that waiting costs next to nothing. */
  async ends(runId: string): Promise<void> {
    const handle: WorkflowHandle = this.stack.temporal.workflow.getHandle(runId);
    const end = Date.now() + patienceMs;
    for (;;) {
      try {
        await handle.result();
        return;
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError) || Date.now() > end) throw error;
        await new Promise((resolve) => setTimeout(resolve, retryMs));
      }
    }
  }

  /** Replies so far. */
  replies(after = 0): Promise<OutboxRow[]> {
    return this.side.client.conversations.replies(merchant, this.id, after);
  }

  /** The next reply; asked for seldom, as its time is read from its row. */
  async hears(after: number): Promise<OutboxRow> {
    const wanted = { after, count: 1, timeoutMs: patienceMs };
    const [row] = await this.side.client.conversations.awaitReplies(merchant, this.id, wanted);
    if (row === undefined) throw new Error('No reply came.');
    return row;
  }
}
