/** The conversation service's side: send a message, read or await its replies (DESIGN §7). */
import { setTimeout as delay } from 'node:timers/promises';
import type { WorkflowClient } from '@temporalio/client';
import { mainFlow } from '../contracts/main-flow.js';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import type { ConversationRow, OutboxRow, Store, Outbox, ReplyPlace } from '../store/store.js';
import type { ConversationSignal, CustomerMessage } from '../contracts/workflow-messages.js';
import { hostOf } from '../platform/temporal/host-of-run.js';
import { conversationWorkflowId, signalConversation } from '../platform/temporal/signal-conversation.js';
import { hashesIn } from '../security/customer-hashes.js';
import { parseText } from '../security/message-text.js';
import { opaqueConversation } from '../security/opaque-conversation.js';
import { findConversation, unknownConversation } from './resolve-conversation-id.js';
import { type ConversationPage, ConversationsReader } from './conversations-reader.js';
import {
  type AgentReply,
  awaitReplies,
  type ConversationsClient,
  type SentMessage,
  type WantedReplies,
} from './typed-client.js';
import { parseMessage } from './message-schema.js';

// Waits for replies: however many wait in this process, the store is asked once for all of them at a time.

/** How often the outbox is asked while anybody waits, ms. */
const pollMs = 100;

interface Waiter extends ReplyPlace {
  end: () => void;
  fail: (error: Error) => void;
}

/** All who wait for a reply in this process. */
class ReplyWatch {
  readonly #outbox: Pick<Outbox, 'due'>;
  readonly #waiters = new Set<Waiter>();
  #isAsking = false;

  constructor(outbox: Pick<Outbox, 'due'>) {
    this.#outbox = outbox;
  }

  /** Resolves as soon as there is a reply behind the place, or the signal aborts; rejects if the store fails. */
  async wait(place: ReplyPlace, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    await new Promise<void>((resolve, reject) => {
      const leave = (settle: () => void) => (): void => {
        this.#waiters.delete(waiter);
        signal.removeEventListener('abort', waiter.end);
        settle();
      };
      const waiter: Waiter = {
        ...place,
        end: leave(resolve),
        fail: (error) => {
          leave(() => {
            reject(error);
          })();
        },
      };
      signal.addEventListener('abort', waiter.end);
      this.#waiters.add(waiter);
      if (!this.#isAsking) void this.#ask();
    });
  }

  async #ask(): Promise<void> {
    this.#isAsking = true;
    while (this.#waiters.size > 0) {
      const waiters = [...this.#waiters];
      try {
        for (const index of await this.#outbox.due(waiters, Date.now())) waiters[index]?.end();
      } catch (error) {
        for (const waiter of waiters) waiter.fail(error as Error);
      }
      if (this.#waiters.size > 0) await delay(pollMs);
    }
    this.#isAsking = false;
  }
}

/** A trace that stays on screen is read every second: one entry of the audit trail stands for this long, ms. */
const tracedMs = 10 * 60 * 1000;

/** Conversations of a page that Temporal is asked about. */
const lookedUpAtOnce = 50;

/** What the client needs. */
export interface ClientDependencies {
  workflow: WorkflowClient;
  store: Store;
  /** Key of keyed hashes, the same as the worker's. */
  secret: string;
}

const withFlows = (): OrderlyError =>
  new OrderlyError('conversation_with_flows', 'The conversation has not been handed off.');

/** Sends messages and reads replies, through Temporal and the store. */
export class Conversations extends ConversationsReader implements ConversationsClient {
  readonly #deps: ClientDependencies;
  readonly #watch: ReplyWatch;
  /** Whose reading of which trace was audited when, epoch ms. */
  readonly #traced = new Map<string, number>();

  constructor(deps: ClientDependencies) {
    super(deps);
    this.#deps = deps;
    this.#watch = new ReplyWatch(deps.store.outbox);
  }

  /**
   * Sends a message: its text into the store, then its ids to Temporal, which has them when this resolves. Repeating a
   * `messageId` has no effect, and completes what was cut off half-way. Throws OrderlyError `message_invalid`,
   * `message_too_large`, `position_taken`, `conversation_erased`, `merchant_unknown`, `temporal_unavailable`; for a channel also
   * `conversation_unknown`, if it has not begun the conversation.
   */
  async send(message: CustomerMessage, channel?: string): Promise<SentMessage> {
    const checked = parseMessage(message);
    const { merchant } = checked;
    if ((await this.#deps.store.flowVersions.current(merchant, mainFlow)) === undefined) {
      throw new OrderlyError(
        'merchant_unknown',
        `No worker has published flows for the merchant \`${merchant}\`.`,
      );
    }
    const conversation = this.opaque(merchant, checked.conversation);
    const workflowId = conversationWorkflowId(merchant, conversation);
    if (
      channel !== undefined &&
      !(await this.#deps.store.conversations.begin(merchant, conversation, channel))
    )
      throw unknownConversation();
    const hashes = hashesIn(this.#deps.secret, checked);
    const aside = checked.automatic === true ? ({ aside: 'automatic' } as const) : {};
    const kept = await this.#deps.store.messages.add({ ...checked, conversation, ...aside }, hashes);
    if (kept === 'erased')
      throw new OrderlyError('conversation_erased', 'This conversation has been erased.');
    if (kept === undefined)
      throw new OrderlyError('position_taken', `Position ${checked.seq} already has another message.`);
    const ref = { messageId: checked.messageId, seq: kept.seq, ...aside };
    const signal = { type: 'message', message: ref } as const;
    // One that has closed after a week of silence is opened for whoever had it.
    const withPeople = await this.#isWithPeople(merchant, conversation);
    const to = { merchant, conversation, workflowId, withPeople };
    await signalConversation(this.#deps.workflow, to, signal);
    return { conversation, workflowId, isNew: kept.isNew };
  }

  /** Likewise, behind all messages of the conversation, for somebody who does not count them. */
  async sendNext(message: Omit<CustomerMessage, 'seq'>, channel: string): Promise<SentMessage> {
    const { merchant, conversation } = message;
    for (let attempt = 1; ; attempt += 1) {
      const id = this.opaque(merchant, conversation);
      const [last] = await this.#deps.store.messages.list(merchant, id, 1);
      try {
        return await this.send({ ...message, seq: (last?.seq ?? 0) + 1 }, channel);
      } catch (error) {
        const isTaken = error instanceof OrderlyError && error.code === 'position_taken';
        if (!isTaken || attempt === 5) throw error;
      }
    }
  }

  /** Replies after a position, in order, that are due now. */
  replies(merchant: string, conversation: string, after = 0): Promise<OutboxRow[]> {
    return this.#deps.store.outbox.read(merchant, this.opaque(merchant, conversation), after, Date.now());
  }

  /** Replies after a position as soon as there is one; none if none has come after `timeoutMs`, or by the signal. */
  async nextReplies(
    merchant: string,
    conversation: string,
    after: number,
    { timeoutMs, signal }: { timeoutMs: number; signal?: AbortSignal },
  ): Promise<OutboxRow[]> {
    const place = { merchant, conversation: this.opaque(merchant, conversation), after };
    const tooLate = new AbortController();
    const abort = (): void => {
      tooLate.abort();
    };
    const timer = setTimeout(abort, timeoutMs);
    signal?.addEventListener('abort', abort);
    try {
      if (signal?.aborted !== true && timeoutMs > 0) await this.#watch.wait(place, tooLate.signal);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    }
    return this.replies(merchant, conversation, after);
  }

  awaitReplies(merchant: string, conversation: string, wanted: WantedReplies = {}): Promise<OutboxRow[]> {
    return awaitReplies(this, merchant, conversation, wanted);
  }

  /** The id in Temporal and the store of a conversation that there is; throws `conversation_unknown`. */
  known(merchant: string, conversation: string): Promise<string> {
    return findConversation(this.#deps, merchant, conversation);
  }

  /**
   * Those active since a moment (epoch ms) that Temporal does not know, the last active first. A conversation stays open for a
   * week after the last message: of what is older, Temporal may rightly have forgotten the end.
   */
  async lost(merchant: string, since: number): Promise<ConversationRow[]> {
    const lost: ConversationRow[] = [];
    let page: ConversationPage = { limit: lookedUpAtOnce };
    for (;;) {
      const rows = await this.rows(merchant, page);
      const recent = rows.filter(({ lastAt }) => lastAt >= since);
      const known = await Promise.all(
        recent.map(({ conversation }) =>
          hostOf(this.#deps.workflow, conversationWorkflowId(merchant, conversation)),
        ),
      );
      lost.push(...recent.filter((_, index) => known[index] === undefined));
      const last = recent.at(-1);
      if (last === undefined || recent.length < lookedUpAtOnce) return lost;
      page = { ...page, before: last.lastAt, behind: last.conversation };
    }
  }

  /** The id of a conversation whose trace somebody reads, which is audited once in a while; throws `conversation_unknown`. */
  async noteTraced(merchant: string, conversation: string, by: string): Promise<string> {
    const id = await this.known(merchant, conversation);
    const reading = JSON.stringify([merchant, id, by]);
    const now = Date.now();
    for (const [known, at] of this.#traced) if (now - at >= tracedMs) this.#traced.delete(known);
    if (!this.#traced.has(reading)) {
      await this.audit(merchant, id, by, 'read');
      this.#traced.set(reading, now);
    }
    return id;
  }

  /** Whether a channel has begun a conversation, or anybody has. */
  async has(merchant: string, conversation: string, channel?: string): Promise<boolean> {
    const id = this.opaque(merchant, conversation);
    const begunBy = await this.#deps.store.conversations.channelOf(merchant, id);
    return begunBy !== undefined && (channel === undefined || begunBy === channel);
  }

  /** Returns a conversation from people to flows; throws `conversation_unknown`. */
  async giveBack(merchant: string, conversation: string, by: string): Promise<void> {
    const id = await this.#signal(merchant, conversation, { type: 'given_back', by });
    await this.#deps.store.conversations.giveBack(merchant, id);
    await this.audit(merchant, id, by, 'give_back');
  }

  /** Takes a conversation from flows: what its customer writes is passed on from now on; throws `conversation_unknown`. */
  async takeOver(merchant: string, conversation: string, by: string): Promise<void> {
    const known = await findConversation(this.#deps, merchant, conversation);
    // The row comes first here and last when it is given back: nobody has to look for what flows do not answer.
    await this.#deps.store.conversations.giveToPeople(merchant, known, by, { assignee: by });
    const id = await this.#signal(merchant, conversation, { type: 'handed_over', queue: by });
    await this.audit(merchant, id, by, 'take_over');
  }

  /** Assigns what people have to an agent, or to nobody; throws `conversation_unknown`, `conversation_with_flows`. */
  async assign(merchant: string, conversation: string, agent: string | null, by: string): Promise<void> {
    const id = await findConversation(this.#deps, merchant, conversation);
    if (!(await this.#deps.store.conversations.assign(merchant, id, agent))) throw withFlows();
    await this.audit(merchant, id, by, 'assign', { to: agent });
  }

  /**
   * An agent's own reply, once for its `replyId`. Throws `conversation_unknown`, `conversation_with_flows` unless people
   * have it, `message_too_large`.
   */
  async reply(
    merchant: string,
    conversation: string,
    { replyId, text }: AgentReply,
    by: string,
  ): Promise<void> {
    const { store } = this.#deps;
    const id = await findConversation(this.#deps, merchant, conversation);
    if (!(await this.#isWithPeople(merchant, id))) throw withFlows();
    const body = { text: parseText(text), by };
    const key = `${conversationWorkflowId(merchant, id)}/agent/${replyId}`;
    await store.outbox.add({ merchant, conversation: id, kind: 'reply', body, key });
    await this.audit(merchant, id, by, 'reply');
  }

  async #isWithPeople(merchant: string, id: string): Promise<boolean> {
    return (await this.#deps.store.conversations.find(merchant, id))?.peopleSince !== undefined;
  }

  async #signal(merchant: string, conversation: string, signal: ConversationSignal): Promise<string> {
    const id = await findConversation(this.#deps, merchant, conversation);
    const to = { merchant, conversation: id, workflowId: conversationWorkflowId(merchant, id) };
    await signalConversation(this.#deps.workflow, to, signal);
    return id;
  }

  /** The conversation's id as used in Temporal and the store. */
  opaque(merchant: string, conversation: string): string {
    return opaqueConversation(this.#deps.secret, merchant, conversation);
  }
}
