/** What the language costs by itself, in this process and without a server: an expression, a step, a check. */
import { environmentOf } from '../src/flows/type-environment.js';
import { checkExpression } from '../src/flows/expressions/check.js';
import { firstScope } from '../src/flows/scope.js';
import { number } from '../src/flows/types/type.js';
import { evaluate } from '../src/workflows/interpreter/expression/evaluate.js';
import type { FieldType } from '../src/contracts/ir.js';
import type { Json } from '../src/contracts/json.js';
import { type CheckTimes, measureChecks } from './checks.js';
import { measureEscapes } from './escapes.js';
import { irOf, loadShipped, type Shipped } from './shipped.js';
import { order } from './shop-answers.js';
import { playRun, scriptRun } from './scripted-run.js';
import { microseconds } from './timing.js';

/** Microseconds; of checks milliseconds. */
export interface Costs {
  simpleExpression: number;
  filterAndMap: number;
  /** By flow: one event taken, the average over a whole run. */
  reducerStep: Record<string, number>;
  checks: CheckTimes;
  /** Milliseconds of each expression that tries to get out of the language. */
  escapes: number[];
}

/** How much to do. */
export interface CostSizes {
  batches: number;
  /** Checks of each flow. */
  checks: number;
}

/** The flows that are measured, with what they are started with. */
const runs = {
  'where-is-my-order': { orderNumber: order.number },
  'refund-order': { orderNumber: order.number, reason: 'other', whole: true },
};

/** Measures all of it; checks come first, while nothing is warm. */
export async function measureCosts({ batches, checks }: CostSizes): Promise<Costs> {
  const shipped = await loadShipped();
  const checkTimes = measureChecks(shipped, checks);
  const roots = rootsOf(shipped);
  const expression = (source: string, times: number): number =>
    microseconds(evaluation(source, roots), { batches, times });
  const steps = Object.entries(runs).map(([name, inputs]): [string, number] => {
    const run = scriptRun(irOf(shipped, name), inputs);
    const whole = microseconds(() => playRun(run), { batches, times: 20 });
    return [name, whole / (run.events.length + 1)];
  });
  return {
    simpleExpression: expression('order.status == "shipped" && count > 1', 1000),
    filterAndMap: expression('order.lines.filter(line, line.quantity > 1).map(line, line.name)', 5),
    reducerStep: Object.fromEntries(steps),
    checks: checkTimes,
    escapes: measureEscapes(10),
  };
}

/** What the expressions read, each with its type: an order of 200 lines, half of which the filter lets through. */
function rootsOf({ merchant, effects }: Shipped): ReadonlyMap<string, [FieldType, Json]> {
  const { operations } = environmentOf(merchant.config, effects);
  const type = operations.get('orders.get')?.results['found']?.['order'];
  if (type === undefined) throw new Error('orders.get finds no order.');
  const lines = Array.from({ length: 200 }, (_, index) => ({
    name: `Desk lamp ${index}`,
    quantity: 1 + (index % 2),
  }));
  return new Map<string, [FieldType, Json]>([
    ['order', [type, { ...order, lines }]],
    ['count', [{ type: number }, 2]],
  ]);
}

/** Compiles an expression as a flow's is; answers with its evaluation, which is what costs in a run. */
function evaluation(source: string, roots: ReadonlyMap<string, [FieldType, Json]>): () => Json {
  const types = new Map([...roots].map(([name, [type]]) => [name, type]));
  const values = new Map([...roots].map(([name, [, value]]) => [name, value]));
  const { ir } = checkExpression(source, firstScope(types), {
    whyNotRun: () => undefined,
    onInput: () => undefined,
    onMoney: () => undefined,
    sameIds: new Set(),
    offers: new Map(),
    onPolicy: () => undefined,
    onField: () => undefined,
    reportIssue: (_, code, message) => {
      throw new Error(`${code}: ${message}`);
    },
  });
  return () => evaluate(ir, { roots: values, burn: () => undefined });
}
