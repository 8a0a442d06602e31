/** The shop of the model: a ledger behind the port of connections, and every request that has passed the gate. */
import type { Attempt, Binding, Connection, OperationCall } from '../../../../src/connectors/connector.js';
import type { Actor } from './actor.js';
import { CHARGED, pick, type Random, type Scene, TIMEOUT_MS, WINDOW_MS } from './scene.js';

/** What the shop has booked. */
export interface Entry {
  run: string;
  attempt: string;
  key: string;
  minor: number;
  reference: string;
  at: number;
  state: 'paid' | 'pending' | 'failed';
}

/** A request that the gate has let pass. */
export interface Sent {
  run: string;
  actor: Actor;
  key: string;
  gateAt: number;
  /** When it reached the shop; absent while it is on its way. */
  actedAt?: number;
  /** What its attempt was told. */
  told?: Attempt['is'];
}

/** The shop, and what is seen of it. */
export interface Shop {
  ledger: Entry[];
  sent: Sent[];
  /** Attempts that stand still right after the gate. */
  freezes: Set<Actor>;
  /** A connection as one attempt has it. */
  connection(run: string, actor: Actor): Connection;
  /** What was accepted comes to its end. */
  settle(): void;
}

type Fate = 'pay' | 'lose' | 'fail' | 'refuse' | 'later';
const fates: readonly Fate[] = [
  'pay',
  'pay',
  'pay',
  'pay',
  'pay',
  'pay',
  'lose',
  'lose',
  'fail',
  'refuse',
  'refuse',
  'later',
];

/** Opens the shop of a scene. */
export function openShop(scene: Scene, random: Random, now: () => number): Shop {
  const ledger: Entry[] = [];
  const sent: Sent[] = [];
  const freezes = new Set<Actor>();
  const booked = (): number => sumOf(ledger.filter(({ state }) => state !== 'failed'));
  const live = (key: string): Entry | undefined =>
    ledger.find((entry) => entry.key === key && entry.at + WINDOW_MS > now());
  const named = ({ reference }: Entry): { refundRef?: string } =>
    scene.references ? { refundRef: reference } : {};
  const underWay = (request: Sent): boolean =>
    sent.some(
      (other) =>
        other !== request &&
        other.key === request.key &&
        other.actedAt !== undefined &&
        other.told === undefined,
    );

  function book(request: Sent, fate: Fate): Attempt {
    const { kind } = scene.idempotency;
    const { key, run, actor } = request;
    if (fate === 'later') return { is: 'later', code: 'http_429' };
    if (fate === 'fail') return { is: 'unclear', code: 'http_500' };
    const known = kind === 'key' ? live(key) : undefined;
    if (known !== undefined && underWay(request)) return { is: 'later', code: 'http_409' };
    const mine = ledger.some((entry) => entry.key === key && entry.state !== 'failed');
    if (known === undefined && fate === 'refuse')
      return {
        is: 'refused',
        code: 'not_refundable',
        ...(scene.proves && !mine ? { proves: 'nothing_happened' } : {}),
      };
    if (known === undefined && scene.checks && booked() + scene.minor > CHARGED)
      return { is: 'refused', code: 'already_refunded' };
    const entry: Entry = known ?? {
      ...{ run, attempt: actor.name, key, minor: scene.minor, at: now() },
      ...{ reference: `r-${ledger.length + 1}`, state: scene.accepts ? 'pending' : 'paid' },
    };
    if (known === undefined) ledger.push(entry);
    if (fate === 'lose') return { is: 'unclear', code: 'answer_lost' };
    return scene.accepts
      ? { is: 'accepted', reference: entry.reference }
      : { is: 'done', result: 'done', outputs: named(entry) };
  }

  async function pay(run: string, actor: Actor, call: OperationCall): Promise<Attempt> {
    await actor.pause('connecting');
    if (random() < 0.1) return { is: 'unsent', code: 'connect_refused' };
    if ((await call.gate?.()) !== true) return { is: 'unsent', code: 'gate_closed' };
    const request: Sent = { run, actor, key: call.idempotencyKey ?? '', gateAt: now() };
    sent.push(request);
    // Nothing is awaited here, unless the whole process stands still.
    if (freezes.delete(actor) || random() < 0.2) await actor.pause('past the gate');
    request.actedAt = now();
    const came = book(request, pick(random, fates));
    await actor.pause('acted');
    request.told = came.is;
    return came;
  }

  async function read(
    actor: Actor,
    { operation, idempotencyKey, reference, inputs }: OperationCall,
  ): Promise<Attempt> {
    await actor.pause(operation);
    if (random() < 0.1) return { is: 'later', code: 'http_503' };
    const mine = ledger.find((entry) => entry.key === idempotencyKey && entry.state !== 'failed');
    if (operation === 'model.happened' && mine?.state === 'pending') return { is: 'later', code: 'pending' };
    if (operation === 'model.happened')
      return { is: 'done', result: mine ? 'happened' : 'not_happened', outputs: mine ? named(mine) : {} };
    if (operation === 'model.status') return statusOf(ledger.find((entry) => entry.reference === reference));
    const money = (minor: number) => ({ minor, currency: 'EUR' });
    const left = CHARGED - booked();
    // The part that is asked about, as long as there is so much left.
    const offer = Math.min(left, (inputs['amount'] as { minor: number } | undefined)?.minor ?? left);
    return left <= 0
      ? { is: 'done', result: 'nothing_left', outputs: {} }
      : { is: 'done', result: 'refundable', outputs: { amount: money(offer), refunded: money(booked()) } };
  }

  return {
    ...{ ledger, sent, freezes },
    connection: (run, actor) => ({
      ...{ name: 'shop', bindings: bindingsOf(scene) },
      attempt: (call) => (call.operation === 'model.pay' ? pay(run, actor, call) : read(actor, call)),
    }),
    settle() {
      for (const entry of ledger)
        if (entry.state === 'pending') entry.state = random() < 0.5 ? 'paid' : 'failed';
    },
  };
}

const sumOf = (entries: readonly Entry[]): number => entries.reduce((sum, { minor }) => sum + minor, 0);

function statusOf(entry: Entry | undefined): Attempt {
  if (entry === undefined || entry.state === 'pending') return { is: 'done', result: 'pending', outputs: {} };
  return entry.state === 'paid'
    ? { is: 'done', result: 'done', outputs: {} }
    : { is: 'done', result: 'refused', outputs: { code: 'bank_refused' } };
}

function bindingsOf(scene: Scene): Connection['bindings'] {
  const common = { connection: 'shop', target: 'https://shop.example/pay', timeoutMs: TIMEOUT_MS };
  const ask = { operation: 'model.status', everyMs: [60_000] };
  const { idempotency, effect, accepts } = scene;
  const settling = accepts ? { settling: { ask, withinMs: 2 * WINDOW_MS } } : {};
  return new Map<string, Binding>([
    ['model.pay', { ...common, operation: 'model.pay', effect, idempotency, ...settling }],
    ['model.quote', { ...common, operation: 'model.quote', effect: 'read', idempotency: { kind: 'none' } }],
  ]);
}
