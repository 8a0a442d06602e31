/** What may come back for a command: typed as activities, children and customers give it, chosen by a tape. */
import { stepsIn } from '../../../src/workflows/interpreter/steps-in.js';
import type { CallStep, FlowIr, OutcomeName } from '../../../src/contracts/ir.js';
import type { ApprovalRequest, Decision } from '../../../src/contracts/approval.js';
import type { AskCommand, CallCommand, Command } from '../../../src/contracts/interpreter-command.js';
import type { CallResult } from '../../../src/contracts/call-result.js';
import type { Facts } from '../../../src/contracts/customer.js';
import type { RunEvent } from '../../../src/contracts/interpreter-event.js';
import type { Understanding } from '../../../src/contracts/understanding.js';
import type { Json } from '../../../src/contracts/json.js';
import { recordOf, valueOf } from '../generate/data.js';
import type { Tape } from '../generate/tape.js';
import { operations, typeNamed } from '../generate/world.js';

const fullDay = 86_400_000;

/** The flows of a run, by hash. */
export type Flows = ReadonlyMap<string, FlowIr>;

/** An event of its own kind for a command that waits for one; `undefined` for one that does not. */
export function answerTo(
  command: Command,
  flow: FlowIr,
  flows: Flows,
  tape: Tape,
  now: number,
  day = fullDay,
): RunEvent | undefined {
  switch (command.do) {
    case 'understand':
      return { is: 'understood', id: command.id, understanding: understandingOf(tape), now };
    case 'call':
      return {
        is: 'called',
        id: command.id,
        result: resultOf(command, callStep(flow, command), tape, { now, day }),
        now,
      };
    case 'subflow': {
      const results = Object.entries(flows.get(command.hash)?.results ?? {});
      const [result, fields] = tape.one(results) ?? ['', {}];
      if (tape.chance(10))
        return { is: 'subflow_ended', id: command.id, result: 'handed_over', outputs: {}, now };
      return { is: 'subflow_ended', id: command.id, result, outputs: recordOf(tape, fields), now };
    }
    case 'say':
      return { is: 'said', id: command.id, now };
    case 'handover':
      return { is: 'handed_over', id: command.id, now };
    case 'timer':
      return { is: 'timer_fired', id: command.id, now };
    case 'request_approval':
      return { is: 'decided', id: command.id, decision: decisionOn(command.request, tape, now), now };
    default:
      return undefined;
  }
}

/** The two events of a question: that it stands in the outbox, and what the customer says. */
export const askedOf = ({ id }: AskCommand, now: number): RunEvent => ({
  is: 'asked',
  id,
  labels: [],
  expiresAt: now + 2 * fullDay,
  now,
});

/** An answer that fits the question. */
export function answeredOf(ask: AskCommand, tape: Tape, now: number): RunEvent {
  const value = answerValue(ask, tape);
  const facts: Facts = tape.chance(50)
    ? { number: tape.one(['A-1001', 'B-77']), email: 'ada@example.com' }
    : {};
  return {
    is: 'answered',
    id: ask.id,
    answer: { value, facts, receivedAt: now },
    now,
  };
}

function answerValue({ answer, labels }: AskCommand, tape: Tape): Json {
  switch (answer) {
    case 'yes_or_no':
      return tape.one(['yes', 'no']);
    case 'choice':
      return tape.below(Math.max(1, labels?.length ?? 0));
    case 'date':
      return valueOf(tape, typeNamed('date'));
    case 'amount':
      return valueOf(tape, typeNamed('money'));
    default:
      return 'these are my words';
  }
}

/** A decision that counts. */
export function decisionOn({ id, digest }: ApprovalRequest, tape: Tape, now: number): Decision {
  const decision = tape.one<Decision['decision']>(['approved', 'approved', 'rejected']);
  return {
    requestId: id,
    digest,
    decision,
    token: 'signed',
    approver: 'anna',
    decidedAt: now,
    escalated: false,
  };
}

/** The step that a call belongs to. */
export function callStep(flow: FlowIr, { step }: CallCommand): CallStep {
  for (const found of stepsIn(flow.steps)) if (found.kind === 'call' && found.id === step) return found;
  throw new Error(`There is no call ${step}.`);
}

/** When something is answered, and how long a day is then. */
interface Time {
  now: number;
  day: number;
}

// Sent again after facts or an approval, the same call now and then needs them once more.
function resultOf(call: CallCommand, step: CallStep, tape: Tape, at: Time): CallResult {
  const spared =
    call.confirmed === 'customer' && step.approval?.notNeededWithin !== undefined && tape.chance(50);
  if (step.approval !== undefined && call.decision === undefined && !spared) {
    if (tape.chance(80)) return { outcome: 'needs_approval', request: requestOf(call, step, tape, at) };
    return mishap(step, tape);
  }
  if (step.effect !== 'read' && tape.chance(25))
    return { outcome: 'accepted', askAt: at.now + 60_000, until: at.now + 10 * at.day };
  if (tape.chance(30)) return mishap(step, tape);
  if (step.outcomes.unverified !== undefined && tape.chance(15))
    return {
      outcome: 'needs_facts',
      missing: ['number'],
      either: ['email', 'postcode'],
      failed: tape.chance(50),
    };
  if (call.decision !== undefined && tape.chance(5))
    return { outcome: 'needs_approval', request: requestOf(call, step, tape, at) };
  const [result, fields] = tape.one(Object.entries(operations.get(call.operation)?.results ?? {})) ?? [
    'done',
    {},
  ];
  return { outcome: 'done', result, outputs: recordOf(tape, fields) };
}

/** One of the outcomes that an operation itself can have. */
function mishap({ outcomes }: CallStep, tape: Tape): CallResult {
  const own: readonly OutcomeName[] = ['refused', 'unknown', 'unavailable', 'unverified', 'superseded'];
  const outcome = tape.one(own.filter((name) => outcomes[name] !== undefined));
  if (
    outcome === 'unknown' ||
    outcome === 'unavailable' ||
    outcome === 'unverified' ||
    outcome === 'superseded'
  )
    return { outcome };
  return {
    outcome: 'refused',
    refusal: { code: 'not_possible', ...(tape.chance(50) ? { message: 'No.' } : {}) },
  };
}

type Asked = Omit<ApprovalRequest, 'id'>;

function requestOf(call: CallCommand, { approval }: CallStep, tape: Tape, { now, day }: Time): Asked {
  return {
    digest: `digest ${call.id} ${tape.below(3)}`,
    operation: call.operation,
    role: approval?.by ?? '',
    summary: {},
    requestedAt: now,
    expiresAt: now + 2 * day,
    ...(approval?.remind === undefined ? {} : { remindAt: now + day / 6 }),
    ...(approval?.escalate === undefined
      ? {}
      : { escalateAt: now + day / 2, escalateTo: approval.escalate.to }),
  };
}

const intents = ['wismo', 'refund', 'cancel_order', 'talk_to_a_person', 'other', 'return'] as const;
const entities = ['order_number', 'email', 'tracking_number', 'postcode'] as const;

/** What a message was understood as. */
export function understandingOf(tape: Tape): Understanding {
  const found = tape.some(entities, 0).map((type) => ({
    type,
    value: tape.one(['A-1001', 'B-77']),
    raw: 'A-1001',
    start: 0,
    end: 6,
    source: 'rule' as const,
  }));
  return {
    intent: tape.one(intents),
    confidence: 0.75,
    calibrated: true,
    margin: 0.5,
    candidates: [],
    secondary: [],
    entities: found,
    language: tape.one(['en', 'de']),
    flags: [],
    sure: !tape.chance(30),
    provider: { id: 'scripted', model: 'scripted', version: '1', latencyMs: 0 },
  };
}
