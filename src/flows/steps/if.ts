/** `if`: one of two blocks, by a condition. */
import { z } from 'zod';
import { knowing } from '../scope.js';
import { expression } from '../schema-parts.js';
import { conditionAt } from '../values.js';
import { behind, compileBranch, openBranch } from './branches.js';
import { base, common, stepKind } from './step-kind.js';

/** `if: condition`, `then: branch`, `else: branch`. */
export const ifStep = stepKind({
  kind: 'if',
  schema: (blocks) =>
    z.strictObject({
      ...common,
      if: expression.describe('A condition, such as `steps.sure.answer == "yes"`.'),
      then: blocks.branch.describe('What is done where the condition holds.'),
      else: blocks.branch.optional().describe('What is done where it does not hold.'),
    }),
  compile(flow, step, place) {
    const condition = conditionAt(flow, step.if, [...place.path, 'if'], place.scope);
    const branch = (name: 'then' | 'else', facts: typeof condition.whenTrue) => {
      const at = [...place.path, ...(name === 'else' && step.else === undefined ? [] : [name])];
      return compileBranch(flow, openBranch(flow, step[name] ?? [], at), at, knowing(place.scope, facts));
    };
    const then = branch('then', condition.whenTrue);
    const otherwise = branch('else', condition.whenFalse);
    return {
      ir: {
        kind: 'if',
        ...base(place, 'Decide'),
        condition: condition.ir,
        then: then.ir,
        else: otherwise.ir,
      },
      ...behind(flow, place, [then, otherwise]),
    };
  },
});
