/** An `else` that tells customers one thing for many different values of a record. */
import type { BlockIr, ExprIr } from '../../contracts/ir.js';
import type { Compilation, Place } from '../compilation.js';
import { expressionsIn } from './expressions.js';

/** A `choose` by a field of a business record, as compiled. */
interface Choice {
  on: ExprIr;
  /** The name of the field's type; undefined for values of the flow's own, such as results. */
  type?: string | undefined;
  cases: readonly BlockIr[];
  /** Values without a case. */
  rest: readonly string[];
  otherwise: BlockIr;
}

/** Fewest values of which one sentence is hardly right. */
const MANY = 3;

/** Warns about it, where every branch is a sentence: then that of `else` is most likely one value's. */
export function warnOfElse(flow: Compilation, choice: Choice, { path }: Place): void {
  const { on, type, cases, rest, otherwise } = choice;
  // Where a branch does more than speak, it is not a table of words for values: `else` stands for “it cannot be done”.
  const isOfWords = [...cases, otherwise].every(({ steps }) => steps.every(({ kind }) => kind === 'say'));
  if (type === undefined || rest.length < MANY || cases.length < 2 || !isOfWords) return;
  const [say] = otherwise.steps;
  if (say?.kind !== 'say' || namesValue(otherwise, on)) return;
  const values = rest.map((value) => `\`${value}\``).join(', ');
  const message = `\`else\` stands for ${rest.length} values here: ${values}. Customers read the same sentence for each: “${say.text.key}”`;
  const hint = 'Give each value for which the sentence is not right a case of its own.';
  flow.warn([...path, 'else'], 'else_of_many', message, hint, { at: 'key' });
}

const namesValue = ({ steps }: BlockIr, on: ExprIr): boolean => {
  const key = JSON.stringify(on);
  return steps.some((step) => [...expressionsIn(step)].some((expr) => JSON.stringify(expr) === key));
};
