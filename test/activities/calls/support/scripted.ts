/** Calls over a shop that answers as it is told, in memory and by one clock: what the rules of rows say, without a network. */
import { refundReasons } from '../../../../src/contracts/refund-reason.js';
import { callOperation } from '../../../../src/activities/calls/call-operation.js';
import { NotNow } from '../../../../src/activities/calls/failures.js';
import { applyEvent } from '../../../../src/activities/calls/reported-outcome.js';
import { placeOf } from '../../../../src/activities/calls/plan.js';
import type { CallPorts, LateAnswer } from '../../../../src/activities/calls/ports.js';
import type { CallRequest } from '../../../../src/contracts/call-request.js';
import type {
  Attempt,
  Binding,
  Connection,
  OperationCall,
  Settling,
} from '../../../../src/connectors/connector.js';
import type { Idempotency } from '../../../../src/connectors/connector.js';
import type { CallStep } from '../../../../src/contracts/ir.js';
import type { CallResult } from '../../../../src/contracts/call-result.js';
import type { Merchant } from '../../../../src/merchants/merchant.js';
import type { EffectRecord, EventReading, EventRow } from '../../../../src/store/store.js';
import { type CallStore, memoryStore } from '../../../../src/simulator/memory-store.js';
import { annaAs, annaSignedIn, withApprovals } from '../../../support/with-approval.js';
import { catalogue } from './catalogue.js';

export const minute = 60_000;
export const eur = (minor: number) => ({ minor, currency: 'EUR' });
export const done: Attempt = { is: 'done', result: 'done', outputs: {} };
export const refused: Attempt = { is: 'refused', code: 'not_refundable' };
export const lost: Attempt = { is: 'unclear', code: 'answer_lost' };

/** What the shop does with a request: an answer, one that comes later, or its own way with the gate. */
export type Answer = Attempt | Promise<Attempt> | ((call: OperationCall) => Promise<Attempt>);

/** A call that came out, or the code and the delay of "not now". */
export type Asked = CallResult | { outcome: 'not_now'; code: string; afterMs: number | undefined };

export interface Asking {
  step?: 'refund' | 'label' | 'cancel' | 'change' | 'repay' | 'reverse';
  run?: string;
  minor?: number;
  /** Of the amount; the euro by default. */
  currency?: string;
  /** What the customer has agreed to pay at once, in cents. */
  due?: number;
  confirmed?: 'customer' | 'agent' | undefined;
  scheduledAt?: number;
  /** Nobody decides on it where an approval is needed; else anna approves at once. */
  undecided?: true;
}

/** A shop, a store and a clock. */
export interface Scripted {
  store: CallStore;
  /** Of worker and database. */
  clock: { now: number };
  idempotency: Idempotency;
  settling: Settling | undefined;
  /** Answers to requests that change something, in turn; `done` when there are no more. */
  answers: Answer[];
  /** Answers to reads by operation. */
  reads: Record<string, Attempt | Promise<Attempt>>;
  /** Reads that were asked for. */
  asked: string[];
  /** Requests that have passed the gate. */
  sent: OperationCall[];
  told: LateAnswer[];
  /** What people were told of systems that contradict themselves. */
  contradicted: string[];
  /** What the system has told by events so far, and which of it is to be taken up again. */
  events: EventReading[];
  again: EventReading[];
  ask(asking?: Asking): Promise<Asked>;
  /** The system tells an event, which a worker takes up at once; what became of each write that it names. */
  tell(reading: EventReading, isAgain?: boolean): Promise<('settled' | 'come_back' | undefined)[]>;
  /** What a worker takes up again by now, and what becomes of it. */
  tellAgain(): ReturnType<Scripted['tell']>;
  /** What its calls stand on. */
  ports(): CallPorts;
  row(run?: string, step?: Asking['step']): Promise<EffectRecord | undefined>;
  /** Another run's refund of the order: `done` if it was free. */
  next(minor?: number): Promise<Asked>;
}

const order = {
  ...{
    ref: 'o-1',
    number: '1001',
    status: 'shipped',
    amount: eur(4000),
    lines: [],
    shipments: [],
    returns: [],
  },
};

/** The shop's own refund, and the catalogue's, which an event can undo. */
const operationOf = (step: string): string => (step === 'repay' ? 'payments.refund' : `shop.${step}`);

function stepOf(step: string): CallStep {
  const approval = { notNeededWithin: 'all', by: 'anna', expires: { ms: 60 * minute } };
  return {
    ...{ kind: 'call', id: step, named: true, title: step, line: 1, inputs: {}, outcomes: {} },
    ...{
      operation: operationOf(step),
      effect: 'read',
      ...(step === 'cancel' || step === 'change' ? {} : { approval }),
    },
  };
}

function toldAbout({ events, clock }: Scripted, refs: readonly string[]): EventRow[] {
  return events
    .map((reading, number) => ({
      ...{ merchant: 'm', connection: 'shop', id: String(number), body: {}, number, reading },
      ...{ receivedAt: clock.now, attempts: 1, isTaken: true },
    }))
    .filter(({ reading }) => refs.includes(reading.ref));
}

let attempts = 0;

/** A shop with one order of 40.00 EUR. */
export function scripted(idempotency: Idempotency): Scripted {
  const clock = { now: 1_800_000_000_000 };
  const approved = withApprovals();
  const it: Scripted = {
    ...{ clock, idempotency, settling: undefined, answers: [], reads: {}, asked: [], sent: [], told: [] },
    ...{ contradicted: [], events: [], again: [] },
    store: memoryStore(() => clock.now),
    async ask(asking = {}) {
      const tried = { id: `attempt-${++attempts}`, attempt: 1, scheduledAt: asking.scheduledAt ?? clock.now };
      try {
        const call = (made: CallRequest): Promise<CallResult> => callOperation(portsOf(it), made, tried);
        const request = requestOf(asking);
        return await (asking.undecided === true ? call(request) : approved(request, call));
      } catch (error) {
        if (!(error instanceof NotNow)) throw error;
        return { outcome: 'not_now', code: error.code, afterMs: error.afterMs };
      }
    },
    tell(reading, isAgain) {
      it.events.push(reading);
      return taken(it, reading, isAgain);
    },
    async tellAgain() {
      const became = await Promise.all(it.again.splice(0).map((reading) => taken(it, reading, true)));
      return became.flat();
    },
    ports: () => portsOf(it),
    row: (run = 'w1', step = 'refund') => it.store.effects.find(placeOf(requestOf({ run, step })).id),
    next(minor = 100) {
      it.answers.length = 0;
      it.idempotency = { kind: 'none' };
      it.settling = undefined;
      return it.ask({ run: 'next', minor });
    },
  };
  return it;
}

/** As a worker takes an event up: every write that it names. */
async function taken(
  it: Scripted,
  reading: EventReading,
  isAgain?: boolean,
): Promise<Awaited<ReturnType<typeof applyEvent>>[]> {
  const became: Awaited<ReturnType<typeof applyEvent>>[] = [];
  for (const row of await it.store.effects.named('m', 'shop', reading.ref)) {
    const tried = { id: `event-${++attempts}`, attempt: 1, scheduledAt: it.clock.now };
    became.push(await applyEvent(portsOf(it), row, reading, tried, isAgain));
  }
  return became;
}

function requestOf(given: Asking): CallRequest {
  const { step = 'refund', run = 'w1', minor = 1000, currency = 'EUR', due, ...asking } = given;
  const confirmed = 'confirmed' in asking ? asking.confirmed : 'customer';
  return {
    ...{ merchant: 'm', workflowId: run, flow: 'f', hash: 'h', conversation: run },
    call: {
      ...{
        do: 'call',
        id: `${step}#1`,
        step,
        visit: 1,
        operation: operationOf(step),
        facts: {},
        asked: false,
      },
      inputs: {
        order,
        amount: { minor, currency },
        reason: 'changed_mind',
        ...(due === undefined ? {} : { due: eur(due) }),
        ...(step === 'reverse' ? { charge: 'ch_4711' } : {}),
      },
      ...(confirmed === undefined ? {} : { confirmed }),
    },
  };
}

function portsOf(it: Scripted): CallPorts {
  const silent = (): void => undefined;
  const connection = connectionOf(it);
  const config = {
    vocabulary: { catalogue, ownFields: {} },
    bands: { all: { upTo: eur(1_000_000), reasons: refundReasons } },
    approvers: annaAs('anna'),
    zone: 'Europe/Berlin',
  };
  const connectionFor = (name: string) => (connection.bindings.has(name) ? connection : undefined);
  return {
    merchant: () => ({ config, connectionFor }) as unknown as Merchant,
    published: () =>
      Promise.resolve(
        new Map(
          ['refund', 'label', 'cancel', 'change', 'repay', 'reverse'].map((step) => [step, stepOf(step)]),
        ),
      ),
    store: {
      ...it.store,
      events: {
        about: (_m, _c, refs) => Promise.resolve(toldAbout(it, refs)),
        again(_m, numbers) {
          it.again.push(...numbers.map((number) => it.events[number]!));
          return Promise.resolve();
        },
      },
    },
    authenticated: () => undefined,
    secret: 'a secret of at least thirty-two characters',
    agents: annaSignedIn,
    now: () => it.clock.now,
    reportLateAnswer(answer) {
      it.told.push(answer);
      return Promise.resolve();
    },
    reportContradiction: ({ what }) => {
      it.contradicted.push(what);
      return Promise.resolve();
    },
    log: { debug: silent, info: silent, warn: silent, error: silent },
    metrics: { operationCalled: silent, verificationFailed: silent, verificationAlarm: silent },
  };
}

function connectionOf(it: Scripted): Connection {
  const { idempotency, settling } = it;
  const binding = (operation: string, effect: Binding['effect']): [string, Binding] => {
    const place = { connection: 'shop', operation, target: 'https://shop.example', timeoutMs: 30_000 };
    const how: Idempotency = effect === 'read' ? { kind: 'none' } : idempotency;
    return [
      operation,
      { ...place, effect, idempotency: how, ...(settling && effect !== 'read' ? { settling } : {}) },
    ];
  };
  const writes = ['refund', 'label', 'repay', 'reverse'].map((step) => binding(operationOf(step), 'money'));
  return {
    name: 'shop',
    bindings: new Map([
      ...writes,
      binding('shop.cancel', 'write'),
      binding('shop.change', 'write'),
      binding('shop.quote', 'read'),
    ]),
    async attempt(call) {
      if (call.gate === undefined) {
        it.asked.push(call.operation);
        return it.reads[call.operation] ?? quote;
      }
      const answer = it.answers.shift() ?? done;
      if (typeof answer === 'function') return answer(call);
      if (!(await call.gate())) return { is: 'unsent', code: 'gate_closed' };
      it.sent.push(call);
      return answer;
    },
  };
}

const quote: Attempt = { is: 'done', result: 'refundable', outputs: { amount: eur(4000) } };

/** Something that a test lets happen. */
export function later<Value>(): { promise: Promise<Value>; resolve: (value: Value) => void } {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((fulfil) => (resolve = fulfil));
  return { promise, resolve };
}
