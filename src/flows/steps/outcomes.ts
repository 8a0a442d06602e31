/** Outcomes besides `done`: the flow's own blocks, and the merchant's default elsewhere (DESIGN §4, Outcomes). */
import type { BlockIr, ExprIr, FieldType, OutcomeName } from '../../contracts/ir.js';
import type { Json } from '../../contracts/json.js';
import type { Path } from '../yaml/document.js';
import { didYouMean } from '../yaml/suggest.js';
import type { Block, Compilation, Place } from '../compilation.js';
import { merged, type Scope, type StepView, withStep } from '../scope.js';
import type { FieldTypes } from '../types/type.js';
import { valueAt } from '../compile-values.js';
import { compileBranch, openBranch } from './branches.js';

/** A step's outcomes, and what can be read in each one's block. */
export interface OutcomePlan {
  /** outcome → what can be read of the step inside its block. */
  views: Readonly<Partial<Record<OutcomeName, StepView>>>;
  /** The step's title for people, without values. */
  title: string;
  /** The outputs that a block that goes on must provide for the step; undefined if every block must end. */
  given?: (
    flow: Compilation,
    outputs: Readonly<Record<string, Json>>,
    path: Path,
    owner: Path,
    scope: Scope,
  ) => Given;
  /** Why every block must end. */
  mustEnd?: string;
  /** The outcome whose sentence is said where the flow has no block. */
  saidAs?: string;
}

/** What a block provides in place of the step: values, and the result they belong to. */
interface Given {
  outputs: Readonly<Record<string, ExprIr>>;
  result?: { name: string; fields: FieldTypes };
}

/** The blocks of all outcomes; `results` are those that blocks that go on add to the step's own. */
export interface Outcomes {
  blocks: Readonly<Record<string, BlockIr>>;
  results: Readonly<Record<string, FieldTypes>>;
  ends: readonly Scope[];
}

/** Compiles what is written under `outcomes:`, and fills in defaults for the rest. */
export function compileOutcomes(
  flow: Compilation,
  raw: Readonly<Record<string, Json>> | undefined,
  place: Place,
  plan: OutcomePlan,
): Outcomes {
  checkOutcomeNames(flow, raw, place, Object.keys(plan.views));
  const blocks: [string, BlockIr][] = [];
  const results: [string, FieldTypes][] = [];
  const ends: Scope[] = [];
  for (const [name, view] of Object.entries(plan.views)) {
    const branch = raw !== undefined && Object.hasOwn(raw, name) ? raw[name] : undefined;
    if (branch === undefined) {
      blocks.push([name, defaultBlock(flow, plan.saidAs ?? name, place, plan.title)]);
      continue;
    }
    const { block, given } = handler(
      flow,
      branch,
      [...place.path, 'outcomes', name],
      inside(place, view),
      plan,
    );
    blocks.push([name, block.ir]);
    if (!block.ends) ends.push(block.scope);
    if (given?.result !== undefined) results.push([given.result.name, given.result.fields]);
  }
  return { blocks: Object.fromEntries(blocks), results: Object.fromEntries(results), ends };
}

/** Reports outcomes that the step cannot have. */
export function checkOutcomeNames(
  flow: Compilation,
  raw: Readonly<Record<string, Json>> | undefined,
  place: Place,
  names: readonly string[],
): void {
  for (const name of Object.keys(raw ?? {})) {
    if (names.includes(name)) continue;
    const path = [...place.path, 'outcomes', name];
    const hint = didYouMean(name, names);
    flow.reportIssue(path, 'outcome_unknown', `This step cannot have the outcome \`${name}\`.`, hint, {
      at: 'key',
    });
  }
}

const inside = ({ scope, named, id }: Place, view: StepView): Scope =>
  withStep(scope, named ? id : undefined, view);

function handler(
  flow: Compilation,
  branch: Json,
  path: Path,
  scope: Scope,
  plan: OutcomePlan,
): { block: Block; given?: Given } {
  const open = openBranch(flow, branch, path);
  const { outputs, outputsPath } = open;
  const block = compileBranch(flow, { ...open, outputs: {} }, path, scope);
  if (block.ends) {
    if (Object.keys(outputs).length === 0) return { block };
    flow.reportIssue(
      outputsPath,
      'step_unreachable',
      'This block ends the flow, so its outputs are never used.',
      'Remove them.',
      { at: 'key' },
    );
    return { block };
  }
  if (plan.given === undefined) {
    flow.reportIssue(path, 'outcome_goes_on', plan.mustEnd ?? 'This block must end the flow.', undefined, {
      at: 'key',
    });
    return { block };
  }
  const given = plan.given(flow, outputs, outputsPath, path, block.scope);
  const hasOutputs = Object.keys(given.outputs).length > 0;
  return { block: hasOutputs ? { ...block, ir: { ...block.ir, outputs: given.outputs } } : block, given };
}

/**
 * Outputs in place of the step's fields: all that are always present, none that it does not have. What the step
 * output before its outcome (`known`) is kept unless the block overrides it.
 */
export function giveFields(
  fields: FieldTypes,
  known?: { of: Place; fields: FieldTypes },
): NonNullable<OutcomePlan['given']> {
  const before = Object.keys(known?.of.named === true ? known.fields : {});
  const maybe = Object.entries(fields).map(([name, { type, ...rest }]): [string, FieldType] => [
    name,
    { type, ...rest, ...(before.includes(name) ? { optional: true } : {}) },
  ]);
  const kept = before.map((name): [string, ExprIr] => [
    name,
    { k: 'read', root: 'steps', path: [known?.of.id ?? '', name] },
  ]);
  return (flow, outputs, path, owner, scope) => ({
    outputs: {
      ...Object.fromEntries(kept),
      ...fieldsGiven(flow, outputs, Object.fromEntries(maybe), { path, owner }, scope),
    },
  });
}

/** Outputs with a `result`: one of the operation's with its outputs, or the outcome's own name, alone. */
export function giveResult(results: Readonly<Record<string, FieldTypes>>): NonNullable<OutcomePlan['given']> {
  return (flow, outputs, path, owner, scope) => {
    const outcome = String(owner.at(-1));
    const known: Readonly<Record<string, FieldTypes>> = { ...results, [outcome]: {} };
    const { result, ...rest } = outputs;
    const fields = typeof result === 'string' && Object.hasOwn(known, result) ? known[result] : undefined;
    if (typeof result !== 'string' || fields === undefined) {
      const message =
        result === undefined
          ? 'This block continues without a result.'
          : `There is no result \`${JSON.stringify(result)}\` here.`;
      const hint = `End the flow here, or give \`outputs: { result: … }\`: ${Object.keys(known)
        .map((name) => `\`${name}\``)
        .join(', ')}.`;
      flow.reportIssue(
        result === undefined ? owner : [...path, 'result'],
        'branch_outputs',
        message,
        hint,
        result === undefined ? { at: 'key' } : {},
      );
      return { outputs: {} };
    }
    const given = fieldsGiven(flow, rest, fields, { path, owner }, scope);
    return { outputs: { result: { k: 'value', value: result }, ...given }, result: { name: result, fields } };
  };
}

function fieldsGiven(
  flow: Compilation,
  outputs: Readonly<Record<string, Json>>,
  fields: FieldTypes,
  places: { path: Path; owner: Path },
  scope: Scope,
): Record<string, ExprIr> {
  const given = Object.entries(outputs).flatMap(([name, raw]): [string, ExprIr][] => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const path = [...places.path, name];
    if (field !== undefined) return [[name, valueAt(flow, raw, path, field, scope).ir]];
    flow.reportIssue(
      path,
      'output_unknown',
      `The step has no output \`${name}\`.`,
      didYouMean(name, Object.keys(fields)),
      { at: 'key' },
    );
    return [];
  });
  for (const [name, field] of Object.entries(fields)) {
    if (field.optional === true || Object.hasOwn(outputs, name)) continue;
    flow.reportIssue(
      places.owner,
      'branch_outputs',
      `This block continues without \`${name}\`.`,
      `End the flow here, or give \`outputs: { ${name}: … }\`.`,
      { at: 'key' },
    );
  }
  return Object.fromEntries(given);
}

/** The scope after a step that ended as `done`, or in a block that went on. */
export const behindOutcomes = (done: Scope, { ends }: Outcomes): Scope => merged(done, [done, ...ends]);

/** What people read about an outcome in the handover. */
export const outcomeReasons: Readonly<Record<string, string>> = {
  unsure: 'it is not clear what the customer means',
  refused: 'the system refused it',
  unknown: 'it may or may not have been done, so please check the system first',
  unavailable: 'the system could not be reached, so nothing was done',
  unverified: 'the customer could not be verified',
  rejected: 'the approval was rejected',
  expired: 'there was no answer in time',
  superseded: 'the details changed in the meantime, so nothing was done',
  gave_up: 'what the flow was waiting for did not happen in time',
  not_offered: 'the shop has no system connected for it',
} satisfies Record<OutcomeName | 'not_offered', string>;

/** The merchant's sentence, a handover to the default queue, and the end. */
export function defaultBlock(
  flow: Compilation,
  outcome: string,
  { line, path }: Place,
  title: string,
): BlockIr {
  const { environment } = flow;
  const key = environment.sentence(outcome) ?? '';
  flow.readable(key, path, { reworded: Object.hasOwn(environment.config.sentences, outcome) });
  const step = (kind: string, title: string) => ({ id: flow.newId(kind), named: false, title, line });
  const reason = { key: `${title}: ${outcomeReasons[outcome] ?? outcome}.`, args: [] };
  return {
    default: true,
    steps: [
      {
        kind: 'say',
        ...step('say', 'Reply to the customer'),
        text: { key, args: [] },
      },
      {
        kind: 'handover',
        ...step('handover', 'Hand off to an agent'),
        queue: environment.config.handover.default,
        reason,
      },
      { kind: 'end', ...step('end', 'End: handed_over'), result: 'handed_over', outputs: {} },
    ],
  };
}
