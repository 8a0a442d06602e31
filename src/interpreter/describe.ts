/** A run in business words, for operators: steps, outcomes and what it waits for, and nothing of a person. */
import type { BlockIr, CallStep, FlowIr, StepIr } from '../contracts/ir.js';
import { asMarkdown } from '../contracts/words.js';
import { stepAt } from './blocks.js';
import { callsIn } from './steps-in.js';
import { utf8Bytes } from './limits.js';
import { type Cursor, isSettling, type RunState } from './state.js';
import { titleWith } from './step-title.js';
import { blocksOf } from './steps/registry.js';
import { approvalLines, waitWords } from './wait-words.js';

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
  const lines = linesOf(flow.steps, located({ flow, state, below }), '');
  const end =
    state.ended &&
    `\n**${'code' in state.ended ? `failed: ${state.ended.code}` : `ended: ${state.ended.result}`}**\n`;
  return cut(`### ${asMarkdown(flow.title)}\n\n`, lines, end ?? '');
}

/** What the run waits for, as a search attribute: `customer`, `approval:<role>`, `event`, `timer`. */
export function waitingOn(state: RunState, _flow: FlowIr): string[] {
  return [...new Set(state.cursors.flatMap(waitOf))];
}

/** How a write ends of which something may have come. */
const changing: ReadonlySet<string> = new Set(['done', 'accepted', 'unknown']);

const writesIn = ({ steps }: FlowIr): CallStep[] =>
  [...callsIn(steps).values()].filter(({ effect }) => effect !== 'read');

/** Whether a run of a flow can itself change anything; what its sub-flows can is theirs. */
export const canWrite = (flow: FlowIr | undefined): boolean =>
  flow !== undefined && writesIn(flow).length > 0;

/** Whether a run has changed something, or may have; not while it has not begun. */
export const hasWritten = (run: Pick<Described, 'flow' | 'state'> | undefined): boolean =>
  run !== undefined && writesIn(run.flow).some(({ id }) => changing.has(run.state.outcomes[id] ?? ''));

/** A run with the threads that are at each of its steps. */
type Located = Described & { at: ReadonlyMap<StepIr | undefined, readonly Cursor[]> };

function located(run: Described): Located {
  const at = new Map<StepIr | undefined, readonly Cursor[]>();
  for (const cursor of run.state.cursors) {
    const step = stepAt(run.flow, cursor);
    at.set(step, [...(at.get(step) ?? []), cursor]);
  }
  return { ...run, at };
}

function linesOf(steps: readonly StepIr[], run: Located, indent: string): string[] {
  const { state, at } = run;
  return steps.flatMap((step) => {
    const inner = `${indent}  `;
    const inlined = run.below(step.id);
    const below = [
      ...(at.get(step) ?? []).flatMap(approvalLines).map((line) => `${inner}- ${line}`),
      ...(inlined === undefined ? [] : linesOf(inlined.flow.steps, located(inlined), inner)),
      ...blocksOf(step).flatMap(([, each]) =>
        isEntered(each, state) ? linesOf(each.steps, run, inner) : [],
      ),
    ];
    const undo = step.kind === 'call' && isVisited(step.undo, state) ? step.undo : undefined;
    const back = undo === undefined ? [] : [`${inner}- ${lineOf(undo, run)}`];
    return [`${indent}- ${lineOf(step, run)}`, ...below, ...back];
  });
}

const isEntered = (block: BlockIr, state: RunState): boolean =>
  block.steps.some((step) => isVisited(step, state));

const isVisited = (step: StepIr | undefined, state: RunState): boolean =>
  step !== undefined && Object.hasOwn(state.visits, step.id);

function lineOf(step: StepIr, { state, at }: Located): string {
  const here = at.get(step) ?? [];
  const title = titleWith(step, state, here[0]);
  const visits = state.visits[step.id] ?? 0;
  if (visits === 0) return `○ ${title}`;
  const times = visits > 1 ? ` (${visits} times)` : '';
  const outcome = state.outcomes[step.id] ?? '';
  if (outcome === '')
    return `${state.ended === undefined ? '▶' : '✓'} ${title}${times}${here.map(waitWords).find(Boolean) ?? ''}`;
  return `${mishaps.has(outcome) ? '✗' : '✓'} ${title}${times} – ${words(outcome)}`;
}

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
    case 'event':
      return ['event'];
    case 'settling':
    case 'call':
      // Also while it is being asked again, so that it always appears to wait.
      return isSettling(cursor) ? ['event'] : [];
    default:
      return [];
  }
}
