/** The intents that a merchant's main flow handles, and the gravest effect it can have for each. Pure. */
import { mainFlow } from '../contracts/main-flow.js';
import { fineAmong } from '../contracts/intent-name.js';
import { intentNamed } from '../understanding/intents/index.js';
import type { ChooseStep, ExprIr, StepIr } from '../contracts/ir.js';
import { blocksOf } from '../workflows/interpreter/steps/registry.js';
import { stepsIn } from '../workflows/interpreter/steps-in.js';
import type { Consequence } from '../understanding/thresholds.js';
import type { Merchant } from './merchant.js';

type Flows = Merchant['flows'];

const byGravity: readonly Consequence[] = ['none', 'read', 'write', 'money'];

/** Compares consequences: the graver one has the higher number. */
export const gravityOf = (consequence: Consequence): number => byGravity.indexOf(consequence);

/** Of flows that are served every message asks; they never change. */
const known = new WeakMap<Flows, ReadonlyMap<string, Consequence>>();

/** The intents listed in the main flow's `classify`, each with its gravest effect, including sub-flows. */
export function intentsOf(flows: Flows): ReadonlyMap<string, Consequence> {
  const found = known.get(flows) ?? findIntents(flows);
  known.set(flows, found);
  return found;
}

function findIntents(flows: Flows): ReadonlyMap<string, Consequence> {
  const steps = flows.get(mainFlow)?.ir.steps ?? [];
  const classifying = [...stepsIn(steps)].filter((step) => step.kind === 'classify');
  const classified = new Set(classifying.map(({ id }) => id));
  const intents = new Set(classifying.flatMap((step) => step.intents));
  return new Map(
    [...intents].map((intent) => {
      const { risk, flow } = intentNamed(intent) ?? {};
      const asking = risk === 'reading' ? flow?.name : undefined;
      return [intent, gravest(steps, { flows, classified, intent, asking })];
    }),
  );
}

/** The fine intents that a merchant's main flow lists: those that its messages are told apart by. */
export const distinguished = (flows: Flows): readonly string[] => fineAmong(intentsOf(flows).keys());

interface Walk {
  flows: Flows;
  /** Ids of the `classify` steps that yield the intent. */
  classified?: ReadonlySet<string>;
  intent?: string;
  /** The flow of an intent that only asks, by its file: what that flow offers, and a yes releases, is not what the intent does. */
  asking?: string | undefined;
  isOffered?: boolean;
}

/** Of a flow that is offered, what stands behind a call that a yes releases is released with it, such as the label of a return. */
function gravest(steps: readonly StepIr[], walk: Walk): Consequence {
  const released = steps.findIndex((step) => walk.isOffered === true && isConfirmed(step));
  const own = released < 0 ? steps : steps.slice(0, released + 1);
  const worst = own.reduce<Consequence>((grave, step) => graver(grave, ofStep(step, walk)), 'none');
  return own.length === steps.length ? worst : graver(worst, 'read');
}

const isConfirmed = (step: StepIr): boolean => step.kind === 'call' && step.confirmedBy !== undefined;

const graver = (a: Consequence, b: Consequence): Consequence => (gravityOf(a) >= gravityOf(b) ? a : b);

function ofStep(step: StepIr, walk: Walk): Consequence {
  if (step.kind === 'subflow') {
    const called = walk.flows.get(step.flow);
    // An unknown sub-flow could do anything.
    const { flows, asking } = walk;
    const isAsking = asking !== undefined && [asking, `shipped/${asking}`].includes(step.flow);
    const inside = { flows, asking, isOffered: walk.isOffered === true || isAsking };
    return called === undefined ? 'money' : gravest(called.ir.steps, inside);
  }
  const inside = blocksIn(step, walk).reduce<Consequence>(
    (worst, { steps }) => graver(worst, gravest(steps, walk)),
    'none',
  );
  if (step.kind !== 'call') return inside;
  const isOffer = walk.isOffered === true && isConfirmed(step);
  return graver(isOffer ? 'read' : step.effect, inside);
}

/** The blocks that are reachable with the intent. */
function blocksIn(step: StepIr, walk: Walk): { steps: readonly StepIr[] }[] {
  if (step.kind !== 'choose' || !isByIntent(step.on, walk)) return blocksOf(step).map(([, block]) => block);
  const block = caseOf(step, walk.intent ?? '');
  return block === undefined ? [] : [block];
}

const caseOf = (
  { cases, else: rest }: ChooseStep,
  intent: string,
): { steps: readonly StepIr[] } | undefined => (Object.hasOwn(cases, intent) ? cases[intent] : rest);

function isByIntent(on: ExprIr, { classified }: Walk): boolean {
  if (on.k !== 'read' || on.root !== 'steps') return false;
  const [step = '', output, ...further] = on.path;
  return output === 'intent' && further.length === 0 && classified?.has(step) === true;
}
