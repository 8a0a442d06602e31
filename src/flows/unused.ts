/** What a flow declares and never uses: results that no `end` returns, policy values that nothing reads. */
import { valueAt } from '../yaml/zod-issues.js';
import type { Compilation } from './compilation.js';

/** Reports what is never used; only for a flow without other mistakes, as any of them may be the reason. */
export function reportUnused(flow: Compilation): void {
  reportResults(flow);
  for (const name of Object.keys(flow.signature.policy)) {
    if (isRead(name, flow.policy.read)) continue;
    const message = `Nothing reads \`policy.${name}\`.`;
    flow.reportIssue(['policy', name], 'policy_unused', message, undefined, { at: 'key' });
  }
}

/** True for a value of the policy if it, a part of it or its group is among the paths read. */
export const isRead = (name: string, read: ReadonlySet<string>): boolean =>
  [...read].some((path) => `${path}.`.startsWith(`${name}.`) || `${name}.`.startsWith(`${path}.`));

/** A flow that always hands over must declare a result, though it never returns one. */
function reportResults(flow: Compilation): void {
  const results = Object.keys(flow.signature.results);
  if (!results.some((result) => flow.given.has(result))) return;
  const path = ['outputs', 'result'];
  const written = valueAt(flow.document.value, path);
  results.forEach((result, index) => {
    if (flow.given.has(result)) return;
    const list = Array.isArray(written);
    const message = `No \`end\` gives \`${result}\`.`;
    flow.reportIssue([...path, list ? index : result], 'result_unused', message, undefined, { at: 'key' });
  });
}
