/** Conditions that are always or never true: `||` where `&&` was meant, and the other way round. */
import type { ExprIr, StepIr } from '../../contracts/ir.js';
import type { Json } from '../../contracts/json.js';
import { stepsIn } from '../../workflows/interpreter/steps-in.js';
import type { Compilation } from '../compilation.js';
import { valueAt } from '../yaml/zod-issues.js';
import { expressionsIn } from './expressions.js';

/** Warns about both, once a step. */
export function warnOfConstants(flow: Compilation, steps: readonly StepIr[]): void {
  for (const step of stepsIn(steps)) {
    const path = flow.places.get(step.id);
    if (path === undefined) continue;
    const found = [...expressionsIn(step)].map(constantOf).find((each) => each !== undefined);
    if (found === undefined) continue;
    const key = ['if', 'choose', 'until'].find(
      (name) => valueAt(flow.document.value, [...path, name]) !== undefined,
    );
    const at = key === undefined ? path : [...path, key];
    flow.warn(at, 'condition_constant', found.message, found.hint);
  }
}

/** A comparison of something that is read with one value or several. */
interface Comparison {
  /** What is compared, for telling whether two comparisons are of the same. */
  key: string;
  source: string;
  op: string;
  values: readonly Json[];
}

interface Constant {
  message: string;
  hint: string;
}

function constantOf(expr: ExprIr): Constant | undefined {
  if (expr.k !== 'op' || (expr.op !== 'or' && expr.op !== 'and')) return undefined;
  const { op } = expr;
  const compared = operandsOf(expr, op).flatMap((each) => comparisonOf(each) ?? []);
  for (const [index, left] of compared.entries())
    for (const right of compared.slice(index + 1)) {
      if (left.key !== right.key) continue;
      const found = op === 'or' ? alwaysTrue(left, right) : neverTrue(left, right);
      if (found !== undefined) return found;
    }
  return undefined;
}

const operandsOf = (expr: ExprIr, op: 'or' | 'and'): ExprIr[] =>
  expr.k === 'op' && expr.op === op ? expr.args.flatMap((arg) => operandsOf(arg, op)) : [expr];

const opposite: Readonly<Record<string, string>> = {
  ...{ eq: 'ne', ne: 'eq', in: 'out', out: 'in', lt: 'ge', ge: 'lt', gt: 'le', le: 'gt' },
};

function comparisonOf(expr: ExprIr): Comparison | undefined {
  if (expr.k !== 'op') return undefined;
  const [left, right] = expr.args;
  if (expr.op === 'not') {
    const inner = left && comparisonOf(left);
    return inner && { ...inner, op: opposite[inner.op] ?? '' };
  }
  if (left?.k !== 'read' || right === undefined || opposite[expr.op] === undefined) return undefined;
  const values =
    right.k === 'value'
      ? [right.value]
      : right.k === 'list'
        ? right.items.flatMap((item) => (item.k === 'value' ? [item.value] : []))
        : [];
  if (values.length === 0 || (right.k === 'list' && values.length < right.items.length)) return undefined;
  return { key: JSON.stringify(left), source: [left.root, ...left.path].join('.'), op: expr.op, values };
}

const isNot = (op: string): boolean => op === 'ne' || op === 'out';
const isOneOf = (op: string): boolean => op === 'eq' || op === 'in';
const listed = (values: readonly Json[], word: string): string =>
  values.map((value) => JSON.stringify(value)).join(` ${word} `);
const common = (left: Comparison, right: Comparison): boolean =>
  left.values.some((value) => right.values.includes(value));

/** Two exclusions without a value in common exclude nothing. */
function alwaysTrue(left: Comparison, right: Comparison): Constant | undefined {
  const { source } = left;
  const values = [...left.values, ...right.values];
  if (isNot(left.op) && isNot(right.op) && !common(left, right))
    return {
      message: `This condition is always true: whatever \`${source}\` is, it differs from at least one of ${listed(values, 'and')}.`,
      hint: `Did you mean \`&&\` instead of \`||\`? Or write \`!(${source} in [${values.map((value) => JSON.stringify(value)).join(', ')}])\`.`,
    };
  if (
    !isOpenEnded(
      left,
      right,
      (low, high) => low.value < high.value || (low.holds && low.value === high.value),
    )
  )
    return undefined;
  return {
    message: `This condition is always true: every \`${source}\` is on one side of ${listed(values, 'or')}.`,
    hint: 'Did you mean `&&` instead of `||`?',
  };
}

/** Nothing is equal to two values. */
function neverTrue(left: Comparison, right: Comparison): Constant | undefined {
  const { source } = left;
  const values = [...left.values, ...right.values];
  if (isOneOf(left.op) && isOneOf(right.op) && !common(left, right))
    return {
      message: `This condition is never true: \`${source}\` cannot be both ${listed(values, 'and')}.`,
      hint: `Did you mean \`||\` instead of \`&&\`? Or write \`${source} in [${values.map((value) => JSON.stringify(value)).join(', ')}]\`.`,
    };
  if (
    !isOpenEnded(
      left,
      right,
      (low, high) => low.value > high.value || (!low.holds && low.value === high.value),
    )
  )
    return undefined;
  return {
    message: `This condition is never true: no \`${source}\` is on both sides of ${listed(values, 'and')}.`,
    hint: 'Did you mean `||` instead of `&&`, or the other comparison?',
  };
}

interface Bound {
  value: number;
  holds: boolean;
}

/** Whether one comparison has a lower bound and the other an upper one of which something is true. */
function isOpenEnded(
  left: Comparison,
  right: Comparison,
  test: (low: Bound, high: Bound) => boolean,
): boolean {
  const bounds = [left, right].map(({ op, values: [value] }) => ({ op, value }));
  const low = bounds.find(({ op }) => op === 'gt' || op === 'ge');
  const high = bounds.find(({ op }) => op === 'lt' || op === 'le');
  if (typeof low?.value !== 'number' || typeof high?.value !== 'number') return false;
  const holds = low.op === 'ge' && high.op === 'le';
  return test({ value: low.value, holds }, { value: high.value, holds });
}
