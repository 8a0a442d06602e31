/** `if`: one of two blocks, by a condition. */
import { z } from 'zod';
import { knowing } from '../scope.js';
import { expression } from '../surface.js';
import { typeOf } from '../expressions/checked.js';
import { expressionAt } from '../values.js';
import { behind, compileBranch, openBranch } from './branches.js';
import { base, common, stepKind } from './step-kind.js';

/** `if: condition`, `then: branch`, `else: branch`. */
export const ifStep = stepKind({
  kind: 'if',
  surface: (blocks) =>
    z.strictObject({ ...common, if: expression, then: blocks.branch, else: blocks.branch.optional() }),
  compile(flow, step, place) {
    const path = [...place.path, 'if'];
    const condition = expressionAt(flow, step.if, path, place.scope);
    if (condition.type !== undefined && condition.type.t !== 'bool') {
      flow.tell(
        path,
        'type_mismatch',
        `A condition is needed, not a ${typeOf(condition)}.`,
        'Compare it: `==`, `<`, `in`.',
      );
    } else if (condition.optional === true) {
      flow.tell(path, 'optional_unhandled', `${condition.path ?? 'This'} may be absent here.`);
    }
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
