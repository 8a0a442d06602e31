/** Checks who decided and whether they may, by the merchant's current file; every case is audited (DESIGN §6). */
import { judgeDecision, type Judgement } from './calls/judge-decision.js';
import type { DecisionVerdict, VerifyDecisionRequest } from '../contracts/activities.js';
import type { Dependencies } from './dependencies.js';
import { merchantOf } from './merchant-of.js';

/** Makes the activity; a decision that does not count leaves the request open. */
export function verifyDecision(
  deps: Dependencies,
): (request: VerifyDecisionRequest) => Promise<DecisionVerdict> {
  return async ({ merchant, request, decision, decidedAt, escalated, expiresAt, startedBy }) => {
    const { config } = merchantOf(deps.merchants, merchant);
    const asked = { ...request, expiresAt };
    const agent = await deps.agents.identify(config, decision.token, decidedAt);
    const given = { request: asked, decision, decidedAt, escalated, startedBy, agent };
    const judgement = await unlessReplaced(
      deps,
      { merchant, request, decision },
      judgeDecision(config, given),
    );
    const outcome = judgement.accepted ? decision.decision : judgement.code;
    const comment = decision.comment === undefined ? {} : { comment: decision.comment };
    // Before the audit trail, which an attempt more would lengthen; an approver's words stand here alone.
    if (judgement.accepted) {
      const end = { state: decision.decision, at: decidedAt, decidedBy: judgement.approver };
      await deps.store.approvals.end(merchant, request.id, { ...end, ...comment });
    }
    const { digest, operation, role } = request;
    await deps.store.audit.record({
      merchant,
      at: deps.now(),
      // A name that no key has proved is only a claim.
      actor: judgement.accepted ? judgement.approver : `claimed:${judgement.claimed ?? ''}`,
      action: 'approval.decide',
      subject: request.id,
      outcome,
      details: { digest, operation, role, decidedAt },
    });
    deps.metrics.approvalDecided({ merchant, outcome });
    return judgement.accepted
      ? { accepted: true, approver: judgement.approver }
      : { accepted: false, code: judgement.code };
  };
}

/** The judgement, unless the same approver has decided anew since: what nobody had judged counts no more then. */
async function unlessReplaced(
  { store: { approvals } }: Dependencies,
  { merchant, request, decision }: Pick<VerifyDecisionRequest, 'merchant' | 'request' | 'decision'>,
  judgement: Judgement,
): Promise<Judgement> {
  const { handedOverAt: at } = decision;
  if (at === undefined) return judgement;
  if (!judgement.accepted) {
    // Its approver may have heard only that it is under way.
    const { claimed: approver, code: refused } = judgement;
    if (approver !== undefined) await approvals.judged(merchant, request.id, { approver, at, refused });
    return judgement;
  }
  const { approver } = judgement;
  const { handed = [] } = (await approvals.get(merchant, request.id)) ?? {};
  if (handed.some((newer) => newer.approver === approver && newer.at > at))
    return { accepted: false, code: 'approval_replaced', claimed: approver };
  await approvals.judged(merchant, request.id, { approver, at });
  return judgement;
}
