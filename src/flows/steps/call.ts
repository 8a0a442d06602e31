/** `call`: one operation, with its approval and its outcomes. */
import { z } from 'zod';
import type { CallStep, OutcomeName, RetryIr } from '../../contracts/ir.js';
import type { Path } from '../yaml/document.js';
import type { Effect } from '../../contracts/effect.js';
import type { Compilation, CompiledStep, Place } from '../compilation.js';
import { operationHint } from '../names.js';
import { calendarMsAt } from '../durations.js';
import type { TypedOperation } from '../type-environment.js';
import { spent, type StepView, withStep } from '../scope.js';
import { guardOf, type Operation } from '../../commerce/operation.js';
import { type Blocks, duration, inputs, openBlocks, outcomes } from '../schema-parts.js';
import { text } from '../types/type.js';
import { inputsAt, keysTooDeep } from '../compile-values.js';
import { acceptedAt } from './accepted.js';
import { approvalAt, approvalSchema, approvalWords } from './approval.js';
import { confirmedBy } from './require-confirmation.js';
import { effectOf } from './effect-of.js';
import { behindOutcomes, compileOutcomes, giveResult, type OutcomePlan } from './outcomes.js';
import { retryAt, retrySchema } from './retry.js';
import { base, common, events, stepKind } from './step-kind.js';
import { undoAt, undoSchema } from './undo.js';
import type { LooseEnd } from '../diagram/mermaid-flowchart.js';
import type { Pen } from '../diagram/pen.js';
import { expressionWords, textWords } from '../print/plain-words.js';

const schema = (blocks: Blocks) =>
  z.strictObject({
    ...common,
    call: z.string().describe('The operation, such as `orders.get`. The merchant binds it to a connection.'),
    inputs: inputs.optional(),
    approval: approvalSchema.optional(),
    deadline: duration
      .optional()
      .describe(
        'How long to retry while the system cannot answer; by default, 2 minutes for reads and 24 hours for writes.',
      ),
    retry: retrySchema.optional(),
    undo: undoSchema.optional(),
    accepted: blocks.says
      .optional()
      .describe(
        'The `say` steps for a write that the system accepts but only carries out later. By default, the customer gets the merchant’s sentence after 20 seconds.',
      ),
    outcomes: outcomes(
      '`refused`, `unknown`, `unavailable`, `unverified`; with an approval `rejected`, `expired`, `superseded`.',
    ).optional(),
  });

type RawCall = z.infer<ReturnType<typeof schema>>;

/** `call: domain.operation`, `inputs: { name: value }`; its `result` is read by `choose`. */
export const call = stepKind({
  kind: 'call',
  schema,
  compile(flow, step, place) {
    const typed = flow.environment.operations.get(step.call);
    if (typed === undefined) {
      reportUnknown(flow, step, place);
      return unreadable(step, place);
    }
    return keysTooDeep(flow, step.inputs, typed.inputs, place, keysOfCall)
      ? unreadable(step, place)
      : callOf(flow, step, place, typed);
  },
  compiled: {
    call: {
      draw: drawCall,
      events: ({ undo, approval, outcomes }, count) =>
        events.activity +
        (undo === undefined ? 0 : events.activity) +
        (approval === undefined ? 0 : events.approval) +
        count.most(Object.values(outcomes)),
      reach: ({ effect }) => ({ writes: effect !== 'read', money: effect === 'money' }),
    },
  },
});

const keysOfCall = Object.keys(schema(openBlocks).shape);

function reportUnknown(flow: Compilation, step: RawCall, place: Place): void {
  const { operations } = flow.environment;
  flow.reportIssue(
    [...place.path, 'call'],
    'operation_not_known',
    `There is no operation \`${step.call}\`.`,
    step.call.includes('${')
      ? 'Write the name of the operation: it cannot be computed at run time.'
      : operationHint(step.call, operations.keys()),
  );
}

/** A call of which not enough is known: anything may be read from it. */
function unreadable(step: RawCall, place: Place): CompiledStep {
  const ir = {
    kind: 'call',
    ...base(place, step.call),
    operation: step.call,
    effect: 'read',
    inputs: {},
    outcomes: {},
  } as const;
  const view = { fields: {}, broken: true as const };
  return { ir, scope: withStep(place.scope, place.named ? place.id : undefined, view), ends: false };
}

function callOf(flow: Compilation, step: RawCall, place: Place, typed: TypedOperation): CompiledStep {
  const effect = effectOf(flow, typed);
  const places = { path: [...place.path, 'inputs'], owner: [...place.path, 'call'] };
  const inputs = inputsAt(flow, step.inputs, typed.inputs, places, place.scope);
  if (effect !== 'read' && place.scope.inside.has('repeat'))
    flow.reportIssue(
      [...place.path, 'call'],
      'repeat_writes',
      `\`${step.call}\` is a write, and would be repeated in every round.`,
    );
  const approval = approvalAt(flow, step.approval, place, { effect, typed });
  const raw = { operation: typed.operation, effect, inputs };
  const source = { inputs: step.inputs, band: approval?.notNeededWithin !== undefined };
  const yes = confirmedBy(flow, place, raw, source);
  const accepted = acceptedAt(flow, step.accepted, place, effect);
  const scope = spent(place.scope, yes);
  if (yes !== undefined) flow.confirmed.set(yes, place.line);
  const outcomes = compileOutcomes(
    flow,
    step.outcomes,
    { ...place, scope },
    planOf(typed, effect, step.approval !== undefined),
  );
  const deadlineMs =
    step.deadline === undefined ? undefined : calendarMsAt(flow, step.deadline, [...place.path, 'deadline']);
  const retry = step.retry && retryAt(flow, step.retry, [...place.path, 'retry']);
  if (retry !== undefined && deadlineMs !== undefined)
    checkAttempts(flow, step, [...place.path, 'retry', 'every'], { ...retry, deadlineMs });
  const undo = step.undo && undoAt(flow, step.undo, place, { effect, results: typed.results });
  const view = { fields: {}, results: { ...typed.results, ...outcomes.results } };
  const ir: CallStep = {
    kind: 'call',
    ...base(place, typed.operation.title),
    operation: step.call,
    effect,
    inputs,
    ...(yes === undefined ? {} : { confirmedBy: yes }),
    ...(approval === undefined ? {} : { approval }),
    ...(deadlineMs === undefined ? {} : { deadlineMs }),
    ...(retry === undefined ? {} : { retry }),
    ...(undo === undefined ? {} : { undo }),
    ...(accepted === undefined ? {} : { accepted }),
    outcomes: reachable(outcomes.blocks, approval !== undefined, isCompared(typed.operation, effect)),
  };
  return {
    ir,
    scope: behindOutcomes(withStep(scope, place.named ? place.id : undefined, view), outcomes),
    ends: false,
  };
}

/** Warns of attempts that the deadline leaves no time for; the last one is made when it is over. */
function checkAttempts(
  flow: Compilation,
  { retry, deadline }: RawCall,
  path: Path,
  { everyMs, atMost, deadlineMs }: RetryIr & { deadlineMs: number },
): void {
  if (retry === undefined || deadline === undefined || everyMs === 0 || deadlineMs === 0) return;
  const made = 1 + Math.ceil(deadlineMs / everyMs);
  if (made >= atMost) return;
  const minutes = Math.ceil(((atMost - 1) * everyMs) / 60_000);
  const message = `With \`deadline: ${deadline}\`, only ${made} of the ${atMost} attempts are made: all of them take ${minutes} minutes.`;
  const hint = `Make \`deadline\` at least ${minutes} minutes or remove it, or make \`every\` shorter.`;
  flow.warn(path, 'retry_too_long', message, hint);
}

/** Without what an approval would lead to, where it has fallen away and the flow's author has not written it. */
function reachable(blocks: CallStep['outcomes'], approved: boolean, compared: boolean): CallStep['outcomes'] {
  const never = [
    ...(approved ? [] : ['rejected', 'expired']),
    ...(approved || compared ? [] : ['superseded']),
  ];
  const kept = Object.entries(blocks).filter(
    ([name, block]) => !(never.includes(name) && block.default === true),
  );
  return Object.fromEntries(kept);
}

/** Whether the call is compared with what its systems say, just before it is sent. */
const isCompared = (operation: Operation, effect: Effect): boolean =>
  effect === 'money' || guardOf(operation, effect) !== undefined;

function planOf({ operation, results }: TypedOperation, effect: Effect, approval: boolean): OutcomePlan {
  const nothing: StepView = { fields: {} };
  const refusal = {
    t: 'record',
    fields: { code: { type: text }, message: { type: text, optional: true } },
  } as const;
  const views: Partial<Record<OutcomeName, StepView>> = {
    refused: { fields: { refusal: { type: refusal } } },
    unknown: nothing,
    unavailable: nothing,
    ...(operation.privacy === 'customer_data' ? { unverified: nothing } : {}),
    ...(approval ? { rejected: nothing, expired: nothing } : {}),
    ...(approval || isCompared(operation, effect) ? { superseded: nothing } : {}),
  };
  const plan = { views, title: operation.title };
  if (effect === 'read') return { ...plan, given: giveResult(results) };
  return {
    ...plan,
    mustEnd: `\`${operation.name}\` may have changed something, so this block must end the flow.`,
  };
}

/** A call: what it does, its operation, and what it changes. */
function callWords({ title, operation, effect, inputs, undo, accepted = [] }: CallStep): string[] {
  const amount = inputs['amount'];
  const moved = amount === undefined ? '' : `: ‹${expressionWords(amount)}›`;
  const effects = { read: [], write: ['changes something in the shop'], money: [`moves money${moved}`] };
  const back = undo === undefined ? [] : [`undone by ${undo.operation} if the run does not finish`];
  const said = accepted.map((text) => `while only accepted, say: ${textWords(text)}`);
  return [title, operation, ...effects[effect], ...said, ...back];
}

function drawCall(step: CallStep, pen: Pen, open: readonly LooseEnd[]): LooseEnd[] {
  const { approval, outcomes } = step;
  const mark = step.effect === 'money' ? 'money' : undefined;
  if (approval === undefined)
    return pen.withOutcomes(pen.node('step', callWords(step), open, mark), outcomes);
  const { rejected, expired, ...rest } = outcomes;
  const { notNeededWithin: within } = approval;
  const band = within === undefined ? undefined : pen.options.bands[within];
  const asked = pen.node('approval', approvalWords(approval, band), open, 'approval');
  const [, ...behind] = pen.withOutcomes(asked, { rejected, expired });
  const granted = within === undefined ? 'approved' : 'approved, or not needed';
  const node = pen.node('step', callWords(step), [{ from: asked, label: granted }], mark);
  return [...pen.withOutcomes(node, rest), ...behind];
}
