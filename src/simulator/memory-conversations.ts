/**
 * The part of the store that conversations need, in memory and for one merchant's conversations at a time: as strict about ids,
 * keys and positions as the real tables.
 */
import type { RunStore } from '../activities/dependencies.js';
import type { JsonObject } from '../contracts/json.js';
import type { CustomerMessage } from '../contracts/workflow-messages.js';
import type { OpenedRequest, RequestRow } from '../store/approvals.js';
import type { EventRow, EventWait } from '../store/events.js';
import type { OutboxRow, StoredMessage } from '../store/store.js';

type Kept = StoredMessage & { merchant: string; conversation: string; receivedAt: number; seen: number };

/** A row of the outbox with its key. */
export type KeyedRow = OutboxRow & { key: string };

/** What a system reports of its own accord; without `ref`, it is about whatever record is waited for. */
export interface ReportedEvent {
  event: string;
  ref?: string;
  fields: JsonObject;
}

type ConversationTables = Pick<RunStore, 'messages' | 'outbox' | 'approvals' | 'eventWaits'> & {
  events: Pick<RunStore['events'], 'findReceived'>;
};

/** Tables of conversations, and what a test does to them. */
export class MemoryConversations implements ConversationTables {
  /** What went to the customer and to people, in order. */
  readonly rows: KeyedRow[] = [];
  readonly #messages: Kept[] = [];
  readonly #requests: RequestRow[] = [];
  readonly #events: (ReportedEvent & { number: number; at: number })[] = [];
  readonly #waits = new Map<string, EventWait>();

  /** `now` stands for the database's clock. */
  constructor(readonly now: () => number) {}

  /** Keeps a message unless its id is known; returns its position, undefined if that belongs to another one. */
  add(message: CustomerMessage): { seq: number; isNew: boolean } | undefined {
    const same = this.#messages.filter((each) => isIn(each, message));
    const known = same.find(({ messageId }) => messageId === message.messageId);
    if (known !== undefined) return { seq: known.seq, isNew: false };
    if (same.some(({ seq }) => seq === message.seq)) return undefined;
    this.#messages.push({ ...message, receivedAt: this.now(), seen: this.#lastReadable(message) });
    return { seq: message.seq, isNew: true };
  }

  /** The newest request that is open. */
  get openRequest(): RequestRow | undefined {
    return this.#requests.findLast(({ state }) => state === 'open');
  }

  /** Keeps an event; returns the steps that wait for it, each once. */
  report(reported: ReportedEvent): EventWait[] {
    this.#events.push({ ...reported, at: this.now(), number: this.#events.length + 1 });
    const woken = [...this.#waits].filter(([, wait]) => isAbout(reported, wait));
    for (const [key] of woken) this.#waits.delete(key);
    return woken.map(([, wait]) => wait);
  }

  /** Texts of messages by their ids. */
  textsOf(ids: readonly string[]): string[] {
    return ids.flatMap((id) => this.#messages.find(({ messageId }) => messageId === id)?.text ?? []);
  }

  readonly messages: RunStore['messages'] = {
    get: (merchant, conversation, ids) =>
      Promise.resolve(
        ids.flatMap((id) => {
          const found = this.#messages.find(
            (each) => isIn(each, { merchant, conversation }) && each.messageId === id,
          );
          return found === undefined ? [] : [textOf(found)];
        }),
      ),
    list: (merchant, conversation, limit) =>
      Promise.resolve(
        this.#in(merchant, conversation)
          .slice(-limit)
          .map((each) => ({ ...textOf(each), receivedAt: each.receivedAt })),
      ),
    notPassedOn: ({ merchant, conversation, positions, keyPrefix, limit }) => {
      const isPassedOn = ({ messageId }: Kept): boolean =>
        this.rows.some((row) => row.merchant === merchant && row.key === `${keyPrefix}${messageId}`);
      return Promise.resolve(
        this.#in(merchant, conversation)
          .filter(({ seq }) => positions.some(({ from, to = Infinity }) => seq >= from && seq <= to))
          .filter((each) => !isPassedOn(each))
          .slice(0, limit)
          .map(textOf),
      );
    },
  };

  readonly outbox: RunStore['outbox'] = {
    add: ({ notBefore = 0, ...row }) => {
      const { merchant, key } = row;
      if (!this.rows.some((known) => known.merchant === merchant && known.key === key)) {
        const position = Math.max(0, ...this.#rowsIn(row).map((known) => known.position)) + 1;
        this.rows.push({ ...row, notBefore, position, id: this.rows.length + 1, createdAt: this.now() });
      }
      return Promise.resolve();
    },
    sentTexts: (merchant, conversation) =>
      Promise.resolve(
        this.#rowsIn({ merchant, conversation })
          .filter(({ kind }) => kind === 'reply' || kind === 'question')
          .flatMap(({ body }) => [body.text, ...(body.labels ?? [])]),
      ),
    readable: ({ merchant, conversation, messageId, keys }) => {
      const message = this.#messages.find(
        (each) => isIn(each, { merchant, conversation }) && each.messageId === messageId,
      );
      const rows = this.rows.filter((row) => row.merchant === merchant && keys.includes(row.key));
      const positions = new Map(rows.map(({ key, position }) => [key, position]));
      return Promise.resolve({ ...(message === undefined ? {} : { seen: message.seen }), positions });
    },
  };

  readonly approvals: RunStore['approvals'] = {
    open: (opened) => {
      const known = this.#requestOf(opened.merchant, opened.request.id);
      if (known !== undefined) return Promise.resolve(known.number);
      const row: RequestRow = {
        ...structuredClone<OpenedRequest>(opened),
        number: this.#requests.length + 1,
        state: 'open',
      };
      this.#requests.push(row);
      return Promise.resolve(row.number);
    },
    end: (merchant, requestId, { at, ...end }) => {
      const row = this.#requestOf(merchant, requestId);
      if (row?.state === 'open') Object.assign(row, { ...end, endedAt: at });
      return Promise.resolve();
    },
    judged: (merchant, requestId, { approver, at, refused }) => {
      const row = this.#requestOf(merchant, requestId);
      if (row?.handed !== undefined)
        row.handed = row.handed.flatMap((handed) => {
          if (handed.approver !== approver || handed.at !== at) return [handed];
          return refused === undefined ? [] : [{ ...handed, refused }];
        });
      return Promise.resolve();
    },
    get: (merchant, requestId) => Promise.resolve(structuredClone(this.#requestOf(merchant, requestId))),
    ofRun: (merchant, id) =>
      Promise.resolve(
        structuredClone(
          this.#requests.filter(
            ({ merchant: of, workflowId }) =>
              of === merchant && (workflowId === id || workflowId.startsWith(`${id}/`)),
          ),
        ),
      ),
  };

  readonly eventWaits: RunStore['eventWaits'] = {
    add: (wait) => {
      this.#waits.set(nameOf(wait), wait);
      return Promise.resolve();
    },
    drop: (wait) => {
      this.#waits.delete(nameOf(wait));
      return Promise.resolve();
    },
  };

  readonly events: ConversationTables['events'] = {
    findReceived: ({ merchant, kind, ref }, since, after = 0) => {
      const found = this.#events.find(
        (reported) => isAbout(reported, { kind, ref }) && reported.at >= since && reported.number > after,
      );
      if (found === undefined) return Promise.resolve(undefined);
      const { number, at: receivedAt, fields } = found;
      const row: EventRow = {
        ...{ merchant, connection: '', id: String(number), body: {}, number, receivedAt },
        ...{ reading: { kind, ref, fields }, attempts: 1, isTaken: true },
      };
      return Promise.resolve(row);
    },
  };

  #in(merchant: string, conversation: string): Kept[] {
    return this.#messages
      .filter((each) => isIn(each, { merchant, conversation }))
      .sort((one, other) => one.seq - other.seq);
  }

  #rowsIn(place: Place): KeyedRow[] {
    return this.rows.filter((row) => isIn(row, place));
  }

  #requestOf(merchant: string, id: string): RequestRow | undefined {
    return this.#requests.find((row) => row.merchant === merchant && row.request.id === id);
  }

  /** The position up to which the outbox can be read now: a row that is held back holds those after it. */
  #lastReadable(place: Place): number {
    const rows = this.#rowsIn(place);
    const held = rows.find(({ notBefore }) => notBefore > this.now());
    return held === undefined ? (rows.at(-1)?.position ?? 0) : held.position - 1;
  }
}

type Place = Pick<OutboxRow, 'merchant' | 'conversation'>;

const isIn = (row: Place, { merchant, conversation }: Place): boolean =>
  row.merchant === merchant && row.conversation === conversation;

const textOf = ({
  merchant: _m,
  conversation: _c,
  receivedAt: _r,
  seen: _s,
  ...message
}: Kept): StoredMessage => message;

const nameOf = ({ merchant, workflowId, step, visit }: EventWait): string =>
  JSON.stringify([merchant, workflowId, step, visit]);

const isAbout = (reported: ReportedEvent, wait: { kind: string; ref: string }): boolean =>
  reported.event === wait.kind && (reported.ref ?? wait.ref) === wait.ref;
