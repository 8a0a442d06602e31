/** A run in business words, for operators: steps and outcomes, never a customer's values. */
import type { BlockIr, FlowIr, StepIr } from '../contracts/ir.js';
import { utf8Bytes } from './limits.js';
import { type Cursor, isSettling, type RunState } from './state.js';
import { blocksOf } from './steps/registry.js';

/** Maximum size of a workflow's current details, in bytes. */
const maxDetails = 20_000;

const mishaps: ReadonlySet<string> = new Set([
  'failed',
  'refused',
  'unknown',
  'unavailable',
  'unverified',
  'rejected',
  'expired',
  'superseded',
  'gave_up',
  'withdrawn',
  'accepted',
]);

/** A run to describe, and by a step's id the sub-flow that runs or ran inlined there. */
export interface Described {
  flow: FlowIr;
  state: RunState;
  below: Inlined;
}

type Inlined = (step: string) => Described | undefined;

/** The steps of all blocks entered so far, in Markdown: ✓ done, ✗ ended otherwise, ▶ running, ○ to come. */
export function describe(flow: FlowIr, state: RunState, below: Inlined = () => undefined): string {
  const lines = linesOf({ steps: flow.steps }, { flow, state, below }, '');
  const end =
    state.ended &&
    `\n**${'code' in state.ended ? `failed: ${state.ended.code}` : `ended: ${state.ended.result}`}**\n`;
  return cut(`### ${flow.title}\n\n`, lines, end ?? '');
}

/** What the run waits for, as a search attribute: `customer`, `approval:<role>`, `event`, `timer`. */
export function waitingOn(state: RunState, _flow: FlowIr): string[] {
  return [...new Set(state.cursors.flatMap(waitOf))];
}

function linesOf(block: BlockIr, run: Described, indent: string): string[] {
  const { state } = run;
  return block.steps.flatMap((step) => {
    const inner = `${indent}  `;
    const inlined = run.below(step.id);
    const below = [
      ...(inlined === undefined ? [] : linesOf({ steps: inlined.flow.steps }, inlined, inner)),
      ...blocksOf(step).flatMap(([, each]) => (isEntered(each, state) ? linesOf(each, run, inner) : [])),
    ];
    const undo = step.kind === 'call' && isVisited(step.undo, state) ? step.undo : undefined;
    const back = undo === undefined ? [] : [`${indent}  - ${lineOf(undo, state)}`];
    return [`${indent}- ${lineOf(step, state)}`, ...below, ...back];
  });
}

const isEntered = (block: BlockIr, state: RunState): boolean =>
  block.steps.some((step) => isVisited(step, state));

const isVisited = (step: StepIr | undefined, state: RunState): boolean =>
  step !== undefined && Object.hasOwn(state.visits, step.id);

function lineOf(step: StepIr, state: RunState): string {
  const visits = state.visits[step.id] ?? 0;
  if (visits === 0) return `○ ${step.title}`;
  const times = visits > 1 ? ` (${visits} times)` : '';
  const outcome = state.outcomes[step.id] ?? '';
  if (outcome === '' && isAccepted(step, state))
    return `▶ ${step.title}${times} – accepted, waits for the system`;
  if (outcome === '') return `${state.ended === undefined ? '▶' : '✓'} ${step.title}${times}`;
  return `${mishaps.has(outcome) ? '✗' : '✓'} ${step.title}${times} – ${words(outcome)}`;
}

const isAccepted = ({ id }: StepIr, { cursors }: RunState): boolean =>
  cursors.some((cursor) => isSettling(cursor) && cursor.wait?.id.startsWith(`${id}#`) === true);

const words = (name: string): string => name.replaceAll('_', ' ');

/** As many lines as fit; the rest are counted, so that nobody mistakes the part for the whole. */
function cut(head: string, lines: readonly string[], tail: string): string {
  let text = head;
  let left = maxDetails - utf8Bytes(head + tail) - utf8Bytes(more(lines.length));
  for (const [at, line] of lines.entries()) {
    left -= utf8Bytes(line) + 1;
    if (left < 0) return text + more(lines.length - at) + tail;
    text += `${line}\n`;
  }
  return text + tail;
}

const more = (count: number): string => `\n… ${count} more\n`;

function waitOf(cursor: Cursor): string[] {
  const { wait } = cursor;
  switch (wait?.on) {
    case 'answer':
    case 'facts':
    case 'facts_turn':
      return ['customer'];
    case 'approval': {
      const { role, escalateTo } = wait.request;
      // After an escalation both roles may decide.
      return [
        `approval:${role}`,
        ...(wait.escalated && escalateTo !== undefined ? [`approval:${escalateTo}`] : []),
      ];
    }
    case 'timer':
    case 'pause':
      return ['timer'];
    case 'settling':
    case 'call':
      // Also while it is being asked again, so that it always appears to wait.
      return isSettling(cursor) ? ['event'] : [];
    default:
      return [];
  }
}
