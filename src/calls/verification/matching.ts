/** Matches a customer with one record by facts, within limits: only yes or no comes out (DESIGN §7). */
import type { CallResult } from '../../contracts/call-result.js';
import type { Facts, NeededFacts } from '../../contracts/customer.js';
import { orderSubject } from '../../commerce/orders/subject.js';
import type { SubjectRecord } from '../../commerce/subject.js';
import { opaqueId } from '../../security/keyed-hash.js';
import type { FailedAttempts } from '../../store/store.js';
import type { PlannedCall } from '../plan.js';
import type { CallPorts } from '../ports.js';
import { completeSets, factsToCheck, matchesRecord, missingFacts, normalised } from './facts.js';
import { type FoundRecord, noteOf, recordByNumber } from './records.js';

/** Failed attempts after which comparison stops, and above which a merchant's day is not normal. */
export const attemptLimits = { conversation: 3, number: 5, merchantAlarm: 50 } as const;

/** The customer's record, or the result that says why none is given. */
export type Match = { record: SubjectRecord } | { result: CallResult };

/** What is known before comparing facts; `read` is set if the record was already read, even if there was none. */
export interface Asked {
  number: string;
  /** Whether the customer has told the number as a fact: then it may be that of something else. */
  isFact?: boolean;
  ref?: string;
  read?: FoundRecord;
}

/**
 * Compares the facts with the record asked for. A nonexistent record takes the same path as a foreign one, and
 * missing facts are computed without reading any.
 */
export async function matchByFacts(ports: CallPorts, call: PlannedCall, asked: Asked): Promise<Match> {
  const facts: Facts = { ...call.request.call.facts, number: asked.number };
  const sets = call.merchant.config.verification;
  const hashes = hashesOf(ports, call, facts);
  const { merchant, conversation } = call.request;
  const soFar = await ports.store.verifications.attempts(merchant, conversation, hashes.number, ports.now());
  if (isExhausted(soFar)) return unverified;
  const complete = completeSets(sets, facts);
  if (complete.length === 0) return needsFacts(call, missingFacts(sets, facts), false);

  const found = asked.read ?? (await recordByNumber(ports, call, asked.number, 'verify'));
  if (found === 'unavailable') return { result: { outcome: 'unavailable' } };
  const { record } = found;
  const isAskedFor = record !== undefined && (asked.ref === undefined || record.ref === asked.ref);
  const matches = isAskedFor && complete.some((set) => matchesRecord(record, set, facts));
  // Guesses run concurrently: comparisons are judged and counted under one lock, in one order.
  const { verdict, attempts } = await ports.store.verifications.judge({
    ...{ merchant, conversation, ...hashes, now: ports.now(), limits: attemptLimits },
    ...(matches ? { match: noteOf(ports, call, record) } : {}),
  });
  if (verdict === 'verified' && matches) return { record };
  if (verdict === 'exhausted') return unverified;
  reportFailed(ports, merchant, attempts);
  return isExhausted(attempts)
    ? unverified
    : needsFacts(call, factsToCheck(sets, asked.isFact === true), true);
}

/** Asks for facts to tell which record it is. */
export function needsFacts({ about }: PlannedCall, needed: NeededFacts, failed: boolean): Match {
  const kind = about === orderSubject ? {} : { about: about.kind };
  return { result: { outcome: 'needs_facts', ...needed, failed, ...kind } };
}

const unverified: Match = { result: { outcome: 'unverified' } };

const isExhausted = ({ conversation, number }: FailedAttempts): boolean =>
  conversation >= attemptLimits.conversation || number >= attemptLimits.number;

function hashesOf({ secret }: CallPorts, call: PlannedCall, facts: Facts): { number: string; set: string } {
  const { merchant } = call.request;
  const spelled = (['number', 'email', 'postcode'] as const).map((kind) =>
    facts[kind] === undefined ? null : normalised(kind, facts[kind]),
  );
  return {
    number: opaqueId(secret, `${call.about.kind}_number`, merchant, spelled[0] ?? null),
    set: opaqueId(secret, 'facts', merchant, spelled),
  };
}

function reportFailed({ metrics, log }: CallPorts, merchant: string, attempts: FailedAttempts): void {
  metrics.verificationFailed({ merchant });
  if (attempts.merchant <= attemptLimits.merchantAlarm) return;
  metrics.verificationAlarm({ merchant });
  log.warn({ merchant, failed: attempts.merchant }, 'more facts than usual did not match today');
}
