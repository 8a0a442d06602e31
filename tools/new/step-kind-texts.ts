/** The files of a new kind of step. */
import { pascal } from './names.js';

/** `src/flows/steps/<kind>.ts`. */
export const compileOf = (
  kind: string,
): string => `/** \`${kind}\`: one value, read as \`steps.<id>.value\`. */
import { z } from 'zod';
import { withStep } from '../scope.js';
import { freeValue } from '../values.js';
import { base, common, stepKind } from './step-kind.js';

/** \`${kind}: value\`. */
export const ${kind} = stepKind({
  kind: '${kind}',
  schema: () =>
    z.strictObject({ ...common, ${kind}: z.string().describe('The value; read as \`steps.<id>.value\`.') }),
  compile(flow, step, place) {
    const path = [...place.path, '${kind}'];
    if (!place.named)
      flow.reportIssue(path, 'flow_shape', 'Without an \`id\`, nothing of this can be read.', 'Add \`id: …\`.', {
        at: 'key',
      });
    const { ir, type, opaque, optional } = freeValue(flow, step.${kind}, path, place.scope);
    if (optional === true) flow.reportIssue(path, 'optional_unhandled', 'This may be absent here.');
    const value = type && { type, ...(opaque === true ? { opaque } : {}) };
    return {
      ir: { kind: '${kind}', ...base(place, 'Work out a value'), value: ir },
      scope: withStep(
        place.scope,
        place.named ? place.id : undefined,
        value === undefined ? { fields: {}, broken: true } : { fields: { value } },
      ),
      ends: false,
    };
  },
});
`;

/** `src/workflows/interpreter/steps/<kind>.ts`. */
export const runOf = (kind: string): string => `/** \`${kind}\`: one value. */
import type { ${pascal(kind)}Step } from '../../contracts/ir.js';
import type { StepClause } from '../visit.js';

/** Evaluates the value; it becomes the step's output. */
export const ${kind}: StepClause<${pascal(kind)}Step> = {
  enter: (visit) => ({ to: 'next', outputs: { value: visit.value(visit.step.value) } }),
};
`;

/** A flow in which the step is wrong, with the place of the mistake. */
export const brokenOf = (kind: string): string => `flow: ${kind}-without-an-id
outputs:
  result: [done]
steps:
#   ^ error: flow_shape
  - ${kind}: Hello
  - end: { result: done }
`;

/** `test/fuzz/generate/steps/<kind>.ts`. */
export const makerOf = (kind: string): string => `/** \`${kind}\`: one value. */
import { free } from '../expressions.js';
import type { Make } from '../maker.js';

/** \`${kind}: value\` */
export const make${pascal(kind)}: Make = (maker, place) => {
  maker.count('${kind}');
  const id = maker.id();
  const type = maker.tape.one(free);
  const value = \`\\\${\${maker.at(place).of(type)}}\`;
  const scope = place.scope.with(\`steps.\${id}.value\`, { type });
  return { steps: [{ id, ${kind}: value }], place: { ...place, scope } };
};
`;

const flowOf = (kind: string): string => `flow: see-${kind}
title: Repeat what the customer wrote
inputs:
  words: text
outputs:
  result: [told]
steps:
  - id: seen
    ${kind}: \${inputs.words}
  - say: 'You wrote: \${steps.seen.value}'
  - end: { result: told }
`;

const forEditors = (schema: string): string =>
  `# yaml-language-server: $schema=../../../schemas/${schema}.schema.json\n`;

/** A flow for the cookbook. */
export const recipeOf = (kind: string): string => `${forEditors('flow')}${flowOf(kind)}`;

/** Its tests, which take every way. */
export const recipeTestOf = (kind: string): string => `${forEditors('flow-test')}flow: see-${kind}

tests:
  - name: the words come back
    given:
      inputs:
        words: Hello
    then:
      said:
        - 'You wrote: Hello'
      result: told
`;

/** What the pages say of it. */
export function docsOf(kind: string): Record<'row' | 'section' | 'recipe' | 'recipeRow', string> {
  return {
    row: `| \`${kind}\` | one value | |`,
    section: `### ${kind}\n\n\`${kind}: value\`, needs an \`id\`. Output: \`value\`.`,
    recipeRow: `| [See what \`${kind}\` gives](#see-what-${kind}-gives) | \`${kind}\` |`,
    recipe: `## See what \`${kind}\` gives

“Say it back to me.”

\`\`\`yaml
${flowOf(kind)}\`\`\`

**See.** The value is read by the step’s \`id\`.

**Adapt.** Any expression can stand there.

[Flow](cookbook/see-${kind}.yaml), [tests](cookbook/see-${kind}.test.yaml)`,
  };
}
