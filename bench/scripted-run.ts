/** A whole run of a flow as a list of events: recorded once, then reduced as often as needed. */
import type { FlowIr } from '../src/contracts/ir.js';
import type { Command } from '../src/contracts/interpreter-command.js';
import type { RunContext, RunEvent } from '../src/contracts/interpreter-event.js';
import { reduce, startRun } from '../src/workflows/interpreter/reduce.js';
import type { RunState } from '../src/workflows/interpreter/state.js';
import type { JsonObject } from '../src/contracts/json.js';
import { order, shopAnswer } from './shop-answers.js';

const now = Date.UTC(2026, 10, 24, 12);

/** A flow, and everything that happens in one run of it. */
export interface ScriptedRun {
  flow: FlowIr;
  context: RunContext;
  events: readonly RunEvent[];
}

/** Records a run in which everything goes well: the order is found, calls succeed, the customer says yes. */
export function scriptRun(flow: FlowIr, inputs: JsonObject): ScriptedRun {
  const conversation = { id: 'c', workflowId: 'demo/c', language: 'en', facts: {}, receivedAt: now };
  const context: RunContext = { runId: 'r', workflowId: 'demo/c/r', inputs, conversation, depth: 1 };
  const events: RunEvent[] = [];
  let { state, commands } = startRun(flow, context, now);
  const inbox = commands.flatMap(answersTo);
  for (let event = inbox.shift(); event !== undefined; event = inbox.shift()) {
    events.push(event);
    ({ state, commands } = reduce(flow, state, event));
    inbox.push(...commands.flatMap(answersTo));
  }
  if (state.ended === undefined || !('result' in state.ended))
    throw new Error(`${flow.flow} does not end well.`);
  return { flow, context, events };
}

/** Runs it once more; answers with how it stands in the end. */
export function playRun({ flow, context, events }: ScriptedRun): RunState {
  let { state } = startRun(flow, context, now);
  for (const event of events) ({ state } = reduce(flow, state, event));
  return state;
}

function answersTo(command: Command): RunEvent[] {
  switch (command.do) {
    case 'subflow':
      return [{ now, is: 'subflow_ended', id: command.id, result: 'found', outputs: { order } }];
    case 'call':
      return [{ now, is: 'called', id: command.id, result: shopAnswer(command.operation) }];
    case 'say':
      return [{ now, is: 'said', id: command.id }];
    case 'ask': {
      const answer = { value: 'yes', facts: {}, receivedAt: now };
      return [
        { now, is: 'asked', id: command.id, labels: [], expiresAt: now + 60_000 },
        { now, is: 'answered', id: command.id, answer },
      ];
    }
    default:
      return [];
  }
}
