/** A run in business words, for operators: steps, outcomes and what it waits for, and nothing of a person. */
import type { BlockIr, CallStep, FlowIr, StepIr, TextIr, Type } from '../../contracts/ir.js';
import {
  asMarkdown,
  amountWords,
  nameWords,
  readWords,
  momentWords,
} from '../../contracts/operator-words.js';
import { stepAt } from './cursor-position.js';
import { callsIn } from './steps-in.js';
import { utf8Bytes } from './limits.js';
import { type Cursor, isSettling, type RunState } from './state.js';
import { blocksOf } from './steps/registry.js';
import type { Json } from '../../contracts/json.js';
import { read } from './expression/evaluate.js';
import { isMoney } from './expression/value-kinds.js';
import type { ApprovalRequest } from '../../contracts/approval.js';

// What a step waits for, in words for operators: roles, amounts, states and moments, and nothing of a person.

/** Behind the step's title; empty for a step that is at work. */
function waitWords(cursor: Cursor): string {
  const { wait } = cursor;
  switch (wait?.on) {
    case 'answer':
      return ` – waiting for the customer${until(wait.expiresAt)}`;
    case 'facts':
    case 'facts_turn':
      return ' – waiting for the customer to verify who they are';
    case 'timer':
      return ` – waiting${until(wait.until)}`;
    case 'event':
      return ` – waiting for an event${until(wait.until)}`;
    case 'approval':
      return ` – waiting for an approval since ${momentWords(wait.request.requestedAt)}`;
    case 'settling':
    case 'call':
      return isSettling(cursor)
        ? ` – accepted, waiting for the system${until(wait.call.accepted?.until)}`
        : '';
    default:
      return '';
  }
}

/** Below the step's title: of an approval, who may decide on what, and until when. */
function approvalLines({ wait }: Cursor): string[] {
  if (wait?.on !== 'approval') return [];
  const { request, escalated, reminded } = wait;
  const { role, escalateTo, escalateAt, remindAt, expiresAt } = request;
  const later = escalateAt === undefined ? '' : `, from ${momentWords(escalateAt)} also`;
  const second = escalateTo === undefined ? '' : `${escalated ? ' or' : later} ${asMarkdown(escalateTo)}`;
  const reminder =
    remindAt === undefined ? '' : `; ${reminded ? 'reminded' : 'a reminder'} at ${momentWords(remindAt)}`;
  return [
    `may decide: ${asMarkdown(role)}${second}`,
    `on: ${subjectWords(request)}`,
    `until: ${momentWords(expiresAt)}${reminder}`,
  ];
}

const until = (moment: number | undefined): string =>
  moment === undefined ? '' : ` until ${momentWords(moment)}`;

/** The operation, its amount, and of what else the request says only amounts and states. */
function subjectWords({ operation, summary, amount }: ApprovalRequest): string {
  const facts = Object.entries(summary).flatMap(([name, value]) => {
    if (name === 'amount') return [];
    if (isMoney(value)) return [`${nameWords(name)} ${amountWords(value)}`];
    return name.endsWith('Status') && typeof value === 'string'
      ? [`${nameWords(name)} ${nameWords(value)}`]
      : [];
  });
  const title = typeof summary['what'] === 'string' ? summary['what'] : operation;
  return [title, ...(amount === undefined ? [] : [amountWords(amount)]), ...facts].map(asMarkdown).join(', ');
}

// The title of a step as operators read it: with the values that may be shown in place of their names. Amounts, values of enums
// and yes or no say nothing of a person; names, numbers, dates and texts may.

/** The title as one line of Markdown; `at` is the thread that is at the step, if one is. */
function titleWith(step: StepIr, state: RunState, at: Cursor | undefined): string {
  const text = textOf(step);
  if (text === undefined) return asMarkdown(step.title);
  const roots = new Map<string, Json>([
    ['inputs', state.context.inputs],
    ['steps', { ...state.steps, ...at?.branch?.steps }],
    // The item of the turn that is under way; which one it was before is not known.
    ...(at === undefined ? [] : itemOf(at)),
  ]);
  const filled = text.args.reduce((title, { type, expr }) => {
    if (expr.k !== 'read') return title;
    const value = read(expr, { roots });
    const words = value === undefined ? undefined : valueWords(value, type);
    const name = `‹${readWords(expr.root, expr.path)}›`;
    return words === undefined ? title : title.replaceAll(name, () => words);
  }, step.title);
  return asMarkdown(filled);
}

function textOf(step: StepIr): TextIr | undefined {
  if (step.kind === 'say') return step.text;
  return step.kind === 'ask' ? step.question : undefined;
}

function itemOf({ frames }: Cursor): [string, Json][] {
  const loop = frames.findLast((frame) => frame.loop !== undefined)?.loop;
  const item = loop?.items[loop.at];
  return item === undefined ? [] : [['item', item]];
}

function valueWords(value: Json, type: Type): string | undefined {
  if (type.t === 'money' && isMoney(value)) return amountWords(value);
  if (type.t === 'enum' && typeof value === 'string' && type.values.includes(value)) return nameWords(value);
  if (type.t === 'bool' && typeof value === 'boolean') return value ? 'yes' : 'no';
  return undefined;
}

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
