/** Who decides in a test: the approvers of merchant.yaml with throw-away keys, plus one approver per role. */
import { ApplicationFailure } from '@temporalio/common';
import type { ApprovalRequest } from '../contracts/approval.js';
import type { Approver, MerchantConfig } from '../merchants/merchant.js';
import { maxDecisionLifeMs, signDecision } from '../security/decision-token.js';
import { generateKey, type KeyPair } from '../security/signing-keys.js';

/** A decision and who makes it: an approver of merchant.yaml, or a role. */
export interface Deciding {
  decision: 'approved' | 'rejected';
  by: string;
}

/** This process's keys by name: tests do not depend on how they are made. */
const keys = new Map<string, KeyPair>();

function keyOf(name: string): KeyPair {
  const key = keys.get(name) ?? generateKey();
  keys.set(name, key);
  return key;
}

/** The merchant's file with approvers whose keys we hold; a role's approver has no limit. */
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

/** A decision's token, as an approver would sign it at a given moment. */
export function signedBy(
  { merchant }: Pick<MerchantConfig, 'merchant'>,
  { id: requestId, digest }: Pick<ApprovalRequest, 'id' | 'digest'>,
  { decision, by }: Deciding,
  now: number,
): string {
  const life = { issuedAt: now, expiresAt: now + maxDecisionLifeMs };
  return signDecision({ approver: by, merchant, requestId, digest, decision, ...life }, keyOf(by).privateKey);
}

/** When a decision that comes too early would count: the role of the escalation decides only after it. */
export function countsFrom(
  { approvers }: Pick<MerchantConfig, 'approvers'>,
  { escalateAt, escalateTo }: Pick<ApprovalRequest, 'escalateAt' | 'escalateTo'>,
  by: string,
  refused: string,
): { from?: number } {
  const roles = Object.hasOwn(approvers, by) ? approvers[by]?.roles : undefined;
  const isLater =
    refused === 'approval_wrong_role' && escalateTo !== undefined && roles?.includes(escalateTo);
  return isLater === true && escalateAt !== undefined ? { from: escalateAt } : {};
}

/** The code with which a decision was refused; throws what is no refusal. */
export function codeOfRefusal(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (cause instanceof ApplicationFailure && typeof cause.type === 'string') return cause.type;
  throw error;
}
