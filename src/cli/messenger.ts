/** One conversation of a customer, driven as the conversation service does. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type Awaited, awaitedSystems } from '../client/awaited-systems.js';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import { signVoucher } from '../security/voucher.js';
import type { OutboxRow } from '../store/store.js';
import type { CustomerMessage } from '../contracts/workflow-messages.js';
import { conversationWorkflowId } from '../platform/temporal/signal-conversation.js';
import type { CommandContext } from './context.js';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';

/** Who writes: as entered, or authenticated by a channel. */
export interface Writer {
  email?: string;
  customerRef?: string;
  /** Its name in merchant.yaml, and the private key (not its file). */
  channel?: { name: string; key: string };
  language?: string;
}

/** What was sent. */
export interface Sent {
  conversation: string;
  workflowId: string;
  messageId: string;
  seq: number;
}

/** How long to wait for replies, ms: for the first one, and for another after the last. */
export interface Deadline {
  firstMs: number;
  quietMs: number;
}

/** Which system is waited for, and why. */
export const awaitedText = ({ connection, operation, code, attempts }: Awaited): string =>
  `${connection} for ${operation} (${code}, attempt ${attempts})`;

const voucherLifeMs = 60 * 60 * 1000;

/** Sends the messages of one conversation and receives the replies that come after it is opened. */
export class Messenger {
  readonly #context: CommandContext;
  readonly #merchant: string;
  readonly #conversation: string;
  readonly #writer: Writer;
  #read = 0;

  private constructor(context: CommandContext, merchant: string, conversation: string, writer: Writer) {
    this.#context = context;
    this.#merchant = merchant;
    this.#conversation = conversation;
    this.#writer = writer;
  }

  /** Opens a conversation; earlier replies are skipped. */
  static async open(
    context: CommandContext,
    merchant: string,
    conversation: string,
    writer: Writer,
  ): Promise<Messenger> {
    const messenger = new Messenger(context, merchant, conversation, writer);
    const earlier = await context.client.conversations.replies(merchant, conversation);
    messenger.#read = earlier.at(-1)?.position ?? 0;
    return messenger;
  }

  /** Sends a message, at the next position unless one is given. */
  async send(text: string, given: { seq?: number; messageId?: string } = {}): Promise<Sent> {
    const position = given.seq === undefined ? await takePosition(this.#positions()) : undefined;
    const seq = given.seq ?? position?.seq ?? 1;
    const messageId = given.messageId ?? randomUUID();
    try {
      const sent = await this.#context.client.conversations.send(this.#message(text, seq, messageId));
      return { ...sent, messageId, seq };
    } catch (error) {
      // Rejected before sending. After any other failure the message may have arrived, and its position is used.
      if (error instanceof OrderlyError) await position?.giveBack();
      throw error;
    }
  }

  /** Yields replies in order as they come, until none arrives within the deadline. */
  async *hear({ firstMs, quietMs }: Deadline): AsyncGenerator<OutboxRow> {
    for (let deadline = firstMs; ; deadline = quietMs) {
      const rows = await this.#next(deadline);
      if (rows.length === 0) return;
      for (const row of rows) {
        this.#read = row.position;
        yield row;
      }
    }
  }

  /** Systems that could not yet do what this conversation has asked of them; none if that cannot be found out. */
  awaited(): Promise<Awaited[]> {
    const workflowId = conversationWorkflowId(this.#merchant, this.#opaque());
    return awaitedSystems(this.#context.temporal.workflow, workflowId).catch(() => []);
  }

  /** The error when nobody answers; `seconds` is how long we waited. It names the systems that are waited for. */
  async noReply({ workflowId }: Sent, seconds: number): Promise<OrderlyError> {
    const awaited = await this.awaited();
    const hint =
      awaited.length === 0
        ? 'Check that a worker is running (`orderly worker`), and check its log for systems that do not answer. The message will be answered once everything works.'
        : `Still waiting for ${awaited.map(awaitedText).join('; ')}. The message will be answered once that works.`;
    const message = `The message was sent to ${workflowId}, but no reply came within ${seconds} s`;
    return new OrderlyError('reply_timeout', message, { hint });
  }

  async #next(timeoutMs: number): Promise<OutboxRow[]> {
    try {
      const wanted = { after: this.#read, timeoutMs };
      return await this.#context.client.conversations.awaitReplies(
        this.#merchant,
        this.#conversation,
        wanted,
      );
    } catch (error) {
      if (error instanceof OrderlyError && error.code === 'reply_timeout') return [];
      throw error;
    }
  }

  #message(text: string, seq: number, messageId: string): CustomerMessage {
    const { language } = this.#writer;
    const customer = this.#claim();
    return {
      merchant: this.#merchant,
      conversation: this.#conversation,
      messageId,
      seq,
      text,
      sentAt: new Date().toISOString(),
      ...(language === undefined ? {} : { language }),
      ...(customer === undefined ? {} : { customer }),
    };
  }

  #claim(): CustomerMessage['customer'] {
    const { email, customerRef, channel } = this.#writer;
    const customer = {
      ...(email === undefined ? {} : { email }),
      ...(customerRef === undefined ? {} : { ref: customerRef }),
    };
    if (Object.keys(customer).length === 0) return undefined;
    if (channel === undefined) return customer;
    const claims = {
      merchant: this.#merchant,
      conversation: this.#opaque(),
      channel: channel.name,
      customer,
      expiresAt: Date.now() + voucherLifeMs,
    };
    return { ...customer, voucher: signVoucher(claims, channel.key) };
  }

  // A voucher names the conversation by its id in Temporal.
  #opaque(): string {
    return this.#context.client.conversations.opaque(this.#merchant, this.#conversation);
  }

  #positions(): string {
    return join(
      this.#context.config.cacheFolder,
      'positions',
      encodeURIComponent(this.#merchant),
      this.#opaque(),
    );
  }
}

/** A claimed position of a conversation. */
interface Position {
  seq: number;
  /** Gives back the position, under which nothing was sent. */
  giveBack(): Promise<void>;
}

/** Claims the next position of a conversation, from 1; `folder` belongs to this conversation. */
async function takePosition(folder: string): Promise<Position> {
  await mkdir(folder, { recursive: true });
  const taken = (await readdir(folder)).map(Number).filter(Number.isSafeInteger);
  for (let seq = Math.max(0, ...taken) + 1; ; seq++) {
    const file = join(folder, String(seq));
    if (await isNew(file)) return { seq, giveBack: () => rm(file, { force: true }) };
  }
}

async function isNew(file: string): Promise<boolean> {
  try {
    await writeFile(file, '', { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
