/** Whether a decision counts: the rows 8.1 to 8.15 of the approvals' promise. */
import { describe, expect, test } from 'vitest';
import { type DecisionClaims, signDecision } from '../../../src/security/decision-token.js';
import { type DecisionCase, judgeDecision } from '../../../src/activities/calls/judge-decision.js';
import { generateKey } from '../../../src/security/signing-keys.js';

const keys = { anna: generateKey(), ben: generateKey(), cleo: generateKey(), stranger: generateKey() };
const minute = 60_000;
const decidedAt = 1_800_000_000_000;
const eur = (minor: number) => ({ minor, currency: 'EUR' });

const config = {
  merchant: 'demo',
  approvers: {
    anna: {
      roles: ['refund-approver'],
      limit: eur(20_000),
      keys: [generateKey().publicKey, keys.anna.publicKey],
    },
    ben: { roles: ['team-lead'], limit: eur(200_000), keys: [keys.ben.publicKey] },
    cleo: { roles: ['refund-approver', 'team-lead'], keys: [keys.cleo.publicKey] },
  },
};

interface Changes {
  claims?: Partial<DecisionClaims>;
  given?: Partial<Omit<DecisionCase, 'request' | 'decision'>>;
  request?: Partial<DecisionCase['request']>;
  key?: { privateKey: string };
  decision?: 'approved' | 'rejected';
}

function judge({ claims = {}, given = {}, request = {}, key, decision = 'approved' }: Changes = {}): string {
  const signed: DecisionClaims = {
    approver: 'anna',
    merchant: 'demo',
    requestId: 'w1#refund#1',
    digest: 'd1',
    decision,
    issuedAt: decidedAt - minute,
    expiresAt: decidedAt + 5 * minute,
    ...claims,
  };
  const own = Object.entries(keys).find(([name]) => name === signed.approver)?.[1] ?? keys.stranger;
  const verdict = judgeDecision(config, {
    request: {
      id: 'w1#refund#1',
      digest: 'd1',
      role: 'refund-approver',
      amount: eur(10_000),
      expiresAt: decidedAt + 60 * minute,
      ...request,
    },
    decision: { decision, token: signDecision(signed, (key ?? own).privateKey) },
    decidedAt,
    escalated: false,
    ...given,
  });
  return verdict.accepted ? verdict.approver : verdict.code;
}

describe('who', () => {
  test('an approver with the role, within the limit, by any of their current keys', () => {
    expect(judge()).toBe('anna');
    expect(judge({ request: { amount: eur(20_000) } })).toBe('anna');
  });
  test('8.1 nobody of that name, whatever JavaScript makes of it', () => {
    for (const approver of ['zoe', '__proto__', 'constructor', 'toString']) {
      expect(judge({ claims: { approver } })).toBe('approval_unknown_approver');
    }
  });
  test('8.1 a name with the key of another, or with a key that was taken away', () => {
    expect(judge({ key: keys.ben })).toBe('approval_token_invalid');
    expect(judge({ key: keys.stranger })).toBe('approval_token_invalid');
  });
  test('8.2 another role; after an escalation either', () => {
    expect(judge({ claims: { approver: 'ben' } })).toBe('approval_wrong_role');
    const request = { escalateTo: 'team-lead' };
    expect(judge({ claims: { approver: 'ben' }, request })).toBe('approval_wrong_role');
    expect(judge({ claims: { approver: 'ben' }, request, given: { escalated: true } })).toBe('ben');
    expect(judge({ request, given: { escalated: true } })).toBe('anna');
  });
  test('8.3 an amount over the limit, in another currency, or none', () => {
    expect(judge({ request: { amount: eur(20_001) } })).toBe('approval_over_limit');
    expect(judge({ request: { amount: { minor: 1, currency: 'USD' } } })).toBe('approval_over_limit');
    expect(judgeWithoutAmount('anna')).toBe('approval_over_limit');
    expect(judgeWithoutAmount('cleo')).toBe('cleo');
  });
  test('8.4 signed for another merchant', () => {
    expect(judge({ claims: { merchant: 'other' } })).toBe('approval_other_merchant');
  });
  test('8.5 the own request; saying no to it is allowed', () => {
    expect(judge({ given: { startedBy: ['anna'] } })).toBe('approval_own_request');
    expect(judge({ given: { startedBy: ['ben'] } })).toBe('anna');
    expect(judge({ given: { startedBy: ['anna'] }, decision: 'rejected' })).toBe('anna');
  });
  test.each([
    ['Anna', 'another case'],
    [' anna\t', 'blanks around it'],
    ['an\u200bna', 'a zero-width space'],
    ['\u202eanna', 'a sign of direction'],
    ['anna\u0000', 'a control character'],
    ['\uff21\uff4ena', 'full width'],
    ['\u0430nna', 'a Cyrillic a'],
    ['\u0391nna', 'a Greek capital alpha'],
    ['\u00e1nna', 'an accent'],
    ['anna@shop.example', 'her e-mail address'],
    ['Anna+desk@shop.example', 'her address with a tag'],
    ['"A. Miller" <anna@shop.example>', 'her address with another name'],
    ['Anna <service@shop.example>', 'her name with another address'],
  ])('8.5 the own request, with the name written as %j: %s', (startedBy) => {
    expect(judge({ given: { startedBy: [startedBy] } })).toBe('approval_own_request');
    expect(judge({ given: { startedBy: [startedBy] }, decision: 'rejected' })).toBe('anna');
  });
  test.each(['hanna', 'ann', 'anja', 'joanna@shop.example', 'service@anna.example', '4711', '\u200b'])(
    "8.5 somebody else's request, by %j",
    (startedBy) => {
      expect(judge({ given: { startedBy: [startedBy] } })).toBe('anna');
    },
  );
  test('whoever has the role may reject over the limit, nobody without it', () => {
    expect(judge({ request: { amount: eur(99_999) }, decision: 'rejected' })).toBe('anna');
    expect(judge({ claims: { approver: 'ben' }, decision: 'rejected' })).toBe('approval_wrong_role');
  });
});

function judgeWithoutAmount(approver: 'anna' | 'cleo'): string {
  const signed = { approver, merchant: 'demo', requestId: 'r', digest: 'd', decision: 'approved' as const };
  const token = signDecision(
    { ...signed, issuedAt: decidedAt, expiresAt: decidedAt + minute },
    keys[approver].privateKey,
  );
  const request = { id: 'r', digest: 'd', role: 'refund-approver', expiresAt: decidedAt + minute };
  const verdict = judgeDecision(config, {
    request,
    decision: { decision: 'approved', token },
    decidedAt,
    escalated: false,
  });
  return verdict.accepted ? verdict.approver : verdict.code;
}

describe('what', () => {
  test('8.6, 8.7 a token for one decision does not carry the other', () => {
    expect(judge({ claims: { decision: 'rejected' } })).toBe('approval_token_invalid');
    expect(judge({ claims: { decision: 'approved' }, decision: 'rejected' })).toBe('approval_token_invalid');
  });
  test('8.11 to 8.14 a changed request, or another step, visit or run', () => {
    expect(judge({ claims: { digest: 'd2' } })).toBe('approval_stale');
    for (const requestId of ['w1#refund#2', 'w1#other#1', 'w2#refund#1']) {
      expect(judge({ claims: { requestId } })).toBe('approval_stale');
    }
  });
  test.each([
    ['w1#refund#1\n', 'd1'],
    ['w1#refund#1\nd1', ''],
    ['w1#refund', '1","digest":"d1'],
    ['w1#refund#1 ', 'd1'],
    ['w1#refund#1\u0000', 'd1'],
  ])('8.15 separators in ids pass for nothing else: %j', (requestId, digest) => {
    expect(judge({ claims: { requestId, digest } })).not.toBe('anna');
  });
});

describe('when: judged at the moment it entered the history', () => {
  test('8.9 a token that has expired, is not yet valid, or lives too long', () => {
    expect(judge({ claims: { expiresAt: decidedAt } })).toBe('approval_token_expired');
    expect(judge({ claims: { expiresAt: decidedAt + 1 } })).toBe('anna');
    expect(judge({ claims: { issuedAt: decidedAt + 2 * minute } })).toBe('approval_token_early');
    expect(judge({ claims: { issuedAt: decidedAt - 11 * minute } })).toBe('approval_token_invalid');
    // One without a life is none, though it has not ended before it began.
    expect(judge({ claims: { issuedAt: decidedAt, expiresAt: decidedAt } })).toBe('approval_token_invalid');
    expect(judge({ claims: { issuedAt: decidedAt + minute, expiresAt: decidedAt } })).toBe(
      'approval_token_invalid',
    );
  });
  test('8.9 a request that has expired', () => {
    expect(judge({ request: { expiresAt: decidedAt } })).toBe('approval_expired');
    expect(judge({ request: { expiresAt: decidedAt + 1 } })).toBe('anna');
  });
});

describe('who has signed in', () => {
  const agent = { approver: 'anna', signedInAt: decidedAt - minute, expiresAt: decidedAt + 60 * minute };
  const signedIn = (changes: Partial<typeof agent> = {}, rest: Changes = {}): string =>
    judge({ ...rest, given: { ...rest.given, agent: { ...agent, ...changes } } });

  test('decides without a signature of their own, by the same rules', () => {
    expect(signedIn()).toBe('anna');
    expect(signedIn({ approver: 'zoe' })).toBe('approval_unknown_approver');
    expect(signedIn({ approver: 'constructor' })).toBe('approval_unknown_approver');
    expect(signedIn({ approver: 'ben' })).toBe('approval_wrong_role');
    expect(signedIn({}, { request: { amount: eur(20_001) } })).toBe('approval_over_limit');
    expect(signedIn({}, { given: { startedBy: ['Anna'] } })).toBe('approval_own_request');
    expect(signedIn({}, { given: { startedBy: ['Anna'] }, decision: 'rejected' })).toBe('anna');
    expect(signedIn({}, { request: { expiresAt: decidedAt } })).toBe('approval_expired');
  });

  test('within 15 minutes', () => {
    expect(signedIn({ signedInAt: decidedAt - 15 * minute + 1 })).toBe('anna');
    expect(signedIn({ signedInAt: decidedAt - 15 * minute })).toBe('approval_token_expired');
    expect(signedIn({ expiresAt: decidedAt })).toBe('approval_token_expired');
    expect(signedIn({ signedInAt: decidedAt + 2 * minute })).toBe('approval_token_early');
    const { approver, expiresAt } = agent;
    expect(judge({ given: { agent: { approver, expiresAt } } })).toBe('approval_sign_in_time_missing');
  });
});
