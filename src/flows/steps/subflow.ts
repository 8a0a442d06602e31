/** `subflow`: another flow, as a child run. */
import { z } from 'zod';
import { didYouMean } from '../yaml/suggest.js';
import type { StepIr } from '../../contracts/ir.js';
import type { Compilation, CompiledStep, Place } from '../compilation.js';
import type { Reach } from '../reach.js';
import { withStep } from '../scope.js';
import { inputs as inputsSchema } from '../schema-parts.js';
import { inputsAt } from '../compile-values.js';
import { defaultBlock } from './outcomes.js';
import { base, common, events, stepKind } from './step-kind.js';

/** `subflow: name`, `inputs: { name: value }`; its `result` is read by `choose`. */
export const subflow = stepKind({
  kind: 'subflow',
  schema: () =>
    z.strictObject({
      ...common,
      subflow: z.string().describe('The flow to run; the step continues when it has ended.'),
      inputs: inputsSchema.optional(),
    }),
  compile(flow, step, place) {
    const callee = flow.callees.get(step.subflow);
    const at = [...place.path, 'subflow'];
    if (!flow.callees.has(step.subflow)) {
      flow.reportIssue(
        at,
        'flow_unknown',
        `There is no flow \`${step.subflow}\`.`,
        didYouMean(step.subflow, namesLike(step.subflow, flow.callees.keys())),
      );
    }
    if (callee !== undefined) checkReach(flow, step.subflow, callee.reach, place);
    const places = { path: [...place.path, 'inputs'], owner: at };
    const raw = Object.entries(step.inputs ?? {}).filter(
      ([name]) => callee?.signature.mistaken?.includes(`inputs.${name}`) !== true,
    );
    const given = () =>
      callee === undefined
        ? {}
        : inputsAt(flow, Object.fromEntries(raw), callee.signature.inputs, places, place.scope);
    const inputs = callee?.offered === false ? flow.withoutReaching(given) : given();
    const handlesHandedOver = flow.steps.handled.has(place.id);
    const title = callee?.signature.title ?? step.subflow;
    const results = { ...callee?.signature.results, ...(handlesHandedOver ? { handed_over: {} } : {}) };
    const view = callee === undefined ? { fields: {}, broken: true as const } : { fields: {}, results };
    const scope = withStep(place.scope, place.named ? place.id : undefined, view);
    if (callee?.offered === false)
      return { ...notOffered(flow, place, { name: step.subflow, title, handlesHandedOver }), scope };
    return {
      ir: {
        kind: 'subflow',
        ...base(place, title),
        flow: callee?.signature.name ?? step.subflow,
        hash: callee?.hash ?? '',
        inputs: Object.fromEntries(
          Object.entries(inputs).filter(([name]) => callee?.reads.has(name) !== false),
        ),
        money: callee?.reach.money ?? false,
        handlesHandedOver,
      },
      scope,
      ends: false,
    };
  },
  compiled: {
    subflow: {
      draw: ({ title, flow, money, handlesHandedOver }, pen, open) => {
        const lines = [title, `flow ${flow}`, ...(money ? ['may move money'] : [])];
        const node = pen.node('subflow', lines, open, money ? 'money' : undefined);
        if (!handlesHandedOver) pen.handOver(node, ['handed_over']);
        return [{ from: node }];
      },
      events: () => 2 * events.activity,
      reach: ({ flow }, ofFlow) => ofFlow(flow),
      entered: ({ flow }) => `runs ${flow}`,
    },
  },
});

/** The flows that a name may mean: by `shipped/<name>` those of the product, else all by their plain names. */
const namesLike = (raw: string, known: Iterable<string>): string[] =>
  [...known].filter((name) => name.includes('/') === raw.includes('/'));

/** In the place of a flow that is not offered: the merchant's sentence and a handover, as if that flow had handed over. */
function notOffered(
  flow: Compilation,
  place: Place,
  { name, title, handlesHandedOver }: { name: string; title: string; handlesHandedOver: boolean },
): Omit<CompiledStep, 'scope'> {
  const { steps } = defaultBlock(flow, 'not_offered', place, title);
  if (!handlesHandedOver) return { ir: steps, ends: false, over: { without: name } };
  const result: StepIr = {
    kind: 'set',
    ...base(place, 'Handed off'),
    values: { result: { k: 'value', value: 'handed_over' } },
  };
  return { ir: [...steps.filter(({ kind }) => kind !== 'end'), result], ends: false };
}

/** What the called flow does must be allowed here, as if its steps were written in place. */
function checkReach(flow: Compilation, name: string, { asks, writes }: Reach, { path, scope }: Place): void {
  const at = [...path, 'subflow'];
  if (asks && scope.inside.has('side_by_side'))
    flow.reportIssue(
      at,
      'ask_side_by_side',
      `\`${name}\` asks the customer, and so could another flow in parallel.`,
    );
  if (writes && scope.inside.has('repeat'))
    flow.reportIssue(
      at,
      'repeat_writes',
      `\`${name}\` contains a write, which would be repeated in every round.`,
    );
}
