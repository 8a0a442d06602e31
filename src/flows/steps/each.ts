/** `each`: a block for every item of a list, one after the other or several at a time. */
import { z } from 'zod';
import type { EachStep, FieldType } from '../../contracts/ir.js';
import { boundAt } from '../bounded-numbers.js';
import type { Compilation, Place } from '../compilation.js';
import { type Checked, typeOf } from '../expressions/checked-expression.js';
import { insideOf, type Scope, unconfirmed, withRoot } from '../scope.js';
import { expression, number, outputs } from '../schema-parts.js';
import type { FieldTypes } from '../types/type.js';
import { expressionAt } from '../compile-values.js';
import { compileBranch, withOutputs } from './branches.js';
import { base, common, stepKind } from './step-kind.js';
import { expressionWords } from '../print/plain-words.js';

const itemBounds = { from: 1, to: 200, example: 20 };
const concurrentBounds = { from: 2, to: 10, example: 4 };

/** `each: ${list}`, `atMost: 20`, `do: [steps]`; `item` is the current one; `outputs` become a list, `items`. */
export const each = stepKind({
  kind: 'each',
  schema: (blocks) =>
    z.strictObject({
      ...common,
      each: expression.describe(
        'The list, such as `${steps.find.order.shipments}`. Read its items as `item`.',
      ),
      atMost: number.optional().describe('The maximum number of items: 1 to 200. Required.'),
      concurrent: number
        .optional()
        .describe('How many items to process at the same time: 2 to 10. By default, one after the other.'),
      do: blocks.steps.describe('The steps for one item.'),
      outputs: outputs
        .optional()
        .describe('The outputs for each item; later steps read them as the list `steps.<id>.items`.'),
    }),
  compile(flow, step, place) {
    const list = listOf(flow, step.each, place);
    const { concurrent } = step;
    const item = list.type?.t === 'list' ? { type: list.type.of } : undefined;
    const scope = withRoot(unconfirmed(place.scope), 'item', item);
    const open = {
      steps: step.do,
      path: [...place.path, 'do'],
      outputs: step.outputs ?? {},
      outputsPath: [...place.path, 'outputs'],
    };
    const inner = concurrent === undefined ? scope : insideOf(scope, 'side_by_side');
    const block = compileBranch(flow, open, open.path, inner);
    return {
      ir: {
        kind: 'each',
        ...base(place, 'For each item'),
        list: list.ir,
        atMost: atMostOf(flow, step.atMost, place),
        ...(concurrent === undefined
          ? {}
          : { concurrent: boundAt(flow, concurrent, [...place.path, 'concurrent'], concurrentBounds) }),
        do: block.ir,
      },
      scope: behindItems(flow, place, block.outputs),
      ends: false,
    };
  },
  compiled: {
    each: {
      draw: (step, pen, open) => {
        const node = pen.node('loop', eachWords(step), open);
        const ends = pen.steps(step.do.steps, [{ from: node, label: 'each item' }]);
        pen.graph.connect(
          ends.map((end) => ({ ...end, label: end.label ?? 'next' })),
          node,
        );
        return [{ from: node, label: 'after all items' }];
      },
      events: (step, count) => step.atMost * count.steps(step.do.steps),
      entered: ({ list }) => `for each of ${expressionWords(list)}`,
    },
  },
});

function listOf(flow: Compilation, raw: string, place: Place): Checked {
  const path = [...place.path, 'each'];
  const list = expressionAt(flow, raw, path, place.scope);
  if (list.optional === true)
    flow.reportIssue(path, 'optional_unhandled', `${list.path ?? 'This'} may be missing here.`);
  if (list.type !== undefined && list.type.t !== 'list')
    flow.reportIssue(path, 'type_mismatch', `\`each\` expects a list, not a ${typeOf(list)}.`);
  return list;
}

function atMostOf(flow: Compilation, raw: string | undefined, { path }: Place): number {
  if (raw !== undefined) return boundAt(flow, raw, [...path, 'atMost'], itemBounds);
  const message = 'The loop has no maximum number of items.';
  flow.reportIssue([...path, 'each'], 'each_unbounded', message, undefined, { at: 'key' });
  return itemBounds.from;
}

/** An empty list runs nothing, so no facts hold after it; the outputs of the items form a list. */
function behindItems(flow: Compilation, place: Place, given: FieldTypes | undefined): Scope {
  if (given === undefined) return place.scope;
  const items: FieldType = { type: { t: 'list', of: { t: 'record', fields: given } } };
  return withOutputs(flow, place, place.scope, { items });
}

function eachWords({ list, atMost, concurrent }: EachStep): string[] {
  const how = concurrent === undefined ? 'one after the other' : `${concurrent} at a time`;
  return [`For each of: ${expressionWords(list)}`, `at most ${atMost}, ${how}`];
}
