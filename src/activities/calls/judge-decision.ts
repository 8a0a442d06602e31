/** Whether an approver's decision counts: pure, with the same result on arrival and at the call (DESIGN §6). */
import type { ErrorCode } from '../../contracts/errors/catalogue.js';
import type { ApprovalRequest, AuthenticatedAgent } from '../../contracts/approval.js';
import type { Approver, MerchantConfig } from '../../merchants/merchant.js';
import {
  type DecisionClaims,
  maxDecisionLifeMs,
  type ReadDecision,
  readDecision,
} from '../../security/decision-token.js';

// Names of people, compared as a reader sees them: "Anna", "anna ", "Аnnа" in Cyrillic and anna@shop.example are one (DESIGN §6).

/**
 * Letters of other scripts that look like the Latin letter on their left: Cyrillic, Greek, Armenian, Cherokee, and
 * the odd forms of Latin itself. What NFKD makes equal (full width, mathematical, accents) needs no entry.
 */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  a: 'АаΑαɑᴀᎪꭺ',
  b: 'ВвЬьΒβʙƅᏴ',
  c: 'СсϹϲᴄᏟ',
  d: 'ԀԁᴅđᎠ',
  e: 'ЕеЄєΕεᴇɛᎬ',
  f: 'ϜϝꜰғƒᎰ',
  g: 'ԌԍɡɢցᏀ',
  h: 'НнҺһΗʜհħᎻ',
  i: 'ІіΙιıɩɪᎥ',
  j: 'ЈјͿϳᴊյᎫ',
  k: 'КкҚқΚκᴋᏦ',
  l: 'ӀӏʟłւᏞ',
  m: 'МмΜᴍᎷ',
  n: 'ПпΝηɴոռ',
  o: 'ОоΟοσᴏøօ',
  p: 'РрΡρᴘᏢ',
  q: 'ԚԛզԳ',
  r: 'Ггʀᴦꭇ',
  s: 'ЅѕꜱՏᏚ',
  t: 'ТтΤτᴛᎢ',
  u: 'μυᴜսʋ',
  v: 'ѴѵνᴠᏙ',
  w: 'ԜԝωᴡшաᎳ',
  x: 'ХхΧχ',
  y: 'УуҮүΥγʏᎩ',
  z: 'ΖᴢᏃ',
};

const latinOf: ReadonlyMap<string, string> = new Map(
  Object.entries(LOOK_ALIKES).flatMap(([latin, others]) =>
    Array.from(others, (other): [string, string] => [other, latin]),
  ),
);

/** Characters and pairs that few typefaces distinguish, after case folding. */
const READ_ALIKE: readonly [RegExp, string][] = [
  [/[1i]/g, 'l'],
  [/0/g, 'o'],
  [/rn/g, 'm'],
  [/vv/g, 'w'],
];

/** True if two names, or the addresses that carry them, may be read as one person's. */
export function readsAlike(a: string, b: string): boolean {
  const known = readings(b);
  return [...readings(a)].some((reading) => known.has(reading));
}

/** How a name may be read: as it is, and as the local part of an address. */
function readings(name: string): Set<string> {
  const plain = name.normalize('NFKC');
  // "Anna Lee <anna+desk@shop.example>" also reads as the address in it, with and without its tag.
  const local =
    before(plain, '@')
      .split(/[\s<>"@]/u)
      .at(-1) ?? '';
  const texts = [plain, before(plain, '<'), local, before(local, '+')];
  // A capital may resemble another letter than its lower-case form does: Н resembles H, the Greek ν not N.
  const cases = texts.flatMap((text) => [text, text.toLowerCase(), text.toUpperCase()]);
  const all = new Set(cases.map(skeleton).filter((reading) => reading !== ''));
  // A name of symbols alone has no letters to read.
  return all.size > 0 ? all : new Set([plain.trim()]);
}

function before(text: string, sign: string): string {
  const at = text.lastIndexOf(sign);
  return at < 0 ? '' : text.slice(0, at);
}

/** Letters and digits only: accents, spaces, dots, hyphens, control and zero-width characters do not matter. */
function skeleton(text: string): string {
  const latin = Array.from(text.normalize('NFKD'), (character) => latinOf.get(character) ?? character);
  const letters = latin
    .join('')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  return READ_ALIKE.reduce((read, [form, same]) => read.replace(form, same), letters);
}

/** A decision with the request that it answers. */
export interface DecisionCase {
  request: Pick<ApprovalRequest, 'id' | 'digest' | 'role' | 'escalateTo' | 'amount' | 'expiresAt'>;
  decision: { decision: 'approved' | 'rejected'; token: string };
  /** When the decision entered the history: token and request are judged at this moment (epoch ms). */
  decidedAt: number;
  /** After an escalation both roles may decide. */
  escalated: boolean;
  /** Who it is by the merchant's sign-in, if that and no key of their own vouches for them. */
  agent?: AuthenticatedAgent | undefined;
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
function judgeAgent({ approvers }: Approvers, given: DecisionCase, agent: AuthenticatedAgent): Judgement {
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
  { signedInAt: issuedAt, expiresAt: until }: AuthenticatedAgent,
  decidedAt: number,
  request: Pick<ApprovalRequest, 'expiresAt'>,
): ErrorCode | undefined {
  if (issuedAt === undefined) return 'approval_sign_in_time_missing';
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
  if (issuedAt > decidedAt + clockSkewMs) return 'approval_token_early';
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
