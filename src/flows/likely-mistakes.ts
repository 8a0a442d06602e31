/** What a flow says in the right form and most likely does not mean: each is told as a warning, with what to do. */
import type { BlockIr, ExprIr, StepIr } from '../contracts/ir.js';
import type { Json } from '../contracts/json.js';
import { blocksOf } from '../workflows/interpreter/steps/registry.js';
import type { Compilation } from './compilation.js';
import type { Path } from './yaml/document.js';

/** Warns about an amount in another currency than the shop's, unless the flow looks at currencies itself. */
export function checkCurrency(flow: Compilation, currency: string, path: Path, index?: number): void {
  const own = flow.environment.config.currency;
  if (own === undefined || own === currency || /\.currency\b/.test(flow.document.text)) return;
  const message = `The shop’s currency is ${own}: an amount in ${currency} cannot be compared with its amounts, so the run would fail here.`;
  const hint = `Write the amount in ${own}.`;
  flow.warn(path, 'currency_differs', message, hint, index === undefined ? {} : { index });
}

/** Inputs that say which customer, order or parcel something is about. */
const OF_ONE_CUSTOMER =
  /^(number|ref|email|phone|postcode|(order|return|subscription|tracking|customer|invoice|parcel)(Number|Ref|Id|Email))$/;

/** Warns about a fixed value for such an input: it was left over from trying. */
export function checkFixed(flow: Compilation, name: string, value: Json, path: Path): void {
  if (typeof value !== 'string' || !OF_ONE_CUSTOMER.test(name) || value.includes('${')) return;
  if (!/\d|@/.test(value)) return;
  const message = `\`${value}\` is a fixed value, so every customer would get the same ${wordsOf(name)}.`;
  const declared = Object.hasOwn(flow.signature.inputs, name) ? '' : ', and declare it under `inputs:`';
  const hint = `Write \`${name}: \${inputs.${name}}\`${declared}; or read it from an earlier step.`;
  flow.warn(path, 'input_fixed', message, hint);
}

const wordsOf = (name: string): string => name.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);

/** Warns about inputs that are never read; a flow in the place of a shipped one must have that one's. */
export function warnOfUnusedInputs(flow: Compilation): void {
  const { name, inputs } = flow.signature;
  if (Object.values(flow.environment.config.flows).includes(name)) return;
  for (const input of Object.keys(inputs).filter((each) => !flow.inputsRead.has(each))) {
    const message = `\`inputs.${input}\` is never read, so what callers pass has no effect.`;
    const hint = `Use it as \`\${inputs.${input}}\`, or remove it.`;
    flow.warn(['inputs', input], 'input_unused', message, hint, { at: 'key' });
  }
}

// Where `otherwise` leads to: on an answer that names no option, nothing must be paid or changed.

type Ask = Extract<StepIr, { kind: 'ask' }>;
type Change = Extract<StepIr, { kind: 'call' | 'subflow' }>;

/** What comes behind a place: the first change, and whether the flow certainly stops before anything else. */
interface Behind {
  change?: Change;
  stops: boolean;
}

/** Warns of each `otherwise` behind which something is paid or changed that another option would not lead to. */
export function warnOfOtherwise(flow: Compilation, steps: readonly StepIr[]): void {
  for (const [ask, rest] of asksIn(steps, [])) {
    const { otherwise, labels = {} } = ask;
    const path = flow.places.get(ask.id);
    if (otherwise === undefined || path === undefined) continue;
    const changeOf = (answer: string): Change | undefined =>
      behind(flow, rest, { id: ask.id, answer }).change;
    const change = changeOf(otherwise);
    const harmless = Object.keys(labels).findLast((option) => changeOf(option) === undefined);
    // Where every option leads to a change, none depends on the answer.
    if (change === undefined || harmless === undefined) continue;
    const what = change.kind === 'call' ? change.operation : change.flow;
    const message = `An answer that names no option would lead to \`${what}\` in line ${change.line}, which ${pays(flow, change) ? 'pays' : 'changes something'}.`;
    const hint = `Use an option that changes nothing, such as \`${harmless}\`, or remove \`otherwise\`: then the question is asked again.`;
    flow.warn([...path, 'otherwise'], 'otherwise_changes', message, hint);
  }
}

/** Every question, each with the blocks of steps that come behind it, the innermost first. */
function asksIn(
  steps: readonly StepIr[],
  after: readonly (readonly StepIr[])[],
): (readonly [ask: Ask, rest: readonly (readonly StepIr[])[]])[] {
  return steps.flatMap((step, index) => {
    const rest = [steps.slice(index + 1), ...after];
    const inside = blocksOf(step).flatMap(([, block]) => asksIn(block.steps, rest));
    return step.kind === 'ask' ? [[step, rest] as const, ...inside] : inside;
  });
}

/** An answer that is assumed. */
interface Assumed {
  id: string;
  answer: string;
}

function behind(flow: Compilation, blocks: readonly (readonly StepIr[])[], assumed: Assumed): Behind {
  for (const step of blocks.flat()) {
    const { change, stops } = inStep(flow, step, assumed);
    if (change !== undefined || stops) return { ...(change && { change }), stops };
  }
  return { stops: false };
}

function inStep(flow: Compilation, step: StepIr, assumed: Assumed): Behind {
  switch (step.kind) {
    case 'call':
      return step.effect === 'read' ? { stops: false } : { change: step, stops: true };
    case 'subflow': {
      const writes = flow.callees.get(step.flow)?.reach.writes === true;
      return writes ? { change: step, stops: true } : { stops: false };
    }
    // What follows a yes is the customer's own decision.
    case 'ask':
      return { stops: step.answer === 'yes_or_no' };
    case 'end':
      return { stops: true };
    default:
      return eitherOf(flow, takenIn(step, assumed), assumed);
  }
}

/** What is behind several blocks of which one is taken. */
function eitherOf(flow: Compilation, blocks: readonly BlockIr[], assumed: Assumed): Behind {
  const found = blocks.map(({ steps }) => behind(flow, [steps], assumed));
  const change = found.find((one) => one.change !== undefined)?.change;
  return {
    ...(change && { change }),
    stops: found.length > 0 && found.every(({ stops }) => stops),
  };
}

/** The blocks that may be taken after the answer. */
function takenIn(step: StepIr, assumed: Assumed): readonly BlockIr[] {
  if (step.kind === 'choose' && isAnswer(step.on, assumed)) {
    const taken = step.cases[assumed.answer] ?? step.else;
    return taken === undefined ? [] : [taken];
  }
  if (step.kind === 'if') {
    const holds = decided(step.condition, assumed);
    return holds === undefined ? [step.then, step.else] : [holds ? step.then : step.else];
  }
  const blocks = blocksOf(step).map(([, block]) => block);
  // A loop may run no round, and the handlers of a step are not its normal way.
  return step.kind === 'choose' ? blocks : [...blocks, { steps: [] }];
}

const isAnswer = (expr: ExprIr, { id }: Assumed): boolean =>
  expr.k === 'read' && expr.root === 'steps' && expr.path.join('.') === `${id}.answer`;

/** Whether a condition on the answer holds; undefined if it tests anything else. */
function decided(expr: ExprIr, assumed: Assumed): boolean | undefined {
  if (expr.k !== 'op') return undefined;
  const [left, right] = expr.args;
  if (left === undefined) return undefined;
  if (expr.op === 'not') {
    const inner = decided(left, assumed);
    return inner === undefined ? undefined : !inner;
  }
  if (right === undefined || !isAnswer(left, assumed)) return undefined;
  const values =
    right.k === 'list'
      ? right.items.map((item) => (item.k === 'value' ? item.value : undefined))
      : [right.k === 'value' ? right.value : undefined];
  if (values.includes(undefined)) return undefined;
  const is = values.includes(assumed.answer);
  return expr.op === 'ne' ? !is : expr.op === 'eq' || expr.op === 'in' ? is : undefined;
}

const pays = (flow: Compilation, change: Change): boolean =>
  change.kind === 'call' ? change.effect === 'money' : flow.callees.get(change.flow)?.reach.money === true;
