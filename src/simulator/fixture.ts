/** What a test scripts: systems, sub-flows, what messages mean, and who the customer is. */
import { callOperation } from '../activities/calls/call-operation.js';
import { NotNow } from '../activities/calls/failures.js';
import type { CallPorts, AuthenticatedCustomer } from '../activities/calls/ports.js';
import type { CallRequest, Try } from '../contracts/call-request.js';
import { attemptLimits } from '../activities/calls/verification/attempt-limits.js';
import type { CallStep } from '../contracts/ir.js';
import type { CallResult } from '../contracts/call-result.js';
import { rolledUp } from '../contracts/intent-name.js';
import type { Understanding } from '../contracts/understanding.js';
import { intents, noIntent } from '../understanding/intents/index.js';
import { callsIn } from '../workflows/interpreter/steps-in.js';
import type { JsonObject } from '../contracts/json.js';
import { entityHints } from '../merchants/entity-hints.js';
import type { Merchant } from '../merchants/merchant.js';
import { findEntities } from '../understanding/entities/find-entities.js';
import { stripQuotedText } from '../understanding/strip-quoted-text.js';
import type { MessageToUnderstand, MessageUnderstander } from '../understanding/understander.js';
import { withTestKeys } from './approvers.js';
import type { CallSystems } from './call-systems.js';
import { FakeSystems, type Improvise } from './fake-systems.js';
import type { FlowTest } from './flow-test.js';
import type { CallStore } from './memory-store.js';
import { Script } from './scripted-answers.js';

/** A call as it was carried out. */
export interface MadeCall {
  operation: string;
  effect: CallStep['effect'];
  inputs: JsonObject;
}

/** What may take the place of scripted systems: calls that are made otherwise, or answers that are improvised. */
export interface FixtureParts {
  call?: typeof callOperation;
  improvise?: Improvise;
  /** What a message means; what the test says of it by default. Its entities are found as in production. */
  understand?: (message: MessageToUnderstand, signal?: AbortSignal) => Understanding | Promise<Understanding>;
}

/** How near a text is to phrases, as a worker has it: loaded with the first answer that needs it. */
const embeddedLikeness: NonNullable<MessageUnderstander['likeness']> = async (compared) => {
  const { understanders } = await import('../understanding/registry.js');
  return (await understanders.embedded()).likeness(compared);
};

/** The encoder's state of a text, likewise. */
const embeddedState: NonNullable<MessageUnderstander['stateOf']> = async (read) => {
  const { understanders } = await import('../understanding/registry.js');
  return (await understanders.embedded()).stateOf(read);
};

/** Results reached without asking any system on the flow's behalf. */
const withheld: ReadonlySet<CallResult['outcome']> = new Set([
  'needs_facts',
  'needs_approval',
  'unverified',
  'superseded',
]);

/** One test's environment; the clock provides the time. */
export class Fixture {
  /** Calls that were carried out, in order. */
  readonly calls: MadeCall[] = [];
  readonly merchant: Merchant;
  readonly #systems: FakeSystems;
  readonly #subflows: Script;
  readonly #steps = new Map<string, ReadonlyMap<string, CallStep>>();
  readonly #call: typeof callOperation;
  readonly #noted = new WeakSet<CallSystems>();

  constructor(
    readonly test: Pick<FlowTest, 'flow' | 'hash' | 'merchant' | 'given'>,
    readonly now: () => number,
    { call = callOperation, improvise }: FixtureParts = {},
  ) {
    const { given, merchant } = test;
    this.merchant = { ...merchant, config: withTestKeys(given.config) };
    this.#systems = new FakeSystems(given, merchant, now, improvise);
    this.#subflows = new Script(given.subflows);
    this.#call = call;
  }

  /** One attempt at a call; throws like `callOperation`, and `Unscripted` if the test scripts no answer. */
  async call(
    ports: CallPorts,
    request: CallRequest,
    tried: Try,
    onMade: (call: MadeCall) => void,
  ): Promise<CallResult> {
    const systems = this.#systems.forCall(request);
    try {
      const result = await this.#call(this.#ports(ports, systems), request, tried);
      systems.ended(result);
      if (!withheld.has(result.outcome)) this.#note(systems, request, onMade);
      return result;
    } catch (error) {
      if (error instanceof NotNow) this.#note(systems, request, onMade);
      else systems.failed();
      throw error;
    }
  }

  /** Whether the test scripts how any sub-flow ends. */
  get hasSubflows(): boolean {
    return Object.values(this.test.given.subflows).some((answers) => answers.length > 0);
  }

  /** How a sub-flow ends, if the test scripts it. */
  subflow(flow: string, inputs: JsonObject): { result: string; outputs: JsonObject } | undefined {
    if (!this.#subflows.has(flow)) return undefined;
    const answer = this.#subflows.next(flow, inputs);
    this.#subflows.use(answer);
    const { gives } = answer;
    return gives.is === 'done'
      ? { result: gives.result, outputs: gives.outputs }
      : { result: 'handed_over', outputs: {} };
  }

  /** Reads messages by `read`, where that says something, else as the test says. */
  understander(read: FixtureParts['understand']): MessageUnderstander {
    return {
      likeness: embeddedLikeness,
      stateOf: embeddedState,
      understand: async (message, signal) => ({
        ...((await read?.(message, signal)) ?? this.understand(message.text, message.apart)),
        entities: findEntities(stripQuotedText(message.text), message),
      }),
    };
  }

  /** What a message means according to the test, else unsure; entities are found as in production. */
  understand(text: string, apart?: readonly string[]): Understanding {
    const { given } = this.test;
    const said = given.understands.find(({ message }) => message.trim() === text.trim());
    const sure = said?.sure ?? false;
    const score = sure ? 1 : 0;
    const intent = rolledUp(said?.intent ?? noIntent, apart);
    return {
      intent,
      confidence: score,
      calibrated: true,
      margin: score,
      candidates: said === undefined ? [] : [{ intent, score }],
      secondary: [],
      entities: findEntities(text, entityHints(given.config, given.now)),
      language: said?.language ?? given.language,
      flags: [],
      sure,
      provider: { id: 'test', model: 'scripted', version: '1', latencyMs: 0 },
    };
  }

  /** The intent that the tested run answers: its flow's, or what its message means. */
  get intent(): string {
    const { flow, given } = this.test;
    const { message } = given.inputs;
    const answered = intents.find((intent) => intent.flow?.name === flow.flow);
    return answered?.name ?? (typeof message === 'string' ? this.understand(message).intent : '');
  }

  #ports(ports: CallPorts, systems: CallSystems): CallPorts {
    const isUnverified = systems.isUnverified;
    const served = { ...this.merchant, connectionFor: (name: string) => systems.connectionFor(name) };
    return {
      ...ports,
      merchant: () => served,
      store: isUnverified ? { ...ports.store, verifications: exhausted(ports.store) } : ports.store,
      authenticated: () => (isUnverified ? undefined : this.#authenticated()),
    };
  }

  /** A verified customer is authenticated by their channel, and every record is theirs. */
  #authenticated(): AuthenticatedCustomer | undefined {
    const { customer, facts } = this.test.given;
    if (customer === 'unauthenticated') return undefined;
    return {
      email: facts.email ?? 'customer@example.com',
      owns: () => true,
      current: true,
      scope: 'authenticated',
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

  /** A call counts as carried out from the first time that a system is asked for it. */
  #note(systems: CallSystems, { hash, call }: CallRequest, onMade: (call: MadeCall) => void): void {
    if (!systems.isMade || this.#noted.has(systems)) return;
    this.#noted.add(systems);
    const { operation, inputs, step } = call;
    const made = { operation, effect: this.#callsOf(hash)?.get(step)?.effect ?? 'read', inputs };
    this.calls.push(made);
    onMade(made);
  }
}

/** Nothing is verified, and no attempts are left. */
const exhausted = ({ verifications }: CallStore): CallStore['verifications'] => ({
  ...verifications,
  verified: () => Promise.resolve([]),
  counts: async (attempt) => ({
    ...(await verifications.counts(attempt)),
    conversation: attemptLimits.conversation,
  }),
});
