/** Names that a command was given: a misspelt one must not pass for one that has nothing to show. */
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import type { FlowIr } from '../contracts/ir.js';
import { stepsIn } from '../workflows/interpreter/steps-in.js';
import type { FlowVersions } from '../store/store.js';
import { didYouMean } from '../flows/yaml/suggest.js';

/** Throws `merchant_unknown`, with the nearest name, if no worker has ever served the merchant. */
export async function requireMerchant(flowVersions: FlowVersions, merchant: string): Promise<void> {
  const known = await flowVersions.merchants();
  if (known.includes(merchant)) return;
  const hint =
    known.length === 0 ? 'A merchant is known once a worker has served it.' : didYouMean(merchant, known);
  throw new OrderlyError('merchant_unknown', `There is no merchant \`${merchant}\``, { hint });
}

/** Throws `role_unknown`, with the nearest name, if no flow of the merchant asks for the role. */
export async function requireRole(flowVersions: FlowVersions, merchant: string, role: string): Promise<void> {
  const known = new Set((await flowVersions.all(merchant)).flatMap(rolesOf));
  if (known.has(role)) return;
  const hint = known.size === 0 ? 'No flow of this merchant asks for an approval.' : didYouMean(role, known);
  throw new OrderlyError('role_unknown', `No flow of \`${merchant}\` asks the role \`${role}\``, { hint });
}

function rolesOf({ steps }: FlowIr): string[] {
  return [...stepsIn(steps)].flatMap((step) => {
    const approval = step.kind === 'call' ? step.approval : undefined;
    return approval === undefined ? [] : [approval.by, approval.escalate?.to ?? []].flat();
  });
}
