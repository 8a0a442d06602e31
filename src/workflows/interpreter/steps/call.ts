/**
 * `call`: one operation. It may ask the customer for facts (`call-verification.ts`) and people for approval
 * (`call-approval.ts`), and wait for a system that has only accepted it (`call-settling.ts`); each time the operation is
 * called again, with the same inputs and the same visit, so that the same key goes out (DESIGN §5–§7).
 */
import type { JsonObject } from '../../../contracts/json.js';
import type { CallStep, OutcomeName } from '../../../contracts/ir.js';
import type { CallCommand } from '../../../contracts/interpreter-command.js';
import type { CallResult } from '../../../contracts/call-result.js';
import type { RunEvent } from '../../../contracts/interpreter-event.js';
import { RunError } from '../run-error.js';
import type { CallProgress, Wait } from '../state.js';
import type { Move, StepClause, Visit } from '../visit.js';
import { closeApproval, onApproval, requestApproval } from './call-approval.js';
import { askForFacts, closeFacts, onFacts } from './call-verification.js';
import { type Phase, release, releaseLost } from './call-phase.js';
import {
  afterAcceptance,
  closeSettling,
  hush,
  isAnnouncing,
  isEventReport,
  onSettling,
  onWords,
  waitToSettle,
} from './call-settling.js';
import { stop } from './stop-run.js';
import { rememberUndo } from '../undo.js';

/** Outputs the operation's `result` and its fields; `refusal` inside `outcomes.refused`. */
export const call: StepClause<CallStep> = {
  enter(visit) {
    if (visit.turn.state.cancelled) return stop(visit);
    const inputs = visit.record(visit.step.inputs);
    return send(visit, { inputs, calls: 0, asks: 0, askedAgain: 0, reserved: false });
  },
  on(visit, wait, event) {
    switch (wait.on) {
      case 'call':
        return onCall(visit, wait, event);
      case 'facts':
        return follow(visit, onFacts(visit, wait, event));
      case 'approval':
        return follow(visit, onApproval(visit, wait, event));
      case 'settling':
        return follow(visit, onSettling(visit, wait, event));
      default:
        return undefined;
    }
  },
  resume: (visit, wait) => (wait.on === 'facts_turn' ? send(visit, wait.call) : undefined),
  close(visit, wait) {
    if (wait.on === 'facts') closeFacts(visit, wait);
    if (wait.on === 'facts_turn') release(visit, wait.call);
    if (wait.on === 'approval') closeApproval(visit, wait);
    if (wait.on === 'settling') closeSettling(visit, wait);
    if (wait.on === 'call') hush(visit, wait.call);
  },
  lost(visit, wait) {
    if (wait.on === 'call') releaseLost(visit, wait.call);
  },
  blocks: (step) => Object.entries(step.outcomes),
};

function follow(visit: Visit<CallStep>, phase: Phase): Move | undefined {
  if (phase?.to === 'call') return send(visit, phase.call);
  return phase?.to === 'outcome' ? endWith(visit, phase.outcome) : phase;
}

/** A result waits until the customer has heard what came before it. */
function onCall(
  visit: Visit<CallStep>,
  wait: Extract<Wait, { on: 'call' }>,
  event: RunEvent,
): Move | undefined {
  const announced = onWords(visit, wait.call, event);
  if (announced !== undefined)
    return wait.held !== undefined && !isAnnouncing(announced)
      ? settle(visit, announced, wait.held)
      : { to: 'wait', wait: { ...wait, call: announced } };
  if (isEventReport(visit, event))
    return { to: 'wait', wait: { ...wait, call: { ...wait.call, reported: true } } };
  if (event.is !== 'called' || event.id !== wait.id || wait.held !== undefined) return undefined;
  return isAnnouncing(wait.call)
    ? { to: 'wait', wait: { ...wait, held: event.result } }
    : settle(visit, wait.call, event.result);
}

function send(visit: Visit<CallStep>, before: CallProgress): Move {
  const { step, turn, key } = visit;
  const call = { ...before, calls: before.calls + 1 };
  const id = call.calls === 1 ? key : `${key}/${call.calls}`;
  visit.emit({
    do: 'call',
    id,
    step: step.id,
    visit: visit.number,
    operation: step.operation,
    inputs: call.inputs,
    facts: turn.state.facts,
    ...confirmation(visit),
    ...turn.agents,
    ...(call.decision === undefined ? {} : { decision: call.decision }),
    ...(step.deadlineMs === undefined ? {} : { deadlineMs: step.deadlineMs }),
    ...(step.retry === undefined ? {} : { retry: step.retry }),
    asked: call.asks > 0,
  });
  return { to: 'wait', wait: { on: 'call', id, call } };
}

/** Who said yes to the question that names the write; a yes typed by an agent is the agent's. */
function confirmation({ step, turn, cursor }: Visit<CallStep>): Pick<CallCommand, 'confirmed'> {
  const asked = step.confirmedBy === undefined ? undefined : turn.stepsAt(cursor)[step.confirmedBy];
  if (asked?.['answer'] !== 'yes') return {};
  return { confirmed: asked['answeredBy'] === undefined ? 'customer' : 'agent' };
}

function settle(visit: Visit<CallStep>, call: CallProgress, answered: CallResult): Move | undefined {
  const { state } = visit.turn;
  const result = call.accepted === undefined ? answered : afterAcceptance(answered);
  if (result.outcome === 'accepted') return follow(visit, waitToSettle(visit, call, result));
  hush(visit, call);
  state.discreet = result.outcome === 'needs_facts' || result.outcome === 'unverified';
  switch (result.outcome) {
    case 'done':
      return done(visit, result);
    case 'refused':
      return endWith(visit, 'refused', { refusal: { ...result.refusal } });
    case 'needs_facts':
      return follow(visit, askForFacts(visit, call, result));
    case 'needs_approval':
      return follow(visit, requestApproval(visit, call, result.request));
    default:
      // The operation frees its own reservation, except for this outcome: it knows of no approval then.
      if (result.outcome === 'unverified') release(visit, call);
      return endWith(visit, result.outcome);
  }
}

function done(visit: Visit<CallStep>, result: Extract<CallResult, { outcome: 'done' }>): Move {
  const { step, turn, cursor } = visit;
  const outputs = { ...result.outputs, result: result.result };
  if (step.undo !== undefined) {
    // The undo reads the call's outputs under the call's own name.
    turn.write(cursor, step, outputs);
    rememberUndo(turn, step.undo, visit.record(step.undo.inputs));
  }
  return { to: 'next', outputs, outcome: result.result };
}

function endWith(visit: Visit<CallStep>, outcome: OutcomeName, outputs?: JsonObject): Move {
  if (visit.step.outcomes[outcome] === undefined) throw new RunError('outcome_unhandled');
  return { to: 'branch', branch: outcome, outcome, ...(outputs === undefined ? {} : { outputs }) };
}
