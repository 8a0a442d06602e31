/** Branches of a step: lists of steps, or `{ do, outputs }`; all that go on have the same outputs. */
import { z } from 'zod';
import type { FieldType } from '../../contracts/ir.js';
import type { Json } from '../../contracts/json.js';
import type { Path } from '../yaml/document.js';
import { issuesOfZod } from '../yaml/zod-issues.js';
import type { Block, Compilation, Place } from '../compilation.js';
import type { Checked } from '../expressions/checked-expression.js';
import { merged, type Scope, withStep } from '../scope.js';
import { type Blocks, openBlocks, outputs } from '../schema-parts.js';
import { wrongName } from '../names.js';
import { type FieldTypes, joinedField, named } from '../types/type.js';
import { freeValue } from '../compile-values.js';

/** The form of a branch with outputs. */
export const branchSchema = (blocks: Blocks) =>
  z.strictObject({
    do: blocks.steps.optional().describe('The steps of this branch.'),
    outputs: outputs
      .optional()
      .describe('This branch’s outputs, as name: value; later steps read them as `steps.<id>`.'),
  });

const form = branchSchema(openBlocks);

/** A branch split into its steps and outputs, with their paths; mistakes in its form are reported. */
export interface OpenBranch {
  steps: Json;
  path: Path;
  outputs: Readonly<Record<string, Json>>;
  outputsPath: Path;
}

/** Checks the form of a branch. */
export function openBranch(flow: Compilation, branch: Json, path: Path): OpenBranch {
  const none = { outputs: {}, outputsPath: path };
  if (branch === '') return { steps: [], path, ...none };
  // A step that begins without `- ` is no branch with unknown keys.
  if (!isBranch(branch)) return { steps: branch, path, ...none };
  const parsed = form.safeParse(branch);
  if (!parsed.success) {
    flow.issues.push(...issuesOfZod(flow.document, parsed.error, 'flow_shape', { base: path, schema: form }));
    return { steps: [], path, ...none };
  }
  const { do: steps = [], outputs = {} } = parsed.data;
  return { steps, path: [...path, 'do'], outputs, outputsPath: [...path, 'outputs'] };
}

const isBranch = (branch: Json): boolean =>
  typeof branch === 'object' &&
  branch !== null &&
  !Array.isArray(branch) &&
  ('do' in branch || 'outputs' in branch || Object.keys(branch).length === 0);

/** Compiles a branch; its outputs are evaluated in its own scope, at its end. */
export function compileBranch(flow: Compilation, open: OpenBranch, path: Path, scope: Scope): Block {
  const block = flow.block(open.steps, open.path, scope);
  return blockOutputs(flow, { ...block, path }, open.outputs, open.outputsPath);
}

/** The block with its outputs, evaluated in its scope; one that has ended has none. */
export function blockOutputs(
  flow: Compilation,
  block: Block,
  raw: Readonly<Record<string, Json>>,
  path: Path,
): Block {
  const names = Object.keys(raw);
  for (const name of names) {
    const wrong = name === 'result' ? undefined : wrongName(name);
    if (wrong !== undefined)
      flow.reportIssue([...path, name], 'name_invalid', `${wrong}.`, undefined, { at: 'key' });
  }
  if (names.length === 0) return block;
  if (block.ends) {
    const message = 'This block ends the flow, so its outputs are never used.';
    flow.reportIssue(path, 'step_unreachable', message, 'Remove them.', { at: 'key' });
    return block;
  }
  const given = Object.entries(raw).map(([name, value]) => ({
    name,
    ...freeValue(flow, value, [...path, name], block.scope),
  }));
  return {
    ...block,
    ir: { ...block.ir, outputs: Object.fromEntries(given.map(({ name, ir }) => [name, ir])) },
    outputs: Object.fromEntries(given.flatMap(typed)),
  };
}

/** A mistaken value has no type: anything may be read from it. */
const typed = ({ name, type, optional, opaque }: Checked & { name: string }): [string, FieldType][] =>
  type === undefined
    ? []
    : [[name, { type, ...(optional === true ? { optional } : {}), ...(opaque === true ? { opaque } : {}) }]];

/** True if a block ends the flow; unknown for one that could not be read. */
export const endsFlow = ({ ends, ir }: Block): boolean => ends && ir.steps.length > 0;

/** What follows the branches of a step: the scope, and whether all of them have ended. */
export function behind(
  flow: Compilation,
  place: Place,
  branches: readonly Block[],
): { scope: Scope; ends: boolean } {
  const going = branches.filter((block) => !block.ends);
  const scope = merged(
    place.scope,
    going.map((block) => block.scope),
  );
  const fields = commonOutputs(flow, going);
  return { scope: withOutputs(flow, place, scope, fields), ends: going.length === 0 };
}

/** The scope where a step's outputs can be read by its `id`; reports outputs without an id. */
export function withOutputs(flow: Compilation, place: Place, scope: Scope, fields: FieldTypes): Scope {
  if (Object.keys(fields).length === 0) return scope;
  if (place.named) return withStep(scope, place.id, { fields });
  const message = 'Outputs are read by the `id` of the step, but it has none.';
  flow.reportIssue(place.path, 'branch_outputs', message, 'Add `id: …` to the step.');
  return scope;
}

/** The outputs common to all branches; reports a branch that differs. */
function commonOutputs(flow: Compilation, going: readonly Block[]): FieldTypes {
  const model = going.find((block) => block.outputs !== undefined);
  if (model?.outputs === undefined) return {};
  let fields = model.outputs;
  for (const block of going) {
    if (block === model) continue;
    fields = { ...fields, ...sameOutputs(flow, block, fields) };
  }
  return fields;
}

function sameOutputs(flow: Compilation, block: Block, fields: FieldTypes): FieldTypes {
  const given = block.outputs ?? {};
  const missing = Object.keys(fields).filter((name) => !Object.hasOwn(given, name));
  const extra = Object.keys(given).filter((name) => !Object.hasOwn(fields, name));
  for (const name of missing) {
    flow.reportIssue(
      block.path,
      'branch_outputs',
      `This branch has no output \`${name}\`, but another branch does.`,
      `Add \`outputs: { ${name}: … }\`, or end the branch.`,
      { at: 'key' },
    );
  }
  for (const name of extra) {
    flow.reportIssue(
      block.path,
      'branch_outputs',
      `This branch has the output \`${name}\`, but another branch does not.`,
      undefined,
      { at: 'key' },
    );
  }
  const both = Object.entries(fields).flatMap(([name, field]): [string, FieldTypes[string]][] => {
    const other = Object.hasOwn(given, name) ? given[name] : undefined;
    if (other === undefined) return [];
    const joint = joinedField(field, other);
    if (joint !== undefined) return [[name, joint]];
    flow.reportIssue(
      block.path,
      'branch_outputs',
      `\`${name}\` is a ${named(other.type)} here, but a ${named(field.type)} in another branch.`,
      undefined,
      { at: 'key' },
    );
    return [];
  });
  return Object.fromEntries(both);
}
