/** Somebody who writes in a conversation of their own, with whatever they claim to be. */
import { randomUUID } from 'node:crypto';
import type { CustomerClaim } from '../../../src/contracts/customer.js';
import { signVoucher, type Voucher } from '../../../src/security/voucher.js';
import type { OutboxRow } from '../../../src/store/store.js';
import type { StoryCustomer } from '../../../demo/shop/stories.js';
import { demoChannel } from '../../../demo/stack/customer.js';
import type { Stack } from '../../../demo/stack/stack.js';
import { until } from './refund-desk.js';

/** What a visitor's messages say beside their text. */
export interface VisitorOptions {
  /** Made for the conversation, as a voucher is. */
  claim?: ((conversation: string) => CustomerClaim) | undefined;
  startedBy?: string | undefined;
  language?: string | undefined;
}

const merchant = 'demo';
const quietMs = 2000;

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

  /** Waits until nothing more comes; resolves with all rows but the customer's own words, passed on to people. */
  async all(): Promise<OutboxRow[]> {
    for (let before = -1, rows = await this.rows(); ; rows = await this.rows()) {
      if (rows.length === before) return rows.filter(({ kind }) => kind !== 'passed_on');
      before = rows.length;
      await new Promise((resolve) => setTimeout(resolve, quietMs));
    }
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
export function vouched(
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
