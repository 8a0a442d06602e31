/** `subflow`: another flow, as a child run. */
import { z } from 'zod';
import { didYouMean } from '../../yaml/suggest.js';
import type { Compilation, Place } from '../compilation.js';
import type { Reach } from '../reach.js';
import { withStep } from '../scope.js';
import { inputs as inputsSchema } from '../schema-parts.js';
import { inputsAt } from '../values.js';
import { base, common, stepKind } from './step-kind.js';

/** `subflow: name`, `inputs: { name: value }`; its `result` is read by `choose`. */
export const subflow = stepKind({
  kind: 'subflow',
  schema: () =>
    z.strictObject({
      ...common,
      subflow: z.string().describe('The flow that is run; the step goes on when it has ended.'),
      inputs: inputsSchema.optional(),
    }),
  compile(flow, step, place) {
    const callee = flow.callees.get(step.subflow);
    const at = [...place.path, 'subflow'];
    if (callee === undefined) {
      flow.reportIssue(
        at,
        'flow_unknown',
        `There is no flow \`${step.subflow}\`.`,
        didYouMean(step.subflow, flow.callees.keys()),
      );
    }
    if (callee !== undefined) checkReach(flow, step.subflow, callee.reach, place);
    const places = { path: [...place.path, 'inputs'], owner: at };
    const inputs =
      callee === undefined ? {} : inputsAt(flow, step.inputs, callee.signature.inputs, places, place.scope);
    const handlesHandedOver = flow.steps.handled.has(place.id);
    const results = { ...callee?.signature.results, ...(handlesHandedOver ? { handed_over: {} } : {}) };
    const view = callee === undefined ? { fields: {}, broken: true as const } : { fields: {}, results };
    return {
      ir: {
        kind: 'subflow',
        ...base(place, callee?.signature.title ?? step.subflow),
        flow: callee?.signature.name ?? step.subflow,
        hash: callee?.hash ?? '',
        inputs,
        money: callee?.reach.money ?? false,
        handlesHandedOver,
      },
      scope: withStep(place.scope, place.named ? place.id : undefined, view),
      ends: false,
    };
  },
});

/** What the called flow does must be allowed here, as if its steps were written in place. */
function checkReach(flow: Compilation, name: string, { asks, writes }: Reach, { path, scope }: Place): void {
  const at = [...path, 'subflow'];
  if (asks && scope.inside.has('side_by_side'))
    flow.reportIssue(
      at,
      'ask_side_by_side',
      `\`${name}\` asks the customer, and so could another flow beside it.`,
    );
  if (writes && scope.inside.has('repeat'))
    flow.reportIssue(at, 'repeat_writes', `\`${name}\` changes something, and would do so in every round.`);
}
