/**
 * What a test stands on, whoever drives it: its systems, a store in memory, and the product's own calls over both. Who
 * is asking, what is approved, retried and sent is decided in `src/calls` alone.
 */
import { callOperation } from '../calls/call-operation.js';
import { NotNow } from '../calls/failures.js';
import { placeOf } from '../calls/plan.js';
import type { CallPorts, Vouched } from '../calls/ports.js';
import type { CallRequest, Try } from '../contracts/call-request.js';
import { freeUnlessSent } from '../calls/reservation.js';
import { attemptLimits } from '../calls/verification/matching.js';
import type { CallStep } from '../contracts/ir.js';
import type { CallResult } from '../contracts/call-result.js';
import type { Understanding } from '../contracts/understanding.js';
import { callsIn } from '../interpreter/steps-in.js';
import type { JsonObject } from '../contracts/json.js';
import { entityHints } from '../merchants/entity-hints.js';
import type { Merchant } from '../merchants/merchant.js';
import { findEntities } from '../understanding/entities/find-entities.js';
import { withTestKeys } from './approvers.js';
import type { FacedSystems } from './faced-systems.js';
import { FakeSystems } from './fake-systems.js';
import type { FlowTest } from './flow-test.js';
import { type CallStore, memoryStore } from './memory-store.js';
import { Script } from './script.js';

/** A call as it was carried out. */
export interface MadeCall {
  operation: string;
  effect: CallStep['effect'];
  inputs: JsonObject;
}

/** What can stand in for the simulator's own: a real store, or another driver of the same calls. */
export interface FixtureParts {
  store?: CallStore;
  call?: typeof callOperation;
}

const silent = (): void => undefined;
const secret = 'of tests alone, so that it can stand here';

/** Results of which no system was asked anything for the flow. */
const withheld: ReadonlySet<CallResult['outcome']> = new Set([
  'needs_facts',
  'needs_approval',
  'unverified',
  'superseded',
]);

/** One test's surroundings; time is the clock's. */
export class Fixture {
  /** Calls that were carried out, in their order. */
  readonly calls: MadeCall[] = [];
  readonly merchant: Merchant;
  readonly #systems: FakeSystems;
  readonly #subflows: Script;
  readonly #steps = new Map<string, ReadonlyMap<string, CallStep>>();
  readonly #store: CallStore;
  readonly #call: typeof callOperation;
  readonly #noted = new WeakSet<FacedSystems>();

  constructor(
    readonly test: FlowTest,
    readonly clock: { readonly now: number },
    { store, call = callOperation }: FixtureParts = {},
  ) {
    const { given, merchant } = test;
    const now = (): number => clock.now;
    this.merchant = { ...merchant, config: withTestKeys(given.config) };
    this.#systems = new FakeSystems(given, merchant, now);
    this.#subflows = new Script(given.subflows);
    this.#store = store ?? memoryStore(now);
    this.#call = call;
  }

  /** One attempt at a call; throws as `callOperation` does, and `Unscripted` if the test does not say how it is answered. */
  async call(request: CallRequest, tried: Try, onMade: (call: MadeCall) => void): Promise<CallResult> {
    const face = this.#systems.facing(request);
    try {
      const result = await this.#call(this.#ports(face), request, tried);
      face.ended(result);
      if (!withheld.has(result.outcome)) this.#note(face, request, onMade);
      return result;
    } catch (error) {
      if (error instanceof NotNow) this.#note(face, request, onMade);
      else face.failed();
      throw error;
    }
  }

  /** Gives back what a call has reserved that will not be made. */
  async release(call: Parameters<typeof placeOf>[0]): Promise<void> {
    await freeUnlessSent({ store: this.#store }, { place: placeOf(call) });
  }

  /** Whether the test says how a sub-flow ends. */
  standsIn(flow: string): boolean {
    return this.#subflows.has(flow);
  }

  /** How a sub-flow ends, if the test says so. */
  subflow(flow: string, inputs: JsonObject): { result: string; outputs: JsonObject } | undefined {
    if (!this.standsIn(flow)) return undefined;
    const answer = this.#subflows.next(flow, inputs);
    this.#subflows.use(answer);
    return answer.gives.is === 'done' ? answer.gives : { result: 'handed_over', outputs: {} };
  }

  /** What a message means: as the test says, else nobody is sure; entities are found as in a real one. */
  understand(text: string): Understanding {
    const { given } = this.test;
    const said = given.understands.find(({ message }) => message.trim() === text.trim());
    const sure = said?.sure ?? false;
    const score = sure ? 1 : 0;
    return {
      intent: said?.intent ?? 'other',
      confidence: score,
      calibrated: true,
      margin: score,
      candidates: said === undefined ? [] : [{ intent: said.intent, score }],
      secondary: [],
      entities: findEntities(text, entityHints(given.config, given.now)),
      language: said?.language ?? given.language,
      flags: [],
      sure,
      provider: { id: 'test', model: 'scripted', version: '1', latencyMs: 0 },
    };
  }

  #ports(face: FacedSystems): CallPorts {
    const isUnverified = face.isUnverified;
    const served = { ...this.merchant, connectionFor: (name: string) => face.connectionFor(name) };
    return {
      merchant: () => served,
      published: (_merchant, hash) => Promise.resolve(this.#callsOf(hash)),
      store: isUnverified ? { ...this.#store, verifications: exhausted(this.#store) } : this.#store,
      vouched: () => (isUnverified ? undefined : this.#vouched()),
      secret,
      now: () => this.clock.now,
      reportLateAnswer: () => Promise.resolve(),
      log: { debug: silent, info: silent, warn: silent, error: silent },
      metrics: { operationCalled: silent, verificationFailed: silent, verificationAlarm: silent },
    };
  }

  /** A verified customer's channel vouches for them, and every record is theirs. */
  #vouched(): Vouched | undefined {
    const { customer, facts } = this.test.given;
    if (customer === 'stranger') return undefined;
    return {
      email: facts.email ?? 'customer@example.com',
      owns: () => true,
      current: true,
      scope: 'vouched',
    };
  }

  #callsOf(hash: string): ReadonlyMap<string, CallStep> | undefined {
    const known = this.#steps.get(hash);
    if (known !== undefined) return known;
    const { flow, hash: root, merchant } = this.test;
    const ir = hash === root ? flow : [...merchant.flows.values()].find((each) => each.hash === hash)?.ir;
    if (ir === undefined) return undefined;
    const calls = callsIn(ir.steps);
    this.#steps.set(hash, calls);
    return calls;
  }

  /** A call counts as carried out from the first time on that a system is asked for it. */
  #note(face: FacedSystems, { hash, call }: CallRequest, onMade: (call: MadeCall) => void): void {
    if (!face.isMade || this.#noted.has(face)) return;
    this.#noted.add(face);
    const { operation, inputs, step } = call;
    const made = { operation, effect: this.#callsOf(hash)?.get(step)?.effect ?? 'read', inputs };
    this.calls.push(made);
    onMade(made);
  }
}

/** Nothing is verified, and no attempt is left. */
const exhausted = ({ verifications }: CallStore): CallStore['verifications'] => ({
  ...verifications,
  verified: () => Promise.resolve([]),
  attempts: () =>
    Promise.resolve({ conversation: attemptLimits.conversation, number: attemptLimits.number, merchant: 0 }),
});
