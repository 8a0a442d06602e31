/** Somebody who writes in a conversation of their own, with whatever they claim to be. */
import { randomUUID } from 'node:crypto';
import type { CustomerClaim } from '../../../src/contracts/customer.js';
import { signVoucher, type Voucher } from '../../../src/security/voucher.js';
import type { OutboxRow } from '../../../src/store/store.js';
import type { StoryCustomer } from '../../../demo/shop/stories.js';
import { demoChannel } from '../../../demo/stack/customer.js';
import type { Stack } from '../../../demo/stack/stack.js';
import { conversationWorkflowId } from '../../../src/platform/temporal/signal-conversation.js';
import { until } from './refund-desk.js';

/** What a visitor's messages say beside their text. */
export interface VisitorOptions {
  /** Made for the conversation, as a voucher is. */
  claim?: ((conversation: string) => CustomerClaim) | undefined;
  startedBy?: string | undefined;
  language?: string | undefined;
}

const merchant = 'demo';

/** One conversation, and every row of its outbox. */
export class Visitor {
  readonly conversation = randomUUID();
  #seq = 0;

  constructor(
    readonly stack: Stack,
    readonly options: VisitorOptions = {},
  ) {}

  /** Sends a message and waits until something has come of it that may be read. */
  async says(text: string): Promise<void> {
    const { claim, startedBy, language } = this.options;
    const { length } = await this.rows();
    this.#seq += 1;
    await this.stack.client.conversations.send({
      merchant,
      conversation: this.conversation,
      messageId: randomUUID(),
      seq: this.#seq,
      text,
      sentAt: new Date().toISOString(),
      ...(claim === undefined ? {} : { customer: claim(this.conversation) }),
      ...(startedBy === undefined ? {} : { startedBy }),
      ...(language === undefined ? {} : { language }),
    });
    await until(`An answer to "${text}"`, async () => {
      const rows = await this.#readable();
      return rows.length > length ? rows : undefined;
    });
  }

  /** Waits until nothing is under way; resolves with all rows but the customer's own words, passed on to people. */
  async all(): Promise<OutboxRow[]> {
    if (this.#seq === 0) return [];
    const root = conversationWorkflowId(merchant, this.conversation);
    let before: string | undefined;
    await until('The end of what is under way', async () => {
      const lengths = await this.#lengthsAtRest(root);
      // What ends between two looks has told another: nothing is under way once two looks see the same.
      const isOver = lengths !== undefined && lengths === before;
      before = lengths;
      return isOver ? true : undefined;
    });
    return (await this.rows()).filter(({ kind }) => kind !== 'passed_on');
  }

  /** How long the histories of a workflow and of the runs below it are, if none has anything to do but to wait. */
  async #lengthsAtRest(workflowId: string): Promise<string | undefined> {
    const { raw, historyLength } = await this.stack.temporal.workflow.getHandle(workflowId).describe();
    if (raw.pendingWorkflowTask || (raw.pendingActivities ?? []).length > 0) return undefined;
    const below = await Promise.all(
      (raw.pendingChildren ?? []).map(({ workflowId: child }) => this.#lengthsAtRest(child ?? '')),
    );
    return below.includes(undefined) ? undefined : [workflowId, historyLength, ...below].join(' ');
  }

  /** All rows, also those that are held back. */
  rows(): Promise<OutboxRow[]> {
    return this.stack.store.outbox.read(merchant, this.conversation, 0, Number.MAX_SAFE_INTEGER);
  }

  #readable(): Promise<OutboxRow[]> {
    return this.stack.store.outbox.read(merchant, this.conversation, 0, Date.now());
  }
}

/** A claim to be a customer, with a voucher; `changes` make it another than the channel would sign. */
export function signedClaim(
  { id: ref, mail: email }: StoryCustomer,
  channelKey: string,
  changes: Partial<Voucher> = {},
): (conversation: string) => CustomerClaim {
  return (conversation) => {
    const expiresAt = Date.now() + 3_600_000;
    const claims = { merchant, conversation, channel: demoChannel, customer: { ref, email }, expiresAt };
    return { ref, email, voucher: signVoucher({ ...claims, ...changes }, channelKey) };
  };
}
