/** Who decides in a test: the approvers of merchant.yaml with throw-away keys, and each role as somebody who has it alone. */
import type { ApprovalRequest, Decision } from '../contracts/approval.js';
import type { Approver, MerchantConfig } from '../merchants/merchant.js';
import { maxDecisionLifeMs, signDecision } from '../security/decision-token.js';
import { judgeDecision, type Judgement } from '../calls/judge-decision.js';
import { generateKey, type KeyPair } from '../security/keys.js';

/** What is decided, and by whom: an approver of merchant.yaml, or a role. */
export interface Deciding {
  decision: 'approved' | 'rejected';
  by: string;
}

/** Keys of this process by name: no test is about how they are made. */
const keys = new Map<string, KeyPair>();

function keyOf(name: string): KeyPair {
  const key = keys.get(name) ?? generateKey();
  keys.set(name, key);
  return key;
}

/** The merchant's file with approvers whose keys are at hand; a role's has no limit. */
export function withTestKeys(config: MerchantConfig): MerchantConfig {
  const named = Object.entries(config.approvers);
  const roles = [...new Set(named.flatMap(([, { roles }]) => roles))];
  const approvers: [string, Approver][] = [
    ...roles.map((role): [string, Approver] => [role, { roles: [role], keys: [] }]),
    ...named,
  ];
  const withKeys = approvers.map(([name, approver]) => [
    name,
    { ...approver, keys: [keyOf(name).publicKey] },
  ]);
  return { ...config, approvers: Object.fromEntries(withKeys) as MerchantConfig['approvers'] };
}

/** The token of a decision, as an approver signs it at a moment. */
export function signedBy(
  { merchant }: Pick<MerchantConfig, 'merchant'>,
  { id: requestId, digest }: Pick<ApprovalRequest, 'id' | 'digest'>,
  { decision, by }: Deciding,
  now: number,
): string {
  const life = { issuedAt: now, expiresAt: now + maxDecisionLifeMs };
  return signDecision({ approver: by, merchant, requestId, digest, decision, ...life }, keyOf(by).privateKey);
}

/** The decision, if it counts at this moment, and the verdict. */
export function decide(
  config: MerchantConfig,
  request: ApprovalRequest,
  deciding: Deciding,
  now: number,
): { verdict: Judgement; decision: Decision } {
  const { id: requestId, digest, escalateAt, startedBy } = request;
  const decided = { decision: deciding.decision, token: signedBy(config, request, deciding, now) };
  const escalated = escalateAt !== undefined && now >= escalateAt;
  const times = { decidedAt: now, escalated };
  return {
    verdict: judgeDecision(config, { request, decision: decided, startedBy, ...times }),
    decision: { requestId, digest, approver: deciding.by, ...decided, ...times },
  };
}
