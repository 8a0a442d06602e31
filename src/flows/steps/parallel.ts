/** `parallel`: branches side by side; the flow goes on when all of them are done. */
import { z } from 'zod';
import type { FieldType, ParallelStep } from '../../contracts/ir.js';
import { stepsIn } from '../../workflows/interpreter/steps-in.js';
import type { Block, Compilation, Place } from '../compilation.js';
import { wrongName } from '../names.js';
import { insideOf, spent, together } from '../scope.js';
import { compileBranch, endsFlow, openBranch, withOutputs } from './branches.js';
import { base, common, stepKind } from './step-kind.js';
import { nameWords } from '../../contracts/operator-words.js';
import type { LooseEnd } from '../diagram/mermaid-flowchart.js';
import type { Pen } from '../diagram/pen.js';

const MIN_BRANCHES = 2;
const MAX_BRANCHES = 8;

/** `parallel: { name: branch }`; a branch's outputs are read as `steps.<id>.<name>`. */
export const parallel = stepKind({
  kind: 'parallel',
  schema: (blocks) =>
    z.strictObject({
      ...common,
      parallel: z
        .record(z.string(), blocks.branch)
        .describe('2 to 8 named branches that run in parallel. The flow continues when all have ended.'),
    }),
  compile(flow, step, place) {
    checkNames(flow, Object.keys(step.parallel), place);
    let before = place.scope;
    const branches = Object.entries(step.parallel).map(([name, branch]): [string, Block] => {
      const path = [...place.path, 'parallel', name];
      const scope = insideOf(before, 'side_by_side');
      const block = compileBranch(flow, openBranch(flow, branch, path), path, scope);
      // Each branch runs once, so an earlier yes counts for one call in one branch, even on a path that ends.
      before = spent(before, ...yesesUsedIn(block));
      return [name, block];
    });
    const blocks = branches.map(([, block]) => block);
    const ends = blocks.map((block) => block.scope);
    return {
      ir: {
        kind: 'parallel',
        ...base(place, 'Run in parallel'),
        branches: Object.fromEntries(branches.map(([name, block]) => [name, block.ir])),
      },
      scope: withOutputs(flow, place, together(before, ends), givenBy(branches)),
      // All branches run, so one that always ends the flow ends it for all.
      ends: blocks.some(endsFlow),
    };
  },
  compiled: {
    parallel: {
      draw: drawParallel,
      events: ({ branches }, count) =>
        Object.values(branches).reduce((sum, { steps }) => sum + count.steps(steps), 0),
      entered: ({ branches }) => `in parallel: ${Object.keys(branches).join(', ')}`,
    },
  },
});

function checkNames(flow: Compilation, names: readonly string[], place: Place): void {
  const path = [...place.path, 'parallel'];
  if (names.length < MIN_BRANCHES || names.length > MAX_BRANCHES) {
    const message = `A \`parallel\` step needs ${MIN_BRANCHES} to ${MAX_BRANCHES} branches, not ${names.length}.`;
    const hint =
      names.length < MIN_BRANCHES
        ? 'Write the steps without `parallel`.'
        : 'Run some of them one after the other.';
    flow.reportIssue(path, 'flow_shape', message, hint, { at: 'key' });
  }
  for (const name of names) {
    const wrong = wrongName(name);
    if (wrong !== undefined)
      flow.reportIssue([...path, name], 'name_invalid', `${wrong}.`, undefined, { at: 'key' });
  }
}

const yesesUsedIn = ({ ir }: Block): (string | undefined)[] =>
  [...stepsIn(ir.steps)].map((step) => (step.kind === 'call' ? step.confirmedBy : undefined));

/** A record for each branch with outputs. */
function givenBy(branches: readonly [string, Block][]): Record<string, FieldType> {
  return Object.fromEntries(
    branches.flatMap(([name, { outputs }]): [string, FieldType][] =>
      outputs === undefined ? [] : [[name, { type: { t: 'record', fields: outputs } }]],
    ),
  );
}

function drawParallel({ branches }: ParallelStep, pen: Pen, open: readonly LooseEnd[]): LooseEnd[] {
  return pen.graph.group('In parallel', () => {
    const fork = pen.node('fork', ['start all'], open);
    const ends = Object.entries(branches).flatMap(([name, block]) =>
      pen.graph.group(nameWords(name), () =>
        pen.steps(block.steps, [{ from: fork, label: nameWords(name) }]),
      ),
    );
    return ends.length === 0 ? [] : [{ from: pen.node('fork', ['all finished'], ends) }];
  });
}
