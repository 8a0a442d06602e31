/**
 * One test on a Temporal server: the activities of its runs are answered by the scripted world. The server's clock
 * cannot be set, so all moments are moved by the difference between its clock and the test's.
 */
import { ApplicationFailure } from '@temporalio/common';
import type {
  AskCustomerRequest,
  CallOperationRequest,
  LoadedFlow,
  LoadFlowRequest,
  ResolveMomentRequest,
  VerifyDecisionRequest,
} from '../activities/activities.js';
import { environmentOf, type TypedOperation } from '../flows/environment.js';
import type { FlowIr, StepIr } from '../interpreter/ir.js';
import { callsIn } from '../interpreter/steps-in.js';
import type { ApprovalRequest, CallResult, Sentence } from '../interpreter/protocol.js';
import type { JsonObject } from '../json.js';
import { addDuration, openingOn } from '../merchants/calendar.js';
import { refusalOf } from './approvals.js';
import { Conversation } from './conversation.js';
import type { FlowTest } from './flow-test.js';
import type { Outcome, RunEnd } from './happened.js';
import { Unscripted } from './script.js';
import { shiftFields, shiftSentence } from './shift.js';
import { World } from './world.js';

/** Where an activity stands: its run, its attempt, and when it was first asked for (epoch ms of the server). */
export interface ActivityPlace {
  workflowId: string;
  attempt: number;
  scheduledAt: number;
  /** The server's clock. */
  now: number;
}

/** The scripted side of one test on a server. */
export class ServerSession {
  readonly world: World;
  readonly conversation: Conversation;
  /** Calls that wait for their next attempt, with how long (ms). */
  readonly pauses = new Map<string, number>();
  problem: Outcome['problem'];
  /** People have just got the conversation: open runs must hear so. */
  leaving = false;
  readonly #operations: ReadonlyMap<string, TypedOperation>;

  constructor(
    readonly test: FlowTest,
    /** The server's clock less the test's. */
    readonly ahead: number,
  ) {
    const { given, merchant } = test;
    this.#operations = environmentOf(given.config, new Map()).operations;
    this.world = new World(
      given,
      new Map([...this.#operations].map(([name, { operation }]) => [name, operation])),
    );
    this.conversation = new Conversation({
      config: given.config,
      translations: merchant.translations,
      language: given.language,
      understand: (text) => this.world.understand(text),
    });
  }

  /** A flow of the merchant with the policy of the test; a sub-flow that is stood in for ends at once. */
  async loadFlow(
    { flow, hash = '' }: LoadFlowRequest,
    isRoot: boolean,
    inputs: () => Promise<JsonObject>,
  ): Promise<LoadedFlow> {
    const { given, merchant } = this.test;
    const ir = isRoot ? this.test.flow : merchant.flows.get(flow)?.ir;
    if (ir === undefined) throw ApplicationFailure.nonRetryable('flow_unpublished', 'flow_unpublished');
    const own = Object.entries(given.policy).filter(([name]) => Object.hasOwn(ir.policy, name));
    const known = { ...ir, policy: { ...ir.policy, ...Object.fromEntries(own) } };
    if (isRoot || !this.world.standsIn(flow)) return { hash, ir: known };
    const written = shiftFields(await inputs(), ir.inputs, -this.ahead);
    const end = this.#scripted(() => this.world.subflow(flow, written)) ?? {
      result: 'handed_over',
      outputs: {},
    };
    const outputs = shiftFields(end.outputs, ir.results[end.result] ?? {}, this.ahead);
    return { hash, ir: endingAtOnce(known, end.result, outputs) };
  }

  /** Answers a call; "not now" is a failure that the server retries. */
  call({ call, flow }: CallOperationRequest, place: ActivityPlace): CallResult {
    const ir = place.workflowId.includes('/', 'test/'.length)
      ? this.test.merchant.flows.get(flow)?.ir
      : this.test.flow;
    const step = ir && callsIn(ir.steps).get(call.step);
    const types = this.#operations.get(call.operation);
    if (step === undefined || types === undefined)
      throw ApplicationFailure.nonRetryable('step_unknown', 'step_unknown');
    const { now, scheduledAt: since, attempt } = place;
    const asked = { ...call, inputs: shiftFields(call.inputs, types.inputs, -this.ahead) };
    const asking = { now: now - this.ahead, since: since - this.ahead, tries: attempt - 1 };
    const before = this.world.calls.length;
    const answer = this.#scripted(() => this.world.call(place.workflowId, step, asked, asking));
    for (const { operation, inputs } of this.world.calls.slice(before))
      this.conversation.note({ is: 'called', operation, inputs }, asking.now);
    const key = `${place.workflowId}/${call.id}`;
    this.pauses.delete(key);
    if (answer.is === 'failed') throw ApplicationFailure.nonRetryable(answer.code, answer.code);
    if (answer.is === 'result') return this.#later(answer.result, types);
    this.pauses.set(key, answer.afterMs);
    throw ApplicationFailure.create({ type: 'NOT_NOW', message: 'not_now', nextRetryDelay: answer.afterMs });
  }

  /** Asks the customer; answers with the labels, and until when by the server's clock. */
  ask(
    { ask }: AskCustomerRequest,
    { workflowId, now }: ActivityPlace,
  ): { labels: string[]; expiresAt: number } {
    const labels = ask.labels?.map((label) => shiftSentence(label, -this.ahead));
    const question = shiftSentence(ask.question, -this.ahead);
    const written = { ...ask, question, ...(labels === undefined ? {} : { labels }) };
    const asked = this.conversation.ask(workflowId, written, now - this.ahead);
    if (this.conversation.withPeople) this.leaving = true;
    return { labels: asked.labels, expiresAt: asked.expiresAt + this.ahead };
  }

  /** A reply. */
  say(text: Sentence, { now }: ActivityPlace): void {
    this.conversation.say(shiftSentence(text, -this.ahead), now - this.ahead);
  }

  /** A handover. */
  handOver(queue: string, reason: Sentence, { now }: ActivityPlace): void {
    this.conversation.handOver(queue, shiftSentence(reason, -this.ahead), now - this.ahead);
    this.leaving = true;
  }

  /** The inputs of the run by the server's clock. */
  get inputs(): JsonObject {
    return shiftFields(this.test.given.inputs, this.test.flow.inputs, this.ahead);
  }

  /** How the run has ended, by the test's clock. */
  earlierEnd(end: RunEnd): RunEnd {
    if ('failed' in end) return end;
    const types = this.test.flow.results[end.result] ?? {};
    return { ...end, outputs: shiftFields(end.outputs, types, -this.ahead) };
  }

  /** The moment by the server's clock at which a duration has passed, or a day begins, by the merchant's calendar. */
  resolve(request: ResolveMomentRequest): number {
    const { config } = this.test.given;
    const moment =
      'day' in request
        ? openingOn(config, request.day)
        : addDuration(config, request.from - this.ahead, request.duration);
    return moment + this.ahead;
  }

  /** Whether a decision counts; its token says in words who decides. */
  verify({ request, decision, decidedAt, escalated, expiresAt }: VerifyDecisionRequest): string | undefined {
    const deciding = { decision: decision.decision, by: decision.token };
    const given = { request: { ...request, expiresAt }, decidedAt, escalated };
    const refused = refusalOf(this.test.given.config, deciding, given);
    const happened = { is: 'decided', ...deciding, ...(refused === undefined ? {} : { refused }) } as const;
    this.conversation.note(happened, decidedAt - this.ahead);
    return refused;
  }

  /** What the test does not say ends it, and is told. */
  #scripted<T>(ask: () => T): T {
    try {
      return ask();
    } catch (error) {
      if (!(error instanceof Unscripted)) throw error;
      this.problem ??= { message: error.message, hint: error.hint };
      throw ApplicationFailure.nonRetryable('unscripted', 'unscripted');
    }
  }

  #later(result: CallResult, { results }: TypedOperation): CallResult {
    if (result.outcome === 'done')
      return { ...result, outputs: shiftFields(result.outputs, results[result.result] ?? {}, this.ahead) };
    if (result.outcome !== 'needs_approval') return result;
    return { ...result, request: laterRequest(result.request, this.ahead) };
  }
}

function laterRequest(request: Omit<ApprovalRequest, 'id'>, ahead: number): Omit<ApprovalRequest, 'id'> {
  const { requestedAt, expiresAt, remindAt, escalateAt } = request;
  return {
    ...request,
    requestedAt: requestedAt + ahead,
    expiresAt: expiresAt + ahead,
    ...(remindAt === undefined ? {} : { remindAt: remindAt + ahead }),
    ...(escalateAt === undefined ? {} : { escalateAt: escalateAt + ahead }),
  };
}

/** The flow with nothing but an end. */
function endingAtOnce(ir: FlowIr, result: string, values: JsonObject): FlowIr {
  const outputs = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { k: 'value', value } as const]),
  );
  const end: StepIr = {
    kind: 'end',
    id: 'end1',
    named: false,
    title: `End: ${result}`,
    line: 1,
    result,
    outputs,
  };
  return { ...ir, steps: [end] };
}
