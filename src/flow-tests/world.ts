/** The world of a test: its systems answer as scripted, and calls pass verification and approval as real ones do. */
import { z } from 'zod';
import { Money } from '../fields/money.js';
import type { CallStep } from '../interpreter/ir.js';
import type { CallCommand, CallResult, Understanding } from '../interpreter/protocol.js';
import type { JsonObject } from '../json.js';
import { entityHints } from '../merchants/entity-hints.js';
import type { Operation } from '../operations/operation.js';
import { findEntities } from '../understanding/entities/find-entities.js';
import { approvalFor } from './approvals.js';
import type { Given } from './flow-test.js';
import { Script } from './script.js';
import { Verification } from './verification.js';

/** A call as it was carried out. */
export interface MadeCall {
  operation: string;
  effect: CallStep['effect'];
  inputs: JsonObject;
}

/** When a call is asked for, and when it first was (epoch ms). */
export interface Asking {
  now: number;
  since: number;
  /** How often it was tried before. */
  tries: number;
}

/** What comes of a call: its result, "not now, again in so many milliseconds", or a failure for good. */
export type WorldAnswer =
  { is: 'result'; result: CallResult } | { is: 'not_now'; afterMs: number } | { is: 'failed'; code: string };

const second = 1000;
const minute = 60 * second;
const deadlines = { read: 2 * minute, write: 24 * 60 * minute, money: 24 * 60 * minute } as const;

/** One test's world; it remembers what it has answered. */
export class World {
  /** Calls that were carried out, in their order. */
  readonly calls: MadeCall[] = [];
  readonly #operations: Script;
  readonly #subflows: Script;
  readonly #verification: Verification;
  readonly #sent = new Set<string>();
  #refunded: Money | undefined;

  constructor(
    readonly given: Given,
    readonly catalogue: ReadonlyMap<string, Operation>,
  ) {
    this.#operations = new Script(given.operations);
    this.#subflows = new Script(given.subflows);
    this.#verification = new Verification(given.config, this.#operations, given.customer === 'stranger');
  }

  /** Answers a call; `Unscripted` if the test does not say how. `run` names the run that calls. */
  call(run: string, step: CallStep, call: CallCommand, asking: Asking): WorldAnswer {
    const operation = this.catalogue.get(call.operation);
    if (operation === undefined) return { is: 'failed', code: 'operation_unknown' };
    // A call that is tried again has passed all this before.
    if (asking.tries === 0) {
      const withheld = this.#withheld(step, operation, call, asking.now);
      if (withheld !== undefined) return { is: 'result', result: withheld };
      const fits = z.object(operation.inputs).safeParse(call.inputs).success;
      if (!fits) return { is: 'failed', code: 'inputs_invalid' };
    }
    return this.#answer(run, step, call, asking);
  }

  /** Whether the test says how a sub-flow ends. */
  standsIn(flow: string): boolean {
    return this.#subflows.has(flow);
  }

  /** How a sub-flow ends, if the test says so. */
  subflow(flow: string, inputs: JsonObject): { result: string; outputs: JsonObject } | undefined {
    if (!this.standsIn(flow)) return undefined;
    const gives = this.#subflows.take(flow, inputs);
    return gives.is === 'done' ? gives : { result: 'handed_over', outputs: {} };
  }

  /** What a message means: as the test says, else nobody is sure; entities are found as in a real one. */
  understand(text: string): Understanding {
    const said = this.given.understands.find(({ message }) => message.trim() === text.trim());
    const sure = said?.sure ?? false;
    const score = sure ? 1 : 0;
    return {
      intent: said?.intent ?? 'other',
      confidence: score,
      calibrated: true,
      margin: score,
      candidates: said === undefined ? [] : [{ intent: said.intent, score }],
      secondary: [],
      entities: findEntities(text, entityHints(this.given.config, this.given.now)),
      language: said?.language ?? this.given.language,
      flags: [],
      sure,
      provider: { id: 'test', model: 'scripted', version: '1', latencyMs: 0 },
    };
  }

  /** What stands before the sending: verification, then band or approval. */
  #withheld(step: CallStep, operation: Operation, call: CallCommand, now: number): CallResult | undefined {
    if (call.decision !== undefined) return undefined;
    const unverified = this.#verification.check(operation, call);
    if (unverified !== undefined) return unverified;
    const request = approvalFor(this.given.config, { step, operation, call, refunded: this.#refunded }, now);
    return request && { outcome: 'needs_approval', request };
  }

  #answer(run: string, step: CallStep, call: CallCommand, asking: Asking): WorldAnswer {
    const gives = this.#operations.take(call.operation, call.inputs);
    // Nothing was sent to a system in these two cases.
    if (gives.is !== 'superseded' && gives.is !== 'unverified') this.#note(`${run}/${call.id}`, step, call);
    switch (gives.is) {
      case 'done':
        this.#hear(gives.outputs);
        return { is: 'result', result: { outcome: 'done', result: gives.result, outputs: gives.outputs } };
      case 'refused': {
        const { code, message } = gives;
        const refusal = message === undefined ? { code } : { code, message };
        return { is: 'result', result: { outcome: 'refused', refusal } };
      }
      case 'not_now':
        return notNow(step, asking, this.#operations.repeats(call.operation, call.inputs));
      default:
        return { is: 'result', result: { outcome: gives.is } };
    }
  }

  #note(id: string, { effect }: CallStep, { operation, inputs }: CallCommand): void {
    if (!this.#sent.has(id)) this.calls.push({ operation, effect, inputs });
    this.#sent.add(id);
  }

  /** A quote says what was paid back before, which counts for a band. */
  #hear(outputs: JsonObject): void {
    this.#refunded = Money.safeParse(outputs.refunded).data ?? this.#refunded;
  }
}

/** Tried again as Temporal would, or as the step says, until its deadline; `forever` says that nothing else will come. */
function notNow(
  { effect, deadlineMs, retry }: CallStep,
  { now, since, tries }: Asking,
  forever: boolean,
): WorldAnswer {
  const left = since + (deadlineMs ?? deadlines[effect]) - now;
  const isLast = retry !== undefined && tries + 1 >= retry.atMost;
  if (isLast || left <= 0) return { is: 'result', result: { outcome: 'unavailable' } };
  if (retry !== undefined) return { is: 'not_now', afterMs: retry.everyMs };
  return { is: 'not_now', afterMs: forever ? left : Math.min(2 ** tries, 30) * second };
}
