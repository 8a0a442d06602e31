/** A customer who writes without waiting where an answer is not needed to go on, whose messages overtake each other and come twice. */
import { randomUUID } from 'node:crypto';
import type { CustomerMessage } from '../../../src/contracts/workflow-messages.js';
import type { OutboxRow } from '../../../src/store/store.js';
import type { Stack } from '../../../demo/stack/stack.js';
import { seeded } from '../../store/support/subject.js';
import { shuffled } from './scale-desk.js';
import type { Script } from './scripts.js';
import { signedClaim } from './visitor.js';

const merchant = 'demo';
/** How long a reply may take while workers die, ms. */
const patienceMs = 180_000;
/** Of so many messages one comes twice at once, and another one again when it has been answered. */
const twice = 0.15;

/** One conversation. */
export class ImpatientCustomer {
  readonly conversation = randomUUID();
  readonly #random: () => number;

  constructor(
    readonly stack: Stack,
    readonly script: Script,
    readonly seed: number,
  ) {
    this.#random = seeded(seed);
  }

  /** Writes all of it; `wrote` is told of each message. */
  async talks(wrote: () => void): Promise<void> {
    let [seq, heard] = [0, 0];
    for (const lines of this.script.groups) {
      const messages = lines.map(([text], index) => this.#message(text, seq + index + 1));
      const sent = messages.flatMap((message) => (this.#random() < twice ? [message, message] : [message]));
      await Promise.all(
        shuffled(sent, this.seed + seq).map((message) => this.stack.client.conversations.send(message)),
      );
      messages.forEach(wrote);
      seq += lines.length;
      heard += lines.reduce((sum, [, ...hears]) => sum + hears.length, 0);
      await this.#hears(heard);
      for (const message of messages)
        if (this.#random() < twice) await this.stack.client.conversations.send(message);
    }
  }

  /** What is to be heard, all of it. */
  get expected(): RegExp[] {
    return this.script.groups.flat().flatMap(([, ...hears]) => hears);
  }

  /** Everything that has been heard, once all that was sent has been taken in. */
  async heard(): Promise<OutboxRow[]> {
    const { temporal, store } = this.stack;
    await temporal.workflow.getHandle(`${merchant}/${this.conversation}`).query('__stack_trace');
    return store.outbox.read(merchant, this.conversation, 0, Date.now());
  }

  #message(text: string, seq: number): CustomerMessage {
    const { script, stack, conversation } = this;
    return {
      ...{ merchant, conversation, text, seq, messageId: `${conversation}-${seq}`, language: 'en' },
      sentAt: new Date().toISOString(),
      customer: signedClaim(script.customer, stack.keys.channel)(conversation),
    };
  }

  /** Waits until so many replies have come in all. */
  async #hears(count: number): Promise<void> {
    const { conversations } = this.stack.client;
    await conversations.awaitReplies(merchant, this.conversation, { count, timeoutMs: patienceMs });
  }
}
