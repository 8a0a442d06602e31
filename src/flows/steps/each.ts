/** `each`: a block for every item of a list; nothing leaves it. */
import { z } from 'zod';
import { parseInteger } from '../literals.js';
import { withRoot } from '../scope.js';
import { expression } from '../surface.js';
import { typeOf } from '../expressions/checked.js';
import { expressionAt } from '../values.js';
import { base, common, stepKind } from './step-kind.js';

/** Most items that a flow may ask for. */
const MAX_ITEMS = 200;

/** `each: ${list}`, `atMost: 20`, `do: [steps]`; inside, `item` is the item. */
export const each = stepKind({
  kind: 'each',
  surface: (blocks) =>
    z.strictObject({ ...common, each: expression, atMost: z.string().optional(), do: blocks.steps }),
  compile(flow, step, place) {
    const path = [...place.path, 'each'];
    const list = expressionAt(flow, step.each, path, place.scope);
    if (list.optional === true)
      flow.tell(path, 'optional_unhandled', `${list.path ?? 'This'} may be absent here.`);
    if (list.type !== undefined && list.type.t !== 'list') {
      flow.tell(path, 'type_mismatch', `\`each\` needs a list, not a ${typeOf(list)}.`);
    }
    if (step.atMost === undefined)
      flow.tell(path, 'each_unbounded', 'Nothing says how many items there can be.', undefined, {
        at: 'key',
      });
    const atMost = parseInteger(step.atMost ?? '1') ?? 0;
    if (atMost < 1 || atMost > MAX_ITEMS) {
      flow.tell(
        [...place.path, 'atMost'],
        'type_mismatch',
        `A number from 1 to ${MAX_ITEMS} is needed.`,
        'Write `atMost: 20`.',
      );
    }
    const item = list.type?.t === 'list' ? { type: list.type.of } : undefined;
    const inner = withRoot(place.scope, 'item', item);
    const block = flow.block(step.do, [...place.path, 'do'], inner);
    return {
      ir: { kind: 'each', ...base(place, 'For each item'), list: list.ir, atMost, do: block.ir },
      // An empty list runs nothing, so nothing is known behind it.
      scope: place.scope,
      ends: false,
    };
  },
});
