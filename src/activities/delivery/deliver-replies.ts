/**
 * Sends replies to where channels are, webhooks and help desks: in the order of each conversation, from any worker, at least once
 * to a webhook and once to a desk. The table says what is left, so that a crash loses none; a channel that does not answer holds
 * up nothing but itself.
 */
import type { Log } from '../../contracts/log.js';
import type { HttpClientOptions } from '../../connectors/http/client.js';
import type { Channel, Merchant, Merchants, ReplyWebhook } from '../../merchants/merchant.js';
import { hostsOf, type SecretsOf } from '../../security/secrets.js';
import type { ClaimedReplies, DeliveredChannel } from '../../store/reply-delivery.js';
import type { OutboxRow, Store } from '../../store/store.js';
import { keepDelivering } from './keep-delivering.js';
import { sendWebhook } from './send-webhook.js';
import { channelAssign, channelReply } from '../../commerce/channel/operations.js';
import type { JsonObject } from '../../contracts/json.js';

// Sends what the outbox holds into a ticket of a help desk, once: in doubt the desk is asked by our own key.

/** The connection of a help desk. */
type Desk = NonNullable<ReturnType<Merchant['connections']['get']>>;

type Binding = NonNullable<ReturnType<Desk['bindings']['get']>>;
type Attempt = Awaited<ReturnType<Desk['attempt']>>;

/** What came of an attempt: nothing is left to do without `failure`, and after a final one; else not before so many ms. */
interface Tried {
  failure?: string | undefined;
  isFinal?: true;
  inMs?: number;
}

/** A row of the outbox, the desk's id of its ticket, and the key that stays the same when it is sent again. */
interface Reply {
  row: OutboxRow;
  ticket: string;
  key: string;
}

/** Whether nobody can have sent it before; until when (epoch ms) this worker alone may; and the clock. */
interface Turn {
  isFirst: boolean;
  until: number;
  now: () => number;
}

/** A desk may still be at work on a request that we have stopped waiting for, ms. */
const settleMs = 60_000;

/** Sends a reply, a question or a handover; what a customer wrote to people is in the ticket already. */
async function sendToDesk(desk: Desk, reply: Reply, turn: Turn): Promise<Tried> {
  const call = callOf(reply);
  const binding = call && desk.bindings.get(call.operation);
  if (call === undefined) return {};
  if (binding === undefined) return { failure: 'operation_unbound' };
  if (!turn.isFirst) {
    const before = await lookedUp(
      desk,
      binding,
      { ...call, key: reply.key, createdAt: reply.row.createdAt },
      turn,
    );
    if (before !== undefined) return before;
  }
  const came = await desk.attempt({
    ...call,
    idempotencyKey: reply.key,
    repeated: !turn.isFirst,
    // A worker that stood still must not send what another one has taken over.
    gate: () => Promise.resolve(turn.now() + binding.timeoutMs < turn.until),
  });
  return triedOf(came, binding);
}

function callOf({
  row: { kind, body },
  ticket,
}: Reply): { operation: string; inputs: JsonObject } | undefined {
  if (kind === 'passed_on') return undefined;
  if (kind !== 'handover') return { operation: channelReply.name, inputs: { ticket, text: body.text } };
  const summary = [body.text, ...(body.details === undefined ? [] : [body.details])].join('\n\n');
  return { operation: channelAssign.name, inputs: { ticket, queue: body.queue ?? '', summary } };
}

/** What an earlier attempt has done, as far as it can be known; undefined if it may be sent (again). */
async function lookedUp(
  desk: Desk,
  { idempotency }: Binding,
  { inputs, key, createdAt }: { inputs: JsonObject; key: string; createdAt: number },
  { now }: Turn,
): Promise<Tried | undefined> {
  if (idempotency.kind === 'natural') return undefined;
  if (idempotency.kind === 'key' && now() - createdAt < idempotency.windowMs) return undefined;
  if (idempotency.kind !== 'lookup') return { failure: 'outcome_unknown', isFinal: true };
  const { operation } = idempotency;
  const came = await desk.attempt({ operation, inputs, idempotencyKey: key, purpose: 'look_up' });
  if (came.is === 'done' && came.result === 'happened') return {};
  if (came.is === 'done' && came.result === 'not_happened') return undefined;
  return { failure: 'code' in came ? came.code : came.is };
}

function triedOf(came: Attempt, { timeoutMs }: Binding): Tried {
  switch (came.is) {
    case 'done':
    case 'accepted':
      return {};
    case 'refused':
      return { failure: came.code, isFinal: true };
    case 'unclear':
      return { failure: came.code, inMs: timeoutMs + settleMs };
    case 'later':
    case 'unsent':
      return { failure: came.code, ...(came.retryAfterMs === undefined ? {} : { inMs: came.retryAfterMs }) };
  }
}

/** What sending needs. */
export interface ReplyDeliveryOptions {
  merchants: Merchants;
  store: Pick<Store, 'replyDeliveries' | 'outbox' | 'messages'>;
  secretsOf: SecretsOf;
  /** The operator's list of private targets. */
  egressAllow: readonly string[];
  /** Proxy and own authorities. */
  http: HttpClientOptions;
  log: Pick<Log, 'warn' | 'error'>;
  metrics: ReplyMetrics;
  /** Epoch ms. */
  now: () => number;
}

/** What is counted. */
export interface ReplyMetrics {
  /** An attempt to send a reply to a channel has ended. */
  replyTried(labels: { outcome: 'sent' | 'failed' | 'given_up' }): void;
}

/** At once, of one channel and of all. */
const most = { channel: 4, all: 40 } as const;
/** So many replies of a conversation go to a webhook in one go; an attempt takes less than 11 seconds. */
const mostInOneGo = 10;
const leaseMs = 120_000;
/** How often the table is asked, ms: a customer waits for it. */
const everyMs = 500;

const minute = 60_000;
/** Pauses after failed attempts, ms; the last one is that of all further ones. */
const pauses = [5_000, 30_000, 2 * minute, 10 * minute, 30 * minute, 60 * minute, 180 * minute];
/** A reply that no attempt has brought in so long is given up, ms. */
const longestMs = 3 * 24 * 60 * minute;

/** Sends one round of what is due; resolves when all of it is settled, with how many conversations there were. */
export async function deliverDueReplies(options: ReplyDeliveryOptions): Promise<number> {
  const claimed = await claim(options, new Map(), most.all);
  await Promise.all(claimed.map((replies) => deliver(options, replies)));
  return claimed.length;
}

/** Sends what is due from now on, until the returned end is called: it waits for what is under way. */
export function deliverReplies(options: ReplyDeliveryOptions): () => Promise<void> {
  const busy = new Map<string, number>();
  const count = (replies: ClaimedReplies, change: 1 | -1): void => {
    busy.set(nameOf(replies), (busy.get(nameOf(replies)) ?? 0) + change);
  };
  const deliveries = {
    claim: (limit: number) => claim(options, busy, limit),
    async deliver(replies: Held) {
      count(replies, 1);
      await deliver(options, replies).finally(() => {
        count(replies, -1);
      });
    },
  };
  return keepDelivering(deliveries, most.all, everyMs);
}

/** The channels that have a webhook or are a help desk; what is written for them from now on is delivered. */
export const deliveredChannels = (merchants: Merchants): DeliveredChannel[] =>
  [...merchants].flatMap(([merchant, { config }]) =>
    Object.entries(config.channels).flatMap(([channel, { webhook, connection }]) =>
      webhook === undefined && connection === undefined ? [] : [{ merchant, channel }],
    ),
  );

const nameOf = ({ merchant, channel }: DeliveredChannel): string => `${merchant}/${channel}`;

async function claim(
  { merchants, store, now }: ReplyDeliveryOptions,
  busy: ReadonlyMap<string, number>,
  limit: number,
): Promise<Held[]> {
  const free = deliveredChannels(merchants).flatMap((channel) => {
    const left = Math.min(limit, most.channel - (busy.get(nameOf(channel)) ?? 0));
    return left > 0 ? [{ ...channel, most: left }] : [];
  });
  // By this process's own clock, from before the database's begins.
  const until = now() + leaseMs;
  const claimed = await store.replyDeliveries.claim(free, leaseMs);
  return claimed.map((replies) => ({ ...replies, heldUntil: until }));
}

/** Replies that are this worker's alone until then, epoch ms. */
type Held = ClaimedReplies & { heldUntil: number };

/** Sends a conversation's replies one after the other; whatever happens, nothing is thrown, and the lease ends. */
async function deliver(options: ReplyDeliveryOptions, claimed: Held): Promise<void> {
  const { store, merchants } = options;
  const { merchant, channel, conversation, after } = claimed;
  const served = merchants.get(merchant);
  const place = placeOf(served, served?.config.channels[channel]);
  if (place === undefined) return;
  try {
    const due = await store.outbox.read(merchant, conversation, after, claimed.takenAt);
    // A desk gets one at a time: only so its first attempt is known to be the first.
    const rows = due.slice(0, 'url' in place ? mostInOneGo : 1);
    // The next one was due, so it has been forgotten, and is sent to nobody.
    if (rows.length === 0) await store.replyDeliveries.passed(claimed, after + 1, false);
    for (const [index, row] of rows.entries()) {
      // What nobody has taken in so long would only confuse its customer.
      const tried = isOver(row, options.now()) ? tooOld : await send(options, claimed, place, row);
      if (!(await settled(options, claimed, row, { tried, goesOn: index + 1 < rows.length }))) return;
    }
  } catch {
    // The store does not answer; the lease says when it is due again.
  }
}

/** Where a channel's replies go. */
function placeOf(
  served: Merchant | undefined,
  channel: Channel | undefined,
): ReplyWebhook | Desk | undefined {
  return channel?.webhook ?? served?.connections.get(channel?.connection ?? '');
}

const tooOld: Tried = { failure: 'too_old' };

const isOver = ({ createdAt, notBefore }: OutboxRow, now: number): boolean =>
  now - Math.max(createdAt, notBefore) >= longestMs;

/** Whether the reply is settled, so that the next one may go. */
async function settled(
  { store, log, metrics, now }: ReplyDeliveryOptions,
  claimed: ClaimedReplies,
  row: OutboxRow,
  { tried, goesOn }: { tried: Tried; goesOn: boolean },
): Promise<boolean> {
  const { merchant, channel, conversation, attempt } = claimed;
  const { position } = row;
  const { failure, isFinal, inMs = 0 } = tried;
  const isLost = isFinal === true || isOver(row, now());
  const outcome = failure === undefined ? 'sent' : isLost ? 'given_up' : 'failed';
  metrics.replyTried({ outcome });
  const fields = { merchant, channel, conversation, position, attempt, code: failure };
  if (outcome === 'given_up')
    log.error(
      fields,
      `gave up sending a reply: its channel ${isFinal === true ? 'refused it' : 'did not accept it within 3 days'}`,
    );
  if (outcome === 'failed') log.warn(fields, 'a reply could not be sent to its channel yet');
  if (outcome !== 'failed') return store.replyDeliveries.passed(claimed, position, goesOn);
  const pauseMs = pauses[Math.min(attempt, pauses.length) - 1] ?? 0;
  await store.replyDeliveries.retry(claimed, Math.max(pauseMs, inMs));
  return false;
}

async function send(
  options: ReplyDeliveryOptions,
  claimed: Held,
  place: ReplyWebhook | Desk,
  row: OutboxRow,
): Promise<Tried> {
  if ('url' in place) return { failure: await sendByWebhook(options, claimed, place, row) };
  const { merchant, conversation, heldUntil: until } = claimed;
  // An agent's own message comes from elsewhere.
  const last = await options.store.messages.list(merchant, conversation, 20);
  const ticket = last.find((message) => message.ticket !== undefined)?.ticket;
  if (ticket === undefined) return { failure: 'ticket_unknown', isFinal: true };
  const reply = { row, ticket, key: idOf(claimed, row) };
  return sendToDesk(place, reply, { isFirst: claimed.attempt === 1, until, now: options.now });
}

/** The same whenever a reply is sent again. */
const idOf = ({ merchant, conversation }: ClaimedReplies, { position }: OutboxRow): string =>
  [merchant, conversation, position].join('_');

async function sendByWebhook(
  { secretsOf, egressAllow, http, now }: ReplyDeliveryOptions,
  claimed: ClaimedReplies,
  { url, secretName, egressAllow: own }: ReplyWebhook,
  row: OutboxRow,
): Promise<string | undefined> {
  const secrets = secretsOf(claimed.merchant);
  const secret = secrets(secretName);
  if (secret === undefined) return 'secret_missing';
  const { merchant, channel, conversation } = claimed;
  const { position, kind, body, createdAt } = row;
  const at = now();
  const created = new Date(createdAt).toISOString();
  const data = { merchant, channel, conversation, position, kind, createdAt: created, body };
  const message = {
    id: idOf(claimed, row),
    body: JSON.stringify({ type: `reply.${kind}`, timestamp: new Date(at).toISOString(), data }),
  };
  const policy = { connection: own, operator: egressAllow, secretHosts: hostsOf(secrets, secretName) };
  return sendWebhook(url, message, { secret, policy, http, now: at }).catch(() => 'failed');
}
