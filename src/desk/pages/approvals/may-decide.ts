/** What a request is about, and whether the agent may decide it; the worker judges anew whatever this says. */
import type { Approval, Session } from '../../api/contract';

/** What will be done, in words. */
export function whatOf({ summary, operation }: Approval): string {
  const what = summary['what'];
  return typeof what === 'string' ? what : operation;
}

/** Why the agent may not approve: another role's, asked for by themselves, over their limit. */
export type WhyNot = 'role' | 'own' | 'limit' | 'currency';

/** Why the agent may not approve a request; undefined if they may. */
export function whyNot(approval: Approval, { roles, agent, limit }: Session): WhyNot | undefined {
  const { role, escalateTo, escalated, escalateAt, startedBy = [], amount } = approval;
  const hasEscalated = escalated ?? (escalateAt !== undefined && Date.parse(escalateAt) <= Date.now());
  const deciding = [role, ...(hasEscalated && escalateTo !== undefined ? [escalateTo] : [])];
  if (!deciding.some((one) => roles.includes(one))) return 'role';
  if (startedBy.some((name) => name.toLowerCase() === agent.toLowerCase())) return 'own';
  if (limit === undefined || amount === undefined) return undefined;
  if (limit.currency !== amount.currency) return 'currency';
  return amount.minor > limit.minor ? 'limit' : undefined;
}
