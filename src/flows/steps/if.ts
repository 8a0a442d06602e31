/** `if`: one of two blocks, by a condition; of one that the compiler decides, only the block taken is left. */
import { z } from 'zod';
import type { StepIr } from '../../contracts/ir.js';
import type { Block, Place } from '../compilation.js';
import { knowing } from '../scope.js';
import { expression } from '../schema-parts.js';
import { conditionAt } from '../compile-values.js';
import { behind, compileBranch, openBranch } from './branches.js';
import { expressionWords } from '../print/plain-words.js';
import { base, common, stepKind, titled } from './step-kind.js';

/** `if: condition`, `then: branch`, `else: branch`. */
export const ifStep = stepKind({
  kind: 'if',
  schema: (blocks) =>
    z.strictObject({
      ...common,
      if: expression.describe('A condition, such as `steps.sure.answer == "yes"`.'),
      then: blocks.branch.describe('Steps if the condition is true.'),
      else: blocks.branch.optional().describe('Steps if the condition is false.'),
    }),
  compile(flow, step, place) {
    const condition = conditionAt(flow, step.if, [...place.path, 'if'], place.scope);
    const branch = (name: 'then' | 'else', facts: typeof condition.whenTrue) => {
      const at = [...place.path, ...(name === 'else' && step.else === undefined ? [] : [name])];
      return compileBranch(flow, openBranch(flow, step[name] ?? [], at), at, knowing(place.scope, facts));
    };
    const { decided } = condition;
    const reached = <T>(value: boolean, compile: () => T): T =>
      decided === !value ? flow.withoutReaching(compile) : compile();
    const then = reached(true, () => branch('then', condition.whenTrue));
    const otherwise = reached(false, () => branch('else', condition.whenFalse));
    if (decided !== undefined) {
      const taken = decided ? then : otherwise;
      const over = taken.over ?? (taken.ends ? {} : undefined);
      return {
        ir: inPlace(taken, place),
        ...behind(flow, place, [then, otherwise]),
        ...(over === undefined ? {} : { over }),
      };
    }
    return {
      ir: {
        kind: 'if',
        ...base(place, titled('Decide', `${expressionWords(condition.ir)}?`)),
        condition: condition.ir,
        then: then.ir,
        else: otherwise.ir,
      },
      ...behind(flow, place, [then, otherwise]),
    };
  },
  compiled: {
    if: {
      draw: (step, pen, open) =>
        pen.branches(pen.node('decision', [`${expressionWords(step.condition)}?`], open), [
          ['yes', step.then],
          ['no', step.else],
        ]),
      events: (step, count) => count.most([step.then, step.else]),
      left: ({ condition }, outcome) => `${expressionWords(condition)}? ${outcome}`,
    },
  },
});

/** The steps of a block where its `if` stood; its outputs are set under the step's own id. */
function inPlace({ ir: { steps, outputs } }: Block, place: Place): readonly StepIr[] {
  if (outputs === undefined) return steps;
  return [...steps, { kind: 'set', ...base(place, 'Compute values'), values: outputs }];
}
