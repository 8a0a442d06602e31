/** Decisions of agents who have signed in, and whether they count: with the role and within the limit, and without. */
import { judgeDecision } from '../../../src/activities/calls/judge-decision.js';

const now = 1_800_000_000_000;
const eur = (minor: number) => ({ minor, currency: 'EUR' });
const approvers = {
  anna: { roles: ['refund-approver'], limit: eur(20_000), keys: [] },
  ben: { roles: ['team-lead'], keys: [] },
  cleo: { roles: [], keys: [] },
};
const toLead = { escalateTo: 'team-lead' };

const counts = (approver: string, request: object, escalated = false): boolean =>
  judgeDecision(
    { merchant: 'demo', approvers },
    {
      request: {
        ...{ id: 'r', digest: 'd', role: 'refund-approver', amount: eur(1), expiresAt: now + 1 },
        ...request,
      },
      decision: { decision: 'approved', token: '' },
      ...{ decidedAt: now, escalated },
      agent: { approver, signedInAt: now - 1, expiresAt: now + 1 },
    },
  ).accepted;

/** Whether the decisions count of those who may: by their role, and after an escalation. */
export const entitled = (): boolean[] => [counts('anna', {}), counts('ben', toLead, true)];

/** A decision of somebody who may not: family, what was tried, and whether it counts. */
type Unentitled = [family: string, what: string, isAccepted: boolean];

/** All of them. */
export function unentitled(): Unentitled[] {
  const names = ['ben', 'cleo', 'zoe', '__proto__', 'constructor', 'Anna', 'refund-approver'];
  const roles = ['', 'Refund-Approver', 'refund-approver ', '__proto__', 'length', 'team-lead'];
  const otherMoney = ['USD', 'eur', ''].map((currency) => ({ minor: 1, currency }));
  const amounts = [eur(20_001), eur(1e15), eur(Infinity), ...otherMoney, undefined];
  const tried: Unentitled[] = roles.map((role) => ['role, of a decision', role, counts('anna', { role })]);
  for (const name of names)
    for (const request of [{}, toLead, { escalateTo: '' }])
      tried.push(['role, of a decision', name, counts(name, request)]);
  for (const amount of amounts)
    for (const escalated of [false, true])
      tried.push(['limit', String(amount?.minor), counts('anna', { amount, ...toLead }, escalated)]);
  return tried;
}
