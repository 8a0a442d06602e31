/**
 * One test on a Temporal server, whose fixture answers the activities of its runs. The server's clock cannot be
 * set, so all moments are shifted by the difference between its clock and the test's.
 */
import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import type {
  AskCustomerRequest,
  AskedCustomer,
  DecisionVerdict,
  ListenRequest,
  LoadedFlow,
  LoadFlowRequest,
  ReleaseMoneyRequest,
  ResolveMomentRequest,
  VerifyDecisionRequest,
} from '../contracts/activities.js';
import { callFailure } from '../activities/call-failure.js';
import { NotNow } from '../activities/calls/failures.js';
import type { CallRequest } from '../contracts/call-request.js';
import { environmentOf, type TypedOperation } from '../flows/type-environment.js';
import type { FlowIr, StepIr, Type } from '../contracts/ir.js';
import type { CallResult } from '../contracts/call-result.js';
import type { Sentence } from '../contracts/interpreter-command.js';
import type { Listened } from '../contracts/run-event.js';
import type { FieldTypes } from '../flows/types/type.js';
import type { JsonObject, Json } from '../contracts/json.js';
import type { ConversationSignal, RunSignal } from '../contracts/workflow-messages.js';
import { addDuration, openingOn } from '../merchants/calendar.js';
import { judgeDecision } from '../activities/calls/judge-decision.js';
import { Conversation } from './conversation.js';
import { Fixture } from './fixture.js';
import type { FlowTest } from './flow-test.js';
import type { Outcome, RunEnd } from './test-happenings.js';
import { retryDelayMs } from './retry-delay.js';
import { Unscripted } from './scripted-answers.js';
import { type ReportedEvent, ReportedEvents } from './reported-events.js';
import type { ApprovalRequest, Decision } from '../contracts/approval.js';

// Shifts moments in time, located by their types, as a server's clock is not the test's.

/** Fields with their moments shifted; untyped fields stay unchanged. */
function shiftFields(values: JsonObject, types: FieldTypes, byMs: number): JsonObject {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const field = Object.hasOwn(types, name) ? types[name] : undefined;
      return [name, field === undefined ? value : shiftValue(value, field.type, byMs)];
    }),
  );
}

/** A sentence with its moments shifted. */
const shiftSentence = ({ key, args }: Sentence, byMs: number): Sentence => ({
  key,
  args: args.map((arg) => ({ ...arg, value: shiftValue(arg.value, arg.type, byMs) })),
});

/** What a run tells its conversation, with its moments shifted. */
function shiftSignal(signal: ConversationSignal, byMs: number): ConversationSignal {
  if (signal.type !== 'run_waiting' || signal.waitStatus === undefined) return signal;
  const { since, until } = signal.waitStatus;
  return {
    ...signal,
    waitStatus: {
      ...signal.waitStatus,
      ...(since === undefined ? {} : { since: since + byMs }),
      ...(until === undefined ? {} : { until: until + byMs }),
    },
  };
}

function shiftValue(value: Json, type: Type, byMs: number): Json {
  switch (type.t) {
    case 'moment':
      return typeof value === 'number' ? value + byMs : value;
    case 'list':
      return isList(value) ? value.map((item) => shiftValue(item, type.of, byMs)) : value;
    case 'record':
      return isRecord(value) ? shiftFields(value, type.fields, byMs) : value;
    default:
      return value;
  }
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const isRecord = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !isList(value);

// Shifts calls between the server's clock and the test's: every moment in requests and results.

/** A run's call request, shifted in time (ms). */
function shiftRequest(request: CallRequest, { inputs }: TypedOperation, byMs: number): CallRequest {
  const { call } = request;
  const { decision } = call;
  return {
    ...request,
    call: {
      ...call,
      inputs: shiftFields(call.inputs, inputs, byMs),
      ...(decision === undefined ? {} : { decision: shiftDecision(decision, byMs) }),
    },
  };
}

function shiftDecision(decision: Decision, byMs: number): Decision {
  const { decidedAt, expiresAt } = decision;
  const until = expiresAt === undefined ? {} : { expiresAt: expiresAt + byMs };
  return { ...decision, decidedAt: decidedAt + byMs, ...until };
}

/** A call's result, shifted likewise. */
function shiftResult(result: CallResult, { results }: TypedOperation, byMs: number): CallResult {
  switch (result.outcome) {
    case 'done':
      return { ...result, outputs: shiftFields(result.outputs, results[result.result] ?? {}, byMs) };
    case 'accepted':
      return { ...result, askAt: result.askAt + byMs, until: result.until + byMs };
    case 'needs_approval':
      return { ...result, request: shiftApproval(result.request, byMs) };
    default:
      return result;
  }
}

function shiftApproval(request: Omit<ApprovalRequest, 'id'>, byMs: number): Omit<ApprovalRequest, 'id'> {
  const { requestedAt, expiresAt, remindAt, escalateAt } = request;
  return {
    ...request,
    requestedAt: requestedAt + byMs,
    expiresAt: expiresAt + byMs,
    ...(remindAt === undefined ? {} : { remindAt: remindAt + byMs }),
    ...(escalateAt === undefined ? {} : { escalateAt: escalateAt + byMs }),
  };
}

/** An activity's run, its attempt, and when it was first scheduled (epoch ms of the server). */
export interface ActivityPlace {
  workflowId: string;
  attempt: number;
  scheduledAt: number;
  /** The server's clock. */
  now: number;
}

/** The scripted side of one test on a server. */
export class ServerSession {
  readonly fixture: Fixture;
  readonly conversation: Conversation;
  /** Calls waiting for their next attempt, with the delay (ms). */
  readonly pauses = new Map<string, number>();
  problem: Outcome['problem'];
  /** The workflows of runs that are inlined and have asked the customer, by run. */
  readonly inlined = new Map<string, string>();
  /** Signals of the conversation to runs, sent when all is at rest. */
  readonly signals: { run: string; signal: RunSignal }[] = [];
  readonly #operations: ReadonlyMap<string, TypedOperation>;
  readonly #events: ReadonlyMap<string, FieldTypes>;
  readonly #received: ReportedEvents;
  readonly #clock: { now: number };

  constructor(
    readonly test: FlowTest,
    /** The server's clock minus the test's. */
    readonly ahead: number,
    root: string,
  ) {
    const { given } = test;
    this.#clock = { now: given.now };
    const { operations, events } = environmentOf(given.config, new Map());
    this.#operations = operations;
    this.#events = events;
    this.#received = new ReportedEvents(given.config, this.#clock);
    this.fixture = new Fixture(test, this.#clock);
    this.conversation = new Conversation({
      ...{ merchant: this.fixture.merchant, language: given.language, root, now: given.now },
      ...(given.said === undefined ? {} : { said: given.said }),
      intent: this.fixture.intent,
      understand: (text, { apart }) => this.fixture.understand(text, apart),
      signal: (run, signal) => {
        this.signals.push({ run, signal: this.#later(signal) });
        return true;
      },
    });
  }

  /** A flow of the merchant with the test's policy; a scripted sub-flow ends at once. */
  async loadFlow(
    { flow, hash = '' }: LoadFlowRequest,
    isRoot: boolean,
    inputs: () => Promise<JsonObject>,
  ): Promise<LoadedFlow> {
    const { given, merchant } = this.test;
    const ir = isRoot ? this.test.flow : merchant.flows.get(flow)?.ir;
    if (ir === undefined) throw ApplicationFailure.nonRetryable('flow_unpublished', 'flow_unpublished');
    const known = { ...ir, policy: { ...ir.policy, ...given.policy } };
    if (isRoot || !this.fixture.standsIn(flow)) return { hash, ir: known, ...this.#inline };
    const written = shiftFields(await inputs(), ir.inputs, -this.ahead);
    const end = this.#scripted(() => this.fixture.subflow(flow, written)) ?? {
      result: 'handed_over',
      outputs: {},
    };
    const outputs = shiftFields(end.outputs, ir.results[end.result] ?? {}, this.ahead);
    return { hash, ir: endingAtOnce(known, end.result, outputs) };
  }

  /** The merchant's choice; what a test scripts of a sub-flow stands in the place of a workflow of its own. */
  get #inline(): { inline?: true } {
    const { merchant, given } = this.test;
    const scripted = [...merchant.flows.keys()].some((flow) => this.fixture.standsIn(flow));
    return given.config.subflows === 'inline' && !scripted ? { inline: true } : {};
  }

  /** One attempt at a call; "not now" is a failure that the server retries. */
  async call(asked: CallRequest, place: ActivityPlace): Promise<CallResult> {
    const { attempt, scheduledAt } = place;
    const types = this.#operations.get(asked.call.operation);
    if (types === undefined) throw ApplicationFailure.nonRetryable('operation_unknown', 'operation_unknown');
    const request = shiftRequest(asked, types, -this.ahead);
    this.#clock.now = Math.max(this.#clock.now, place.now - this.ahead);
    const tried = { id: randomUUID(), attempt, scheduledAt: scheduledAt - this.ahead };
    const key = `${asked.workflowId}/${asked.call.id}`;
    this.pauses.delete(key);
    try {
      const result = await this.fixture.call(request, tried, ({ operation, inputs }) => {
        this.conversation.note({ is: 'called', operation, inputs }, this.#clock.now);
      });
      return shiftResult(result, types, this.ahead);
    } catch (error) {
      if (error instanceof NotNow) this.pauses.set(key, error.afterMs ?? retryDelayMs(attempt));
      throw this.#reported(callFailure(error));
    }
  }

  /** Releases the reservation of a call that will not be made. */
  release({ merchant, workflowId, step, visit }: ReleaseMoneyRequest): Promise<void> {
    return this.fixture.release({ merchant, workflowId, call: { step, visit } });
  }

  /** Asks the customer; returns the labels, and the expiry by the server's clock. */
  async ask(
    { ask, workflowId, inlinedIn, about, said = [] }: AskCustomerRequest,
    { now }: ActivityPlace,
  ): Promise<AskedCustomer> {
    const labels = ask.labels?.map((label) => shiftSentence(label, -this.ahead));
    const question = shiftSentence(ask.question, -this.ahead);
    const written = { ...ask, question, ...(labels === undefined ? {} : { labels }) };
    const asked = await this.conversation.ask(written, said, now - this.ahead);
    const delivered = { ...asked, expiresAt: asked.expiresAt + this.ahead };
    if (asked.said !== undefined) return delivered;
    if (inlinedIn !== undefined) this.inlined.set(workflowId, inlinedIn);
    const asking = { run: workflowId, ...(about === undefined ? {} : { about }) };
    await this.conversation.announce(asking, written, asked.labels, now - this.ahead);
    return delivered;
  }

  /** What a run tells its conversation. */
  receive(signal: ConversationSignal, { now }: ActivityPlace): Promise<void> {
    return this.conversation.receive(shiftSignal(signal, -this.ahead), now - this.ahead);
  }

  /** A reply. */
  say(text: Sentence, { now }: ActivityPlace): void {
    this.conversation.say(shiftSentence(text, -this.ahead), now - this.ahead);
  }

  /** A handover. */
  handOver(queue: string, reason: Sentence, place: ActivityPlace): Promise<void> {
    const now = place.now - this.ahead;
    this.conversation.noteHandover(queue, shiftSentence(reason, -this.ahead), now);
    return this.conversation.receive({ type: 'handed_over', queue }, now);
  }

  /** A signal with its times by the server's clock. */
  #later(signal: RunSignal): RunSignal {
    if (signal.type !== 'answer') return signal;
    return { ...signal, answer: { ...signal.answer, receivedAt: signal.answer.receivedAt + this.ahead } };
  }

  /** The inputs of the run by the server's clock. */
  get inputs(): JsonObject {
    return shiftFields(this.test.given.inputs, this.test.flow.inputs, this.ahead);
  }

  /** How the run ended, by the test's clock. */
  earlierEnd(end: RunEnd): RunEnd {
    if ('failed' in end) return end;
    const types = this.test.flow.results[end.result] ?? {};
    return { ...end, outputs: shiftFields(end.outputs, types, -this.ahead) };
  }

  /** When a duration ends or a day begins in the merchant's calendar, by the server's clock. */
  resolve(request: ResolveMomentRequest): number {
    const { config } = this.test.given;
    const moment =
      'day' in request
        ? openingOn(config, request.day)
        : addDuration(config, request.from - this.ahead, request.duration);
    return moment + this.ahead;
  }

  /** Has a step told of an event, unless it has been told already. */
  listen(request: ListenRequest, { workflowId: host }: ActivityPlace): Listened {
    const { workflowId, event, expires, since, now } = request;
    if (workflowId !== host) this.inlined.set(workflowId, host);
    this.#clock.now = Math.max(this.#clock.now, now - this.ahead);
    const { expiresAt, lookAt, received } = this.#received.listen(workflowId, {
      ...{ ...request, since: since - this.ahead },
      expires: 'at' in expires ? { at: expires.at - this.ahead } : expires,
    });
    const types = this.#events.get(event) ?? {};
    return {
      ...{ expiresAt: expiresAt + this.ahead, lookAt: lookAt + this.ahead },
      ...(received && { received: { ...received, fields: shiftFields(received.fields, types, this.ahead) } }),
    };
  }

  /** A system tells of its own accord, at a moment of the test's clock. */
  take(reported: ReportedEvent, now: number): void {
    this.#clock.now = Math.max(this.#clock.now, now);
    this.conversation.note({ is: 'reported', event: reported.event }, now);
    for (const { workflowId: run, step, visit } of this.#received.take(reported))
      this.signals.push({ run, signal: { type: 'reported', step, visit } });
  }

  /** Whether a decision counts, by its token. */
  verify({ request, expiresAt, decidedAt, ...given }: VerifyDecisionRequest): DecisionVerdict {
    const { decision, escalated, startedBy } = given;
    const at = decidedAt - this.ahead;
    const verdict = judgeDecision(this.fixture.merchant.config, {
      ...{ request: { ...request, expiresAt: expiresAt - this.ahead }, decidedAt: at },
      ...{ decision, escalated, startedBy },
    });
    const by = verdict.accepted ? verdict.approver : (verdict.claimed ?? '');
    const refused = verdict.accepted ? {} : { refused: verdict.code };
    this.conversation.note({ is: 'decided', decision: decision.decision, by, ...refused }, at);
    return verdict;
  }

  /** Ends the test with an error for anything that it does not script. */
  #scripted<T>(ask: () => T): T {
    try {
      return ask();
    } catch (error) {
      throw this.#reported(error);
    }
  }

  #reported(error: unknown): unknown {
    if (!(error instanceof Unscripted)) return error;
    this.problem ??= { message: error.message, hint: error.hint };
    return ApplicationFailure.nonRetryable('unscripted', 'unscripted');
  }
}

/** The flow reduced to its end. */
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
