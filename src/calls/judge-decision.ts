/** Whether an approver's decision counts: pure, with the same result on arrival and at the call (DESIGN §6). */
import type { ErrorCode } from '../contracts/errors/catalogue.js';
import type { ApprovalRequest, VouchedAgent } from '../contracts/approval.js';
import type { Approver, MerchantConfig } from '../merchants/merchant.js';
import {
  type DecisionClaims,
  maxDecisionLifeMs,
  type ReadDecision,
  readDecision,
} from '../security/decision-token.js';
import { readsAlike } from '../security/names.js';

/** A decision with the request that it answers. */
export interface DecisionCase {
  request: Pick<ApprovalRequest, 'id' | 'digest' | 'role' | 'escalateTo' | 'amount' | 'expiresAt'>;
  decision: { decision: 'approved' | 'rejected'; token: string };
  /** When the decision entered the history: token and request are judged at this moment (epoch ms). */
  decidedAt: number;
  /** After an escalation both roles may decide. */
  escalated: boolean;
  /** Who it is by the merchant's sign-in, if that and no key of their own vouches for them. */
  agent?: VouchedAgent | undefined;
  /** Agents who asked for the run, or answered for the customer in it. */
  startedBy?: readonly string[] | undefined;
}

/** The verdict; a name is given as the token claims it, even when the decision does not count. */
export type Judgement =
  { accepted: true; approver: string } | { accepted: false; code: ErrorCode; claimed?: string };

type Approvers = Pick<MerchantConfig, 'merchant' | 'approvers'>;

// Clocks of approver and worker may differ by this much.
const clockSkewMs = 60 * 1000;

/** Judges a decision by the merchant's file as it is now. */
export function judgeDecision(
  config: Pick<MerchantConfig, 'merchant' | 'approvers'>,
  given: DecisionCase,
): Judgement {
  if (given.agent !== undefined) return judgeAgent(config, given, given.agent);
  const read = readDecision(given.decision.token);
  if (read === undefined) return { accepted: false, code: 'approval_token_invalid' };
  const { approver: name } = read.claims;
  const code = refusalOf(config, read, given);
  return code === undefined ? { accepted: true, approver: name } : { accepted: false, code, claimed: name };
}

/** The message names request, digest and decision; who sends it has signed in shortly before. */
function judgeAgent({ approvers }: Approvers, given: DecisionCase, agent: VouchedAgent): Judgement {
  const { decidedAt, decision, request } = given;
  const { approver: name } = agent;
  const approver = Object.hasOwn(approvers, name) ? approvers[name] : undefined;
  const code =
    approver === undefined
      ? 'approval_unknown_approver'
      : (signInRefusal(agent, decidedAt, request) ??
        rightsRefusal(approver, { approver: name, decision: decision.decision }, given));
  return code === undefined ? { accepted: true, approver: name } : { accepted: false, code, claimed: name };
}

/** The moment of the token proves nothing: a sign-in of long ago gets new ones without anybody being there. */
function signInRefusal(
  { signedInAt: issuedAt, expiresAt: until }: VouchedAgent,
  decidedAt: number,
  request: Pick<ApprovalRequest, 'expiresAt'>,
): ErrorCode | undefined {
  if (issuedAt === undefined) return 'approval_sign_in_untold';
  const expiresAt = Math.min(until, issuedAt + maxDecisionLifeMs);
  return timeRefusal({ issuedAt, expiresAt }, decidedAt, request);
}

function refusalOf(
  config: Approvers,
  { claims, isSignedBy }: ReadDecision,
  given: DecisionCase,
): ErrorCode | undefined {
  if (claims.merchant !== config.merchant) return 'approval_other_merchant';
  const { approver: name } = claims;
  const approver = Object.hasOwn(config.approvers, name) ? config.approvers[name] : undefined;
  if (approver === undefined) return 'approval_unknown_approver';
  if (!isSignedBy(approver.keys)) return 'approval_token_invalid';
  return tokenRefusal(claims, given) ?? rightsRefusal(approver, claims, given);
}

function tokenRefusal(
  claims: DecisionClaims,
  { request, decision, decidedAt }: DecisionCase,
): ErrorCode | undefined {
  if (claims.requestId !== request.id || claims.digest !== request.digest) return 'approval_stale';
  if (claims.decision !== decision.decision) return 'approval_token_invalid';
  const life = claims.expiresAt - claims.issuedAt;
  if (life <= 0 || life > maxDecisionLifeMs) return 'approval_token_invalid';
  return timeRefusal(claims, decidedAt, request);
}

function timeRefusal(
  { issuedAt, expiresAt }: Pick<DecisionClaims, 'issuedAt' | 'expiresAt'>,
  decidedAt: number,
  request: Pick<ApprovalRequest, 'expiresAt'>,
): ErrorCode | undefined {
  if (issuedAt > decidedAt + clockSkewMs) return 'approval_token_invalid';
  if (decidedAt >= expiresAt) return 'approval_token_expired';
  return decidedAt >= request.expiresAt ? 'approval_expired' : undefined;
}

/** Why somebody with these rights may not decide this way, or undefined: role, self-approval, limit. */
function rightsRefusal(
  approver: Approver,
  claims: Pick<DecisionClaims, 'approver' | 'decision'>,
  given: DecisionCase,
): ErrorCode | undefined {
  const { request, escalated, startedBy } = given;
  const mayDecide = approver.roles.includes(request.role);
  const mayAfterwards =
    escalated && request.escalateTo !== undefined && approver.roles.includes(request.escalateTo);
  if (!mayDecide && !mayAfterwards) return 'approval_wrong_role';
  // Whoever may decide may also say no: the four-eyes rule and limits only guard payments.
  if (claims.decision === 'rejected') return undefined;
  if (startedBy?.some((name) => readsAlike(name, claims.approver)) === true) return 'approval_own_request';
  return isOverLimit(approver, request.amount) ? 'approval_over_limit' : undefined;
}

// An amount in another currency, or none at all, cannot be under a limit.
function isOverLimit({ limit }: Approver, amount: DecisionCase['request']['amount']): boolean {
  if (limit === undefined) return false;
  return amount === undefined || amount.currency !== limit.currency || amount.minor > limit.minor;
}
