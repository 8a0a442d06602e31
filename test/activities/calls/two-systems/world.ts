/** One order of 40.00 EUR at two systems that know nothing of each other: a shop, and who pays. All of it is in memory. */
import { applyEvent } from '../../../../src/activities/calls/reported-outcome.js';
import type { CallPorts } from '../../../../src/activities/calls/ports.js';
import { annaAs, annaSignedIn } from '../../../support/with-approval.js';
import { productVocabulary } from '../../../../src/commerce/index.js';
import type { Attempt, Binding, Connection, OperationCall } from '../../../../src/connectors/connector.js';
import type { CallRequest } from '../../../../src/contracts/call-request.js';
import type { CallStep } from '../../../../src/contracts/ir.js';
import type { JsonObject } from '../../../../src/contracts/json.js';
import type { Merchant } from '../../../../src/merchants/merchant.js';
import { memoryStore } from '../../../../src/simulator/memory-store.js';

/** What was paid for the order, in cents. */
export const PAID = 4000;

/** What a run may want of the order, and its operation. */
export const operations = {
  refund: 'payments.refund',
  cancel: 'orders.cancel',
  replace: 'orders.replace',
  return: 'returns.create',
} as const;
/** One of them. */
export type Want = keyof typeof operations;

/** What a system does with a request that has passed the gate, and what its answer becomes. */
export type Fate = 'done' | 'refused' | 'lost' | 'never_came' | 'accepted';

/** Something that was given back, by the key of its call; `came_back` if it was given to nobody in the end. */
interface Given {
  key: string;
  minor: number;
  state: 'promised' | 'given' | 'came_back';
}

/** Both systems, the store, and a clock. */
export interface TwoSystems {
  clock: { now: number };
  ports: CallPorts;
  given: Given[];
  /** What was given back and has not come back: what must never be more than was paid. */
  sum(): number;
  /** Says what becomes of the next request. */
  fate: () => Fate;
  /** Waits for its turn, as everything that takes time. */
  turn: () => Promise<void>;
  /** The payment system tells what became of something that it had promised, or that something has come back. */
  tell(given: Given, outcome: 'done' | 'refused' | 'came_back'): Promise<void>;
}

/** A time-out and five minutes: what the product gives a request that nobody waits for any more (DESIGN §5). */
const ARRIVES_WITHIN_MS = 330_000;

const money = (minor: number) => ({ minor, currency: 'EUR' });

/** The order as the shop has it. */
export const order = (status = 'delivered'): JsonObject => ({
  ...{ ref: 'o-1', number: '1001', status, amount: money(PAID), paymentRef: 'p-1' },
  ...{ customerRef: 'c-1', customerEmail: 'mia@example.com', shipments: [], returns: [] },
  lines: [{ ref: 'l-1', name: 'Lamp', quantity: 1, price: money(PAID) }],
});

const moves: Readonly<Record<Want, Binding['effect']>> = {
  ...{ refund: 'money', cancel: 'money', replace: 'money', return: 'write' },
};

/** Opens both. */
export function twoSystems(): TwoSystems {
  const clock = { now: 1_800_000_000_000 };
  const store = memoryStore(() => clock.now);
  const given: Given[] = [];
  const it = {
    ...{ clock, given, fate: () => 'done', turn: () => Promise.resolve() },
    sum: () => given.reduce((sum, { minor, state }) => sum + (state === 'came_back' ? 0 : minor), 0),
  } as unknown as TwoSystems;
  const connections = [connection(it, 'shop'), connection(it, 'psp')];
  const connectionFor = (name: string) => connections.find(({ bindings }) => bindings.has(name));
  const config = {
    vocabulary: productVocabulary,
    ...{ bands: {}, approvers: annaAs('anna') },
    ...{ zone: 'Europe/Berlin', verification: [['number', 'email']] },
  };
  it.ports = portsOf(it, { config, connectionFor } as unknown as Merchant, store);
  it.tell = async (what, outcome) => {
    const isReturned = outcome === 'came_back';
    what.state = outcome === 'done' ? 'given' : 'came_back';
    const kind = isReturned ? 'payments.refund_failed' : 'payments.refund_settled';
    const reading = { kind, ref: what.key, fields: {}, ...(isReturned ? {} : { outcome }) };
    for (const row of await store.effects.named('m', 'psp', what.key)) {
      const tried = { id: `told-${what.key}-${outcome}`, attempt: 1, scheduledAt: clock.now };
      const became = await applyEvent(it.ports, row, reading, tried);
      if (became === 'come_back') await store.reservations.freeReturned(row);
    }
  };
  return it;
}

const silent = (): void => undefined;

function portsOf(it: TwoSystems, merchant: Merchant, store: CallPorts['store']): CallPorts {
  const steps = (Object.keys(operations) as Want[]).map((id) => [id, stepOf(id)] as const);
  return {
    ...{ merchant: () => merchant, published: () => Promise.resolve(new Map(steps)), store },
    ...{ authenticated: () => undefined, agents: annaSignedIn },
    ...{ secret: 'a secret of at least thirty-two characters', now: () => it.clock.now },
    ...{ reportLateAnswer: () => Promise.resolve(), reportContradiction: () => Promise.resolve() },
    log: { debug: silent, info: silent, warn: silent, error: silent },
    metrics: { operationCalled: silent, verificationFailed: silent, verificationAlarm: silent },
  };
}

const stepOf = (id: Want): CallStep => ({
  ...{ kind: 'call', id, named: true, title: id, line: 1, inputs: {}, outcomes: {} },
  ...{ operation: operations[id], effect: 'read' },
  ...(id === 'return' ? {} : { approval: { by: 'anna', expires: { ms: 86_400_000 } } }),
});

/** A run's call: of a part of the amount, or of the whole order. */
export function requestOf(want: Want, run: string, minor: number): CallRequest {
  const inputs: Record<Want, JsonObject> = {
    refund: { amount: money(minor), reason: 'damaged' },
    cancel: { reason: 'changed_mind' },
    replace: { amount: money(minor), lines: [{ line: 'l-1', name: 'Lamp', quantity: 1 }], reason: 'damaged' },
    return: { lines: [{ line: 'l-1', name: 'Lamp', quantity: 1 }], reason: 'damaged' },
  };
  return {
    ...{ merchant: 'm', workflowId: run, flow: 'f', hash: 'h', conversation: 'c' },
    call: {
      ...{ do: 'call', id: `${want}#1`, step: want, visit: 1, operation: operations[want], asked: false },
      ...{ facts: { email: 'mia@example.com' }, confirmed: 'customer' },
      inputs: { order: order(), ...inputs[want] },
    },
  };
}

function connection(it: TwoSystems, name: 'shop' | 'psp'): Connection {
  const settling = { event: 'payments.refund_settled', withinMs: 864_000_000 };
  const binding = (operation: string, effect: Binding['effect']): [string, Binding] => {
    const idempotency: Binding['idempotency'] =
      effect === 'read' || operation === 'returns.create'
        ? { kind: 'none' }
        : name === 'psp'
          ? { kind: 'key', windowMs: 864_000_000 }
          : { kind: 'lookup', operation: `${operation}.happened` };
    return [
      operation,
      {
        ...{ connection: name, operation, target: `https://${name}.example`, timeoutMs: 30_000 },
        ...{ effect, idempotency, ...(name === 'psp' ? { settling } : {}) },
      },
    ];
  };
  const wants = (Object.keys(operations) as Want[]).filter(
    (want) => (want === 'refund') === (name === 'psp'),
  );
  const reads = ['orders.get', 'payments.quote_refund', 'orders.quote_replacement'];
  return {
    name,
    bindings: new Map([
      ...wants.map((want) => binding(operations[want], moves[want])),
      ...(name === 'shop' ? reads.map((read) => binding(read, 'read')) : []),
    ]),
    attempt: (call) => (call.gate === undefined ? read(it, call) : write(it, call)),
  };
}

/** The shop knows what it was told alone: it goes on to offer all that was paid, whatever has gone back elsewhere. */
async function read(it: TwoSystems, call: OperationCall): Promise<Attempt> {
  await it.turn();
  const done = (result: string, outputs: JsonObject): Attempt => ({ is: 'done', result, outputs });
  if (call.operation === 'orders.get') return done('found', { order: order() });
  if (call.operation === 'payments.quote_refund') return done('refundable', { amount: money(PAID) });
  if (call.operation === 'orders.quote_replacement') return done('replaceable', { amount: money(PAID) });
  const known = it.given.some(({ key }) => key === call.idempotencyKey);
  return done(known ? 'happened' : 'not_happened', {});
}

async function write(it: TwoSystems, call: OperationCall): Promise<Attempt> {
  await it.turn();
  if ((await call.gate?.()) === false) return { is: 'unsent', code: 'gate_closed' };
  const fate = it.fate();
  const key = call.idempotencyKey ?? '';
  const isPsp = call.operation === 'payments.refund';
  const sentAt = it.clock.now;
  // On its way for as long as it takes; what has not arrived by then never does.
  await it.turn();
  if (fate === 'never_came' || it.clock.now - sentAt > ARRIVES_WITHIN_MS)
    return { is: 'unclear', code: 'answer_lost' };
  const known = it.given.find((one) => one.key === key);
  if (fate === 'refused' && known === undefined) return { is: 'refused', code: 'not_refundable' };
  const state = fate === 'accepted' && isPsp ? 'promised' : 'given';
  // A system that takes a key does the same one once; the shop takes none.
  const isNew = known === undefined || !isPsp;
  const what = isNew ? { key, minor: worth(call), state } : known;
  if (isNew) it.given.push(what as Given);
  await it.turn();
  if (fate === 'lost') return { is: 'unclear', code: 'answer_lost' };
  if (what.state === 'promised') return { is: 'accepted', reference: key };
  if (what.state === 'came_back') return { is: 'refused', code: 'not_refundable' };
  const refunded = call.operation === 'orders.cancel' ? { refunded: money(what.minor) } : {};
  return { is: 'done', result: 'done', outputs: { ...refunded, ...returned(call) } };
}

const returned = ({ operation }: OperationCall): JsonObject =>
  operation === 'returns.create' ? { return: { ref: 'r-1', status: 'requested', lines: [] } } : {};

/** What a request gives the customer: a cancel all that was paid, by the shop's own account. */
function worth({ operation, inputs }: OperationCall): number {
  if (operation === 'returns.create') return 0;
  return operation === 'orders.cancel' ? PAID : (inputs['amount'] as { minor: number }).minor;
}
