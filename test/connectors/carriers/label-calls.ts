/** Calls of `returns.label` as a run makes them: the real call, a store in memory by one clock, a carrier over HTTP. */
import { catalogue } from '../../../src/commerce/index.js';
import { callOperation } from '../../../src/calls/call-operation.js';
import { NotNow } from '../../../src/calls/failures.js';
import { placeOf } from '../../../src/calls/plan.js';
import type { CallPorts } from '../../../src/calls/ports.js';
import type { Attempt, Binding, Connection } from '../../../src/connectors/connector.js';
import type { CallRequest } from '../../../src/contracts/call-request.js';
import type { CallResult } from '../../../src/contracts/call-result.js';
import type { CallStep } from '../../../src/contracts/ir.js';
import type { Merchant } from '../../../src/merchants/merchant.js';
import { memoryStore } from '../../../src/simulator/memory-store.js';
import type { EffectRow } from '../../../src/store/store.js';

const minute = 60_000;
const eur = (minor: number) => ({ minor, currency: 'EUR' });

/** What a call asks for. */
export interface LabelAsking {
  run: string;
  country?: string;
  form?: 'label' | 'qr';
}

/** A call that came out, or the code of "not now". */
export type LabelAsked = CallResult | { outcome: 'not_now'; code: string };

/** Calls over one carrier. */
export interface LabelCalls {
  clock: { now: number };
  /** One attempt of a call. */
  ask: (asking: LabelAsking) => Promise<LabelAsked>;
  /** Attempts until it comes out, ten minutes apart; a day at most. */
  askUntilOut: (asking: LabelAsking) => Promise<LabelAsked>;
  row: (run: string) => Promise<EffectRow | undefined>;
}

/** The order that a label is for. */
export const labelOrder = (country = 'DE') => ({
  ...{ ref: 'o-1', number: '10042', status: 'delivered', amount: eur(4000) },
  ...{ lines: [], shipments: [], returns: [] },
  shippingAddress: {
    ...{ name: 'Jörg Müller', street: 'Am Deich 12 a', postcode: '25541', city: 'Brunsbüttel', country },
  },
});

/** A PDF as answers have it, in base64. */
export const pdf = Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64');

/** What a call of `returns.label` asks for, of which nothing is special. */
export const labelAsked = {
  inputs: { order: labelOrder(), lines: [], form: 'label' },
  idempotencyKey: 'k1',
};

const inputsOf = ({ run, country, form = 'label' }: LabelAsking) => ({
  order: { ...labelOrder(country), ref: `o-${run}` },
  lines: [{ line: '1', name: 'Boots', quantity: 1 }],
  form,
});

function requestOf(asking: LabelAsking): CallRequest {
  return {
    ...{ merchant: 'm', workflowId: asking.run, flow: 'f', hash: 'h', conversation: asking.run },
    call: {
      ...{ do: 'call', id: 'label#1', step: 'label', visit: 1, operation: 'returns.label' },
      ...{ facts: {}, asked: false, confirmed: 'customer', inputs: inputsOf(asking) },
    },
  } as unknown as CallRequest;
}

const stepFor = (carrier: Connection): CallStep =>
  ({
    ...{ kind: 'call', id: 'label', named: true, title: 'label', line: 1, inputs: {}, outcomes: {} },
    ...{ operation: 'returns.label', effect: 'read' },
    // A call of what is not billed has none: it is left out when a flow is compiled.
    ...(carrier.bindings.get('returns.label')?.effect === 'money' && {
      approval: { notNeededWithin: 'all', by: 'anna', expires: { ms: 60 * minute } },
    }),
  }) as unknown as CallStep;

// Who the customer is, is not what these tests are about.
const known = new Map(
  [...catalogue].map(([name, operation]) => [name, { ...operation, privacy: 'none' as const }]),
);

/** What a shop says to the guard of a label that is billed. */
const shop: Connection = {
  name: 'shop',
  bindings: new Map([
    [
      'returns.quote',
      { connection: 'shop', operation: 'returns.quote', effect: 'read' } as unknown as Binding,
    ],
  ]),
  attempt: (): Promise<Attempt> =>
    Promise.resolve({ is: 'done', result: 'eligible', outputs: { lines: [], fee: eur(0) } }),
};

let attempts = 0;

/** Opens calls over a carrier's connection. */
export function labelCalls(carrier: Connection): LabelCalls {
  const clock = { now: 1_800_000_000_000 };
  const store = memoryStore(() => clock.now);
  const kept = {
    keep: (_place: unknown, { name, mediaType }: { name: string; mediaType: string }) =>
      Promise.resolve({ ref: `d-${name}`, kind: 'label', name, mediaType, bytes: 1, sha256: '0' }),
  };
  const silent = (): void => undefined;
  const config = {
    vocabulary: { catalogue: known, ownFields: {} },
    bands: { all: { upTo: eur(1_000_000) } },
    zone: 'UTC',
  };
  const connectionFor = (name: string) => (name === 'returns.quote' ? shop : carrier);
  const ports = {
    merchant: () => ({ config, connectionFor }) as unknown as Merchant,
    published: () => Promise.resolve(new Map([['label', stepFor(carrier)]])),
    store: { ...store, documents: kept, events: { about: () => Promise.resolve([]) } },
    vouched: () => undefined,
    secret: 'a secret of at least thirty-two characters',
    agents: { identify: () => Promise.resolve(undefined) },
    now: () => clock.now,
    reportLateAnswer: () => Promise.resolve(),
    reportContradiction: () => Promise.resolve(),
    log: { debug: silent, info: silent, warn: silent, error: silent },
    metrics: { operationCalled: silent, verificationFailed: silent, verificationAlarm: silent },
  } as unknown as CallPorts;
  const ask: LabelCalls['ask'] = async (asking) => {
    const tried = { id: `attempt-${++attempts}`, attempt: 1, scheduledAt: clock.now };
    try {
      return await callOperation(ports, requestOf(asking), tried);
    } catch (error) {
      if (!(error instanceof NotNow)) throw error;
      return { outcome: 'not_now', code: error.code };
    }
  };
  return {
    clock,
    ask,
    async askUntilOut(asking) {
      let came = await ask(asking);
      for (let count = 0; count < 150 && came.outcome === 'not_now'; count += 1) {
        clock.now += 10 * minute;
        came = await ask(asking);
      }
      return came;
    },
    row: (run) => store.effects.find(placeOf(requestOf({ run })).id),
  };
}
