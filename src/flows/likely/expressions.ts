/** The expressions of steps, and what they read. */
import type { ExprIr, StepIr } from '../../contracts/ir.js';

/** Every expression of a step itself, parts included, and not those of the steps in its blocks. */
export function* expressionsIn(step: StepIr): Generator<ExprIr> {
  for (const value of Object.values(step)) yield* within(value);
}

function* within(value: unknown): Generator<ExprIr> {
  if (typeof value !== 'object' || value === null) return;
  if (isExpression(value)) yield value;
  if ('k' in value && value.k === 'value') return;
  for (const [key, part] of Object.entries(value)) if (key !== 'steps') yield* within(part);
}

const isExpression = (value: object): value is ExprIr => 'k' in value && typeof value.k === 'string';

/** Whether an expression reads this output of a step. */
export const isOutput = (expr: ExprIr, id: string, output: string): boolean =>
  expr.k === 'read' && expr.root === 'steps' && expr.path.join('.') === `${id}.${output}`;
