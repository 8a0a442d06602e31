/** What agents see of conversations, from the store alone; whoever reads one is audited. */
import type { JsonObject } from '../contracts/json.js';
import { customerHashes, type CustomerNames } from '../security/customer-hashes.js';
import type { ConversationRow, ListedConversations, Store } from '../store/store.js';
import { itemOf, type ConversationItem } from './conversation-items.js';
import { findConversation, unknownConversation } from './resolve-conversation-id.js';
import { readEntries, type ConversationEntry } from './conversation-entries.js';

/** What reading needs. */
interface ReaderDependencies {
  store: Pick<Store, 'conversations' | 'messages' | 'outbox' | 'audit' | 'erasure' | 'summaries'>;
  /** Key of keyed hashes, the same as the worker's. */
  secret: string;
}

/** Which conversations are listed: `before` and `behind` are the `lastAt` (epoch ms) and the id of the last one that is known. */
export interface ConversationPage extends ListedConversations {
  before?: number;
  behind?: string;
  limit?: number;
}

/** A conversation with what was said in it. */
export interface ConversationDetails extends ConversationItem {
  entries: readonly ConversationEntry[];
}

/** Lists and reads conversations. */
export class ConversationsReader {
  readonly #deps: ReaderDependencies;

  constructor(deps: ReaderDependencies) {
    this.#deps = deps;
  }

  /** Conversations of a merchant, the last active first, with what was last said in them. */
  async list(merchant: string, page: ConversationPage = {}): Promise<ConversationItem[]> {
    return this.#itemsOf(merchant, await this.rows(merchant, page));
  }

  /** The same without what was said. */
  protected rows(
    merchant: string,
    { limit = 50, ...page }: ConversationPage = {},
  ): Promise<ConversationRow[]> {
    return this.#deps.store.conversations.list(merchant, { ...page, limit });
  }

  async #itemsOf(merchant: string, rows: readonly ConversationRow[]): Promise<ConversationItem[]> {
    const ids = rows.map(({ conversation }) => conversation);
    const summaries = await this.#deps.store.summaries.of(merchant, ids);
    return rows.map((row) => itemOf(row, summaries.get(row.conversation)));
  }

  /** Those of a customer, by an e-mail address or an order's number in them, the last active first; that `by` has looked is audited. */
  async find(merchant: string, names: CustomerNames, by: string): Promise<ConversationItem[]> {
    const { store, secret } = this.#deps;
    const hashes = customerHashes(secret, merchant, names);
    const ids = await store.erasure.conversationsOf(merchant, hashes);
    const found = await Promise.all(ids.map((id) => store.conversations.find(merchant, id)));
    const rows = found.filter((row) => row !== undefined).sort((a, b) => b.lastAt - a.lastAt);
    await store.audit.record({
      ...{ merchant, at: Date.now(), actor: by, action: 'conversation.find', subject: hashes.join(' ') },
      ...{ outcome: 'done', details: { found: rows.length } },
    });
    return this.#itemsOf(merchant, rows);
  }

  /** What was last said in a conversation; that `by` has read it is audited. Throws `conversation_unknown`. */
  async read(
    merchant: string,
    conversation: string,
    by: string,
    { limit = 100 } = {},
  ): Promise<ConversationDetails> {
    const id = await findConversation(this.#deps, merchant, conversation);
    const row = await this.#deps.store.conversations.find(merchant, id);
    if (row === undefined) throw unknownConversation();
    await this.audit(merchant, id, by, 'read');
    const [items, entries] = await Promise.all([
      this.#itemsOf(merchant, [row]),
      readEntries(this.#deps.store, merchant, id, limit),
    ]);
    return { ...row, ...items[0], entries };
  }

  /** Notes what an agent has done with a conversation. */
  protected async audit(
    merchant: string,
    id: string,
    by: string,
    action: 'read' | 'give_back' | 'take_over' | 'reply' | 'assign',
    details: JsonObject = {},
  ): Promise<void> {
    const entry = { merchant, at: Date.now(), actor: by, subject: `${merchant}/${id}` };
    await this.#deps.store.audit.record({
      ...{ ...entry, action: `conversation.${action}`, outcome: 'done', details },
    });
  }
}
