/** Sub-flows that can end in several ways, of which the flow goes on as if there were one. */
import type { StepIr } from '../../contracts/ir.js';
import { blocksOf } from '../../workflows/interpreter/steps/registry.js';
import type { Compilation } from '../compilation.js';
import { valueAt } from '../yaml/zod-issues.js';

/** Warns where a sentence follows, which is only right for one of the results. */
export function warnOfUnreadResults(flow: Compilation, steps: readonly StepIr[]): void {
  for (const [index, step] of steps.entries()) {
    for (const [, block] of blocksOf(step)) warnOfUnreadResults(flow, block.steps);
    const path = flow.places.get(step.id);
    if (step.kind !== 'subflow' || path === undefined) continue;
    const name = valueAt(flow.document.value, [...path, 'subflow']);
    const callee = typeof name === 'string' ? flow.callees.get(name) : undefined;
    const results = Object.keys(callee?.signature.results ?? {});
    const isRead = step.named && new RegExp(`\\bsteps\\.${step.id}\\b`).test(flow.document.text);
    const [next] = steps.slice(index + 1);
    if (results.length < 2 || isRead || next?.kind !== 'say') continue;
    const message = `\`${step.flow}\` can end as ${results.map((result) => `\`${result}\``).join(', ')}, and nothing reads which before the sentence in line ${next.line}.`;
    const named = step.named ? 'A' : 'Give this step an `id`, and a';
    const hint = `${named}dd \`- choose: steps.${step.named ? step.id : '<id>'}.result\` after it, with what to say in each case.`;
    flow.warn([...path, 'subflow'], 'result_unread', message, hint);
  }
}
