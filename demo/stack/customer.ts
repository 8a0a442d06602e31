/** A customer of the demo, as the conversation service carries their messages. */
import { randomUUID } from 'node:crypto';
import type { OrderlyClient } from '../../src/client/client.js';
import { signVoucher } from '../../src/security/voucher.js';
import type { OutboxRow } from '../../src/store/store.js';

/** Who writes, and whether the channel vouches for them. */
export interface CustomerOptions {
  client: OrderlyClient;
  merchant?: string;
  /** Signed in: who they are, authenticated with the private key of the channel, by default the demo's. */
  signedIn?: { ref: string; email: string; channelKey: string; channel?: string };
  /** The agent who asked for a run. */
  startedBy?: string;
  language?: string;
}

/** How long a reply is waited for: long enough for a worker that starts anew. */
const patienceMs = 90_000;
/** The channel of the demo's merchant.yaml. */
export const demoChannel = 'shop-chat';
const voucherLifeMs = 3_600_000;

/** One conversation of a customer. */
export class DemoCustomer {
  readonly conversation = randomUUID();
  readonly merchant: string;
  readonly #options: CustomerOptions;
  #seq = 0;
  #read = 0;

  constructor(options: CustomerOptions) {
    this.#options = options;
    this.merchant = options.merchant ?? 'demo';
  }

  /** Workflow id of the conversation. */
  get workflowId(): string {
    return `${this.merchant}/${this.conversation}`;
  }

  /** Sends a message; `writer` is the agent who wrote it for the customer, if one did. */
  async says(text: string, writer?: string): Promise<void> {
    const { client, language } = this.#options;
    const startedBy = writer ?? this.#options.startedBy;
    this.#seq += 1;
    await client.conversations.send({
      merchant: this.merchant,
      conversation: this.conversation,
      messageId: randomUUID(),
      seq: this.#seq,
      text,
      sentAt: new Date().toISOString(),
      ...(startedBy === undefined ? {} : { startedBy }),
      ...(language === undefined ? {} : { language }),
      ...this.#claim(),
    });
  }

  /** Waits for the next replies. */
  async hears(count = 1, timeoutMs = patienceMs): Promise<OutboxRow[]> {
    const wanted = { after: this.#read, count, timeoutMs };
    const rows = await this.#options.client.conversations.awaitReplies(
      this.merchant,
      this.conversation,
      wanted,
    );
    this.#read = rows.at(-1)?.position ?? this.#read;
    return rows;
  }

  /** What has come and was not heard yet; with `heard`, it is from now on. */
  async overhears(heard = false): Promise<OutboxRow[]> {
    const rows = await this.#options.client.conversations.replies(
      this.merchant,
      this.conversation,
      this.#read,
    );
    if (heard) this.#read = rows.at(-1)?.position ?? this.#read;
    return rows;
  }

  #claim(): { customer?: { ref: string; email: string; voucher: string } } {
    const { signedIn } = this.#options;
    if (signedIn === undefined) return {};
    const { ref, email, channelKey, channel = demoChannel } = signedIn;
    const voucher = signVoucher(
      {
        merchant: this.merchant,
        conversation: this.conversation,
        channel,
        customer: { ref, email },
        expiresAt: Date.now() + voucherLifeMs,
      },
      channelKey,
    );
    return { customer: { ref, email, voucher } };
  }
}
