/** What a run does between two replies, in words: decisions, values, calls with what came of them. */
import type { CallRequest } from '../../contracts/call-request.js';
import type { CallResult } from '../../contracts/call-result.js';
import type { FlowIr, StepIr } from '../../contracts/ir.js';
import type { Json, JsonObject } from '../../contracts/json.js';
import { durationWords } from '../../flows/print/measures.js';
import { expressionWords } from '../../flows/print/plain-words.js';
import { stepsIn } from '../../interpreter/steps-in.js';
import type { RunState } from '../../interpreter/state.js';
import { inputsText, valueText } from '../value-text.js';

/** The steps that a run has entered or left since an earlier state, a line each, in the order of the flow. */
export function progressOf(flow: FlowIr, before: RunState | undefined, after: RunState): string[] {
  return [...stepsIn(flow.steps)].flatMap((step) => {
    const { id } = step;
    const entered = (after.visits[id] ?? 0) > (before?.visits[id] ?? 0);
    const left = after.outcomes[id] !== undefined && (entered || after.outcomes[id] !== before?.outcomes[id]);
    return [...(entered ? enteredWords(step) : []), ...(left ? leftWords(step, after) : [])];
  });
}

function enteredWords(step: StepIr): string[] {
  switch (step.kind) {
    case 'subflow':
      return [`runs ${step.flow}`];
    case 'wait':
      return [step.for === undefined ? 'waits' : `waits ${durationWords(step.for)}`];
    case 'await':
      return [`waits for ${step.event}`];
    case 'each':
      return [`for each of ${expressionWords(step.list)}`];
    case 'repeat':
      return [`repeats every ${durationWords(step.every)}`];
    case 'parallel':
      return [`side by side: ${Object.keys(step.branches).join(', ')}`];
    default:
      return [];
  }
}

function leftWords(step: StepIr, { outcomes, steps }: RunState): string[] {
  const outcome = (outcomes[step.id] ?? '').replaceAll('_', ' ');
  switch (step.kind) {
    case 'choose':
      return [`${expressionWords(step.on)}: ${outcome}`];
    case 'if':
      return [`${expressionWords(step.condition)}? ${outcome}`];
    case 'set':
    case 'classify':
    case 'extract':
      return [`${step.id}: ${step.kind === 'set' ? '' : `${outcome} `}${valueText(steps[step.id] ?? {})}`];
    default:
      return [];
  }
}

/** A call and what came of it. */
export function callWords({ call }: CallRequest, came: string): string {
  const { operation, inputs } = call;
  const given = Object.keys(inputs).length === 0 ? '' : ` ${inputsText(inputs)}`;
  return `calls ${operation}${given} → ${came}`;
}

/** Lists of records by their numbers alone. */
const numbered = (outputs: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => [
      name,
      isList(value) ? value.map(numberOf).join(', ') : value,
    ]),
  );

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const numberOf = (item: Json): string =>
  typeof item === 'object' && item !== null && 'number' in item && typeof item.number === 'string'
    ? item.number
    : valueText(item);

/** What came of a call. */
export function resultWords(result: CallResult): string {
  switch (result.outcome) {
    case 'done': {
      const outputs = inputsText(numbered(result.outputs));
      return `${result.result}${outputs === '' ? '' : `: ${outputs}`}`;
    }
    case 'refused':
      return `refused: ${result.refusal.code}`;
    case 'needs_facts': {
      const { missing, either } = result;
      const facts = [...missing, ...(either === undefined ? [] : [either.join(' or ')])];
      return `nothing sent: the customer has to tell ${facts.join(' and ')}`;
    }
    case 'needs_approval':
      return `nothing sent: it needs an approval by ${result.request.role}`;
    default:
      return result.outcome;
  }
}
