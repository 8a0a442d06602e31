/** Decisions of agents who have signed in, and whether they count: with the role and within the limit, and without. */
import { judgeDecision } from '../../../src/calls/judge-decision.js';

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

/** Whether those of others do: family, what was tried, and the verdict. */
export function unentitled(): [family: string, what: string, isAccepted: boolean][] {
  const names = ['ben', 'cleo', 'zoe', '__proto__', 'constructor', 'Anna', 'refund-approver'];
  const roles = ['', 'Refund-Approver', 'refund-approver ', '__proto__', 'length', 'team-lead'];
  const otherMoney = ['USD', 'eur', ''].map((currency) => ({ minor: 1, currency }));
  const amounts = [eur(20_001), eur(1e15), eur(Infinity), ...otherMoney, undefined];
  return [
    ...names.flatMap((name) =>
      [{}, toLead, { escalateTo: '' }].map(
        (request) => ['role, of a decision', name, counts(name, request)] as const,
      ),
    ),
    ...roles.map((role) => ['role, of a decision', `of ${role}`, counts('anna', { role })] as const),
    ...amounts.flatMap((amount) =>
      [false, true].map(
        (escalated) =>
          [
            ...['limit', JSON.stringify(amount ?? 'none')],
            counts('anna', { amount, ...toLead }, escalated),
          ] as [string, string, boolean],
      ),
    ),
  ].map(([family, what, isAccepted]) => [family, what, isAccepted]);
}
