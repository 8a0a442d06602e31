/** `subflow`: another flow, as a child run. */
import { z } from 'zod';
import { didYouMean } from '../../yaml/suggest.js';
import { withStep } from '../scope.js';
import { values } from '../surface.js';
import { inputsAt } from '../values.js';
import { base, common, stepKind } from './step-kind.js';

/** `subflow: name`, `inputs: { name: value }`; its `result` is read by `choose`. */
export const subflow = stepKind({
  kind: 'subflow',
  surface: () => z.strictObject({ ...common, subflow: z.string(), inputs: values.optional() }),
  compile(flow, step, place) {
    const callee = flow.callees.get(step.subflow);
    const at = [...place.path, 'subflow'];
    if (callee === undefined) {
      flow.tell(
        at,
        'flow_unknown',
        `There is no flow \`${step.subflow}\`.`,
        didYouMean(step.subflow, flow.callees.keys()),
      );
    }
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
        money: callee?.money ?? false,
        handlesHandedOver,
      },
      scope: withStep(place.scope, place.named ? place.id : undefined, view),
      ends: false,
    };
  },
});
