/** What a desk shows besides conversations and what waits: writes, investigations, who did what, and how much there is of it. */
import { z } from 'zod';
import { shipmentsOpenInvestigation } from '../commerce/shipments/operations.js';
import type { Json, JsonObject } from '../contracts/json.js';
import type { AuditEntry, EffectRecord, Pause, Store } from '../store/store.js';
import type { QueueCount } from '../store/desk.js';
import { type Page, type PageWanted, pageOf, readCursor } from './pages.js';
import { countFlowRuns, type FlowCounts } from './flow-runs.js';
import { effectItem, type EffectItem } from './unclear-effects.js';

/** A parcel that a carrier looks for; times in epoch ms. */
export interface InvestigationItem {
  ref: string;
  connection: string;
  conversation: string;
  carrier?: string;
  trackingNumber?: string;
  channel?: string;
  status: string;
  openedAt: number;
  answerDueAt?: number;
}

/** How much there is of what. */
export interface Counts {
  /** Open requests; `mine`: those that roles of the agent who asks may decide. */
  approvals: { open: number; mine: number };
  /** `flows`: those that flows have answered within a day. */
  conversations: {
    people: number;
    mine: number;
    unassigned: number;
    flows: number;
    byQueue: { queue: string; count: number }[];
  };
  effects: { unclear: number };
  paused: Pause[];
}

/** Whose counts: an agent by their name, and their roles. */
interface CountedFor {
  name: string;
  roles: readonly string[];
}

/** Which entries of the audit trail are listed. */
interface AuditWanted extends PageWanted {
  actor?: string;
  action?: string;
}

/** Lists for a desk. */
export interface Desk {
  /** Writes in whatever state, the last sent first. */
  writes(merchant: string, page?: PageWanted): Promise<Page<EffectItem>>;
  /** Investigations at carriers, the last opened first; `open`: those without an answer. */
  investigations(merchant: string, wanted?: { open?: boolean; limit?: number }): Promise<InvestigationItem[]>;
  /** Who did what, the last first. */
  audit(merchant: string, page?: AuditWanted): Promise<Page<AuditEntry>>;
  /** Over HTTP, `agent` is whoever the token names. */
  counts(merchant: string, agent: CountedFor): Promise<Counts>;
  /** What is paused. */
  pauses(merchant: string): Promise<Pause[]>;
  /** Runs of a flow, by the steps of its current version or one of a hash; undefined if there is none. */
  flowRuns(
    merchant: string,
    flow: string,
    wanted?: { days?: number; hash?: string },
  ): Promise<FlowCounts | undefined>;
}

type DeskStore = Pick<
  Store,
  | 'unclear'
  | 'effects'
  | 'events'
  | 'audit'
  | 'approvals'
  | 'summaries'
  | 'pauses'
  | 'flowRuns'
  | 'flowVersions'
>;

const sentPlace = z.strictObject({
  firstSentAt: z.int(),
  workflowId: z.string(),
  step: z.string(),
  visit: z.int(),
});
const entryPlace = z.strictObject({ before: z.int() });

/** How recently flows must have answered a conversation that counts, ms. */
const recentMs = 24 * 60 * 60 * 1000;

/** Lists from the store alone. */
export const deskOf = (store: DeskStore): Desk => ({
  async writes(merchant, { limit = 50, cursor } = {}) {
    const before = cursor === undefined ? undefined : readCursor(cursor, sentPlace);
    const rows = await store.unclear.sent(merchant, limit + 1, before);
    return pageOf(rows.map(effectItem), limit, ({ firstSentAt, workflowId, step, visit }) => ({
      ...{ firstSentAt, workflowId, step, visit },
    }));
  },
  async investigations(merchant, { open = false, limit = 50 } = {}) {
    const rows = await store.effects.last(merchant, shipmentsOpenInvestigation.name, { limit });
    const items = await Promise.all(rows.map((row) => investigationOf(store, row)));
    return open ? items.filter(({ status }) => !isFinal(status)) : items;
  },
  async audit(merchant, { limit = 50, cursor, ...among } = {}) {
    const before = cursor === undefined ? {} : readCursor(cursor, entryPlace);
    const entries = await store.audit.list(merchant, limit + 1, { ...among, ...before });
    return pageOf(entries, limit, ({ id }) => ({ before: id }));
  },
  async counts(merchant, agent) {
    const [waiting, { people, flows, unclear }, paused] = await Promise.all([
      store.approvals.waiting(merchant),
      store.summaries.count(merchant, recentMs),
      store.pauses.list(merchant),
    ]);
    const now = Date.now();
    const mine = waiting.filter(
      ({ request: { role, escalateTo, escalateAt = Infinity, startedBy = [] } }) =>
        !startedBy.includes(agent.name) &&
        (agent.roles.includes(role) ||
          (escalateTo !== undefined && now >= escalateAt && agent.roles.includes(escalateTo))),
    );
    return {
      approvals: { open: waiting.length, mine: mine.length },
      conversations: { ...countsOf(people, agent.name), flows },
      effects: { unclear },
      paused,
    };
  },
  pauses: (merchant) => store.pauses.list(merchant),
  flowRuns: (merchant, flow, wanted) => countFlowRuns(store, merchant, flow, wanted),
});

function countsOf(people: readonly QueueCount[], agent: string): Omit<Counts['conversations'], 'flows'> {
  const sum = (of: readonly QueueCount[]): number => of.reduce((all, { count }) => all + count, 0);
  const queues = new Map<string, number>();
  for (const { queue, count } of people) queues.set(queue, (queues.get(queue) ?? 0) + count);
  return {
    people: sum(people),
    mine: sum(people.filter(({ assignee }) => assignee === agent)),
    unassigned: sum(people.filter(({ assignee }) => assignee === undefined)),
    byQueue: [...queues].map(([queue, count]) => ({ queue, count })),
  };
}

/** States in which a carrier has answered. */
const final: readonly Json[] = ['found', 'lost', 'refused', 'closed'];
const isFinal = (value: Json | undefined): boolean => value !== undefined && final.includes(value);

/** What is listed of the write that has opened one: the write's answer, and the first answer that has come since. */
async function investigationOf(
  { events }: Pick<Store, 'events'>,
  row: EffectRecord,
): Promise<InvestigationItem> {
  const { merchant, connection, reference = '', firstSentAt, workflowId } = row;
  const reports = await events.about(merchant, connection, [reference]);
  const said = reports.map(({ reading }) => reading?.fields['status']).find((one) => isFinal(one));
  // Once its conversation has been erased, nothing but the write is known.
  const opened = objectOf(objectOf(objectOf(row.answer)['outputs'])['investigation']);
  const { openedAt, answerDueAt, status } = opened;
  return {
    ...{ ref: reference, connection, conversation: workflowId.split('/')[1] ?? '' },
    ...texts(opened, 'carrier', 'trackingNumber', 'channel'),
    status: [said, status].find((one) => typeof one === 'string') ?? '',
    openedAt: typeof openedAt === 'number' ? openedAt : firstSentAt,
    ...(typeof answerDueAt === 'number' ? { answerDueAt } : {}),
  };
}

const objectOf = (value: Json | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};

function texts<Name extends string>(from: JsonObject, ...names: Name[]): Partial<Record<Name, string>> {
  const found = names.flatMap((name) => (typeof from[name] === 'string' ? [[name, from[name]]] : []));
  return Object.fromEntries(found) as Partial<Record<Name, string>>;
}
