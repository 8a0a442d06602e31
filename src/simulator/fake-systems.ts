/** The systems of a test: connections that answer by its script, with a view of them for each call of a flow. */
import type { CallRequest } from '../contracts/call-request.js';
import type { Attempt, Binding } from '../connectors/connector.js';
import type { CallResult } from '../contracts/call-result.js';
import type { JsonObject } from '../contracts/json.js';
import type { Merchant } from '../merchants/merchant.js';
import { simulatedBindings } from './bindings.js';
import { CallSystems, type ScriptedSystems } from './call-systems.js';
import type { Given, ScriptedAnswer } from './flow-test.js';
import { holds, Script } from './scripted-answers.js';

/** An answer that a flow was given. */
interface GivenAnswer {
  operation: string;
  inputs: JsonObject;
  answer: Extract<Attempt, { is: 'done' }>;
}

/** Answers a call that the script has no answer for. */
export type Improvise = (operation: string, inputs: JsonObject) => Promise<ScriptedAnswer>;

/** All systems of one test; they remember what they have answered. */
export class FakeSystems implements ScriptedSystems {
  readonly script: Script;
  readonly bindings: ReadonlyMap<string, Binding>;
  readonly #byCall = new Map<string, CallSystems>();
  readonly #answered: GivenAnswer[] = [];

  constructor(
    readonly given: Pick<Given, 'operations' | 'config'>,
    merchant: Merchant,
    readonly now: () => number,
    readonly improvise?: Improvise,
  ) {
    this.script = new Script(given.operations);
    this.bindings = simulatedBindings(merchant, given.operations);
  }

  /** The systems as one call sees them, across all its attempts. */
  forCall(request: CallRequest): CallSystems {
    const { workflowId, call } = request;
    const name = JSON.stringify([workflowId, call.step, call.visit]);
    const systems = this.#byCall.get(name) ?? new CallSystems(this, request);
    this.#byCall.set(name, systems);
    return systems;
  }

  /** The last answer a flow was given by an operation for these inputs, or the next one. */
  async known(operation: string, inputs: JsonObject): Promise<ScriptedAnswer['gives']> {
    const answered = this.#answered.findLast(
      (each) => each.operation === operation && holds(each.inputs, inputs),
    );
    if (answered !== undefined) return answered.answer;
    await this.prepare(operation, inputs);
    return this.script.next(operation, inputs).gives;
  }

  /** Whether there is always another answer. */
  get improvises(): boolean {
    return this.improvise !== undefined;
  }

  /** Has an answer improvised where the script has none, or none but what a write was given before, or "not now". */
  async prepare(operation: string, inputs: JsonObject): Promise<void> {
    const { improvise, script } = this;
    if (improvise === undefined) return;
    const isRead = this.bindings.get(operation)?.effect === 'read';
    const next = script.peek(operation, inputs);
    const isSettled = isRead && next?.gives.is !== 'not_now';
    if (next === undefined || (!isSettled && script.repeats(operation, inputs)))
      script.add(operation, await improvise(operation, inputs));
  }

  /** Records the answer to a flow's call. */
  happened(operation: string, inputs: JsonObject, result: CallResult): void {
    if (result.outcome !== 'done') return;
    this.#answered.push({
      operation,
      inputs,
      answer: { is: 'done', result: result.result, outputs: result.outputs },
    });
  }
}
