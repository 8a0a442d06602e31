/** What a flow declares and never uses: results that no `end` returns, policy values that nothing reads. */
import type { StepIr } from '../contracts/ir.js';
import type { Json } from '../contracts/json.js';
import { valueAt } from '../yaml/zod-issues.js';
import type { Compilation } from './compilation.js';
import { stepsIn } from '../interpreter/steps-in.js';
import { isMap } from './steps-of.js';

/** Reports what is never used; only for a flow without other mistakes, as any of them may be the reason. */
export function reportUnused(flow: Compilation, steps: readonly StepIr[]): void {
  const given = new Set<string>();
  const read: string[] = [];
  for (const step of stepsIn(steps)) {
    if (step.kind === 'end') given.add(step.result);
    if (step.kind === 'call' && step.approval?.notNeededWithin !== undefined)
      read.push(step.approval.notNeededWithin);
  }
  // Steps are JSON by construction; their interfaces only lack the index signature of `Json`.
  policyReads(steps as unknown as Json, read);
  reportResults(flow, given);
  reportPolicy(flow, read);
}

/** A flow that always hands over must declare a result, though it never returns one. */
function reportResults(flow: Compilation, given: ReadonlySet<string>): void {
  const results = Object.keys(flow.signature.results);
  if (!results.some((result) => given.has(result))) return;
  const path = ['outputs', 'result'];
  const written = valueAt(flow.document.value, path);
  results.forEach((result, index) => {
    if (given.has(result)) return;
    const list = Array.isArray(written);
    const message = `No \`end\` gives \`${result}\`.`;
    flow.reportIssue([...path, list ? index : result], 'result_unused', message, undefined, { at: 'key' });
  });
}

/** A value counts as read if it, a part of it or its group is read. */
function reportPolicy(flow: Compilation, read: readonly string[]): void {
  for (const name of Object.keys(flow.signature.policy)) {
    const used = read.some((path) => `${path}.`.startsWith(`${name}.`) || `${name}.`.startsWith(`${path}.`));
    if (!used)
      flow.reportIssue(['policy', name], 'policy_unused', `Nothing reads \`policy.${name}\`.`, undefined, {
        at: 'key',
      });
  }
}

/** Paths below `policy` that expressions read, wherever they stand in the steps. */
function policyReads(value: Json, read: string[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (isMap(value) && value['root'] === 'policy' && Array.isArray(value['path']))
    read.push(value['path'].join('.'));
  for (const inner of Object.values(value)) policyReads(inner, read);
}
