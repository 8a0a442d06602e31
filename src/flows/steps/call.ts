/** `call`: one operation, with its approval and its outcomes. */
import { z } from 'zod';
import type { CallStep, Effect, OutcomeName } from '../../interpreter/ir.js';
import type { Compilation, CompiledStep, Place } from '../compilation.js';
import { didYouMean } from '../../yaml/suggest.js';
import { calendarMsAt } from '../durations.js';
import type { TypedOperation } from '../environment.js';
import { type StepView, withStep } from '../scope.js';
import { duration, values } from '../surface.js';
import { text } from '../types/type.js';
import { inputsAt } from '../values.js';
import { approvalAt, approvalSurface } from './approval.js';
import { behindOutcomes, compileOutcomes, giveResult, type OutcomePlan } from './outcomes.js';
import { base, common, stepKind } from './step-kind.js';

const surface = () =>
  z.strictObject({
    ...common,
    call: z.string(),
    inputs: values.optional(),
    approval: approvalSurface.optional(),
    deadline: duration.optional(),
    outcomes: values.optional(),
  });

type Surface = z.infer<ReturnType<typeof surface>>;

/** `call: domain.operation`, `inputs: { name: value }`; its `result` is read by `choose`. */
export const call = stepKind({
  kind: 'call',
  surface,
  compile(flow, step, place) {
    const typed = flow.environment.operations.get(step.call);
    return typed === undefined ? unknownOperation(flow, step, place) : callOf(flow, step, place, typed);
  },
});

function unknownOperation(flow: Compilation, step: Surface, place: Place): CompiledStep {
  const { operations } = flow.environment;
  flow.tell(
    [...place.path, 'call'],
    'operation_not_known',
    `There is no operation \`${step.call}\`.`,
    didYouMean(step.call, operations.keys()),
  );
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

function callOf(flow: Compilation, step: Surface, place: Place, typed: TypedOperation): CompiledStep {
  const effect = effectOf(flow, step, place, typed);
  const places = { path: [...place.path, 'inputs'], owner: [...place.path, 'call'] };
  const inputs = inputsAt(flow, step.inputs, typed.inputs, places, place.scope);
  const approval = approvalAt(flow, step.approval, place, { effect, typed, inputs });
  const outcomes = compileOutcomes(
    flow,
    step.outcomes,
    place,
    planOf(typed, effect, step.approval !== undefined),
  );
  const view = { fields: {}, results: { ...typed.results, ...outcomes.results } };
  const ir: CallStep = {
    kind: 'call',
    ...base(place, typed.operation.title),
    operation: step.call,
    effect,
    inputs,
    ...(approval === undefined ? {} : { approval }),
    ...(step.deadline === undefined
      ? {}
      : { deadlineMs: calendarMsAt(flow, step.deadline, [...place.path, 'deadline']) }),
    outcomes: outcomes.blocks,
  };
  return {
    ir,
    scope: behindOutcomes(withStep(place.scope, place.named ? place.id : undefined, view), outcomes),
    ends: false,
  };
}

const ranks = ['read', 'write', 'money'] as const;

/** The catalogue's effect, or the connection's higher one; told if no connection answers. */
function effectOf(flow: Compilation, step: Surface, place: Place, { operation }: TypedOperation): Effect {
  const { effects, config } = flow.environment;
  const bound = effects.get(operation.name);
  if (bound === undefined) {
    const [domain = ''] = operation.name.split('.');
    const message = `No connection of ${config.merchant} answers \`${operation.name}\`.`;
    const hint = `Bind it under \`operations:\` in merchant.yaml: \`${domain}: <connection>\`, and describe it there.`;
    flow.tell([...place.path, 'call'], 'operation_not_bound', message, hint);
    return operation.effect;
  }
  return ranks.indexOf(bound) > ranks.indexOf(operation.effect) ? bound : operation.effect;
}

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
    ...(approval || effect === 'money' ? { superseded: nothing } : {}),
  };
  const plan = { views, title: operation.title };
  if (effect === 'read') return { ...plan, given: giveResult(results) };
  return { ...plan, mustEnd: `\`${operation.name}\` may have changed something, so this must end the flow.` };
}
