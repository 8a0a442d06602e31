/** Matches a customer with one record by facts, within limits: only yes or no comes out (DESIGN §7). */
import type { CallResult } from '../../contracts/call-result.js';
import type { FactKind, Facts, NeededFacts } from '../../contracts/customer.js';
import { orderSubject } from '../../commerce/orders/subject.js';
import type { SubjectRecord } from '../../commerce/subject.js';
import { opaqueId } from '../../security/keyed-hash.js';
import type { Attempt, Match } from '../../store/store.js';
import type { PlannedCall } from '../plan.js';
import type { CallPorts } from '../ports.js';
import { completeSets, factsToCheck, isShared, matchesRecord, missingFacts, normalised } from './facts.js';
import { judge, channelIn, kindOf, attemptState, type TriedSet, type Verdict, watchedOn } from './limits.js';
import { type FoundRecord, noteOf, recordByNumber } from './records.js';

/** The customer's record, or the result that says why none is given. */
export type Matched = { record: SubjectRecord } | { result: CallResult };

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
export async function matchByFacts(ports: CallPorts, call: PlannedCall, asked: Asked): Promise<Matched> {
  const facts: Facts = { ...call.request.call.facts, number: asked.number };
  const sets = call.merchant.config.verification;
  const complete = completeSets(sets, facts);
  const { attempt, tried } = await attemptOf(ports, call, facts, complete);
  const state = attemptState(await ports.store.verifications.counts(attempt), tried, attempt.now);
  if (complete.length === 0)
    return state === 'open' ? needsFacts(call, missingFacts(sets, facts), false) : unverified;
  // Not compared any more, but counted.
  if (state === 'exhausted') {
    await judged(ports, attempt, []);
    return unverified;
  }

  const found = asked.read ?? (await recordByNumber(ports, call, asked.number, 'verify'));
  if (found === 'unavailable') return { result: { outcome: 'unavailable' } };
  const { record } = found;
  const isAskedFor = record !== undefined && (asked.ref === undefined || record.ref === asked.ref);
  const compared = complete.map((set, index) => ({
    ...{ own: [], shared: [], ...tried[index] },
    matches: isAskedFor && matchesRecord(record, set, facts),
  }));
  // Guesses run concurrently: comparisons are judged and counted under one lock, in one order.
  const match = isAskedFor ? noteOf(ports, call, record) : undefined;
  const { verdict, hasFailed } = await judged(ports, attempt, compared, match);
  if (hasFailed) ports.metrics.verificationFailed({ merchant: attempt.merchant });
  if (verdict === 'verified' && record !== undefined) return { record };
  return verdict === 'failed'
    ? needsFacts(call, factsToCheck(sets, asked.isFact === true), true)
    : unverified;
}

/** Asks for facts to tell which record it is. */
export function needsFacts({ about }: PlannedCall, needed: NeededFacts, failed: boolean): Matched {
  const kind = about === orderSubject ? {} : { about: about.kind };
  return { result: { outcome: 'needs_facts', ...needed, failed, ...kind } };
}

const unverified: Matched = { result: { outcome: 'unverified' } };

/** The attempt that the facts make, and by which keyed hashes each complete set is counted. */
async function attemptOf(
  ports: CallPorts,
  call: PlannedCall,
  facts: Facts,
  complete: readonly (readonly FactKind[])[],
): Promise<{ attempt: Attempt; tried: Omit<TriedSet, 'matches'>[] }> {
  const { merchant, conversation } = call.request;
  const { secret } = ports;
  const spelled = (kind: FactKind): string | null =>
    facts[kind] === undefined ? null : normalised(kind, facts[kind]);
  const hashes = (set: readonly FactKind[], shared: boolean): string[] =>
    set
      .filter((kind) => kind !== 'number' && isShared(kind) === shared)
      .map((kind) => opaqueId(secret, 'fact', merchant, kind, spelled(kind)));
  const tried = complete.map((set) => ({ own: hashes(set, false), shared: hashes(set, true) }));
  const channel = (await ports.store.conversations.channelOf(merchant, conversation)) ?? '';
  const attempt = {
    ...{ merchant, conversation, now: ports.now() },
    number: opaqueId(secret, `${call.about.kind}_number`, merchant, spelled('number')),
    set: opaqueId(secret, 'facts', merchant, [spelled('number'), spelled('email'), spelled('postcode')]),
    own: distinct(tried.flatMap(({ own }) => own)),
    watched: watchedOn(channel, distinct(tried.flatMap(({ shared }) => shared))),
  };
  return { attempt, tried };
}

const distinct = (names: readonly string[]): string[] => [...new Set(names)];

/** Judges an attempt, and tells the operator what has left its norm by it. */
async function judged(
  { store, metrics, log }: CallPorts,
  attempt: Attempt,
  sets: readonly TriedSet[],
  match?: Match,
): Promise<Verdict> {
  const { merchant, now } = attempt;
  const tried = { sets, now, ...(match === undefined ? {} : { match }) };
  const { value, braked } = await store.verifications.judge(attempt, (counts) => judge(counts, tried));
  for (const name of braked) {
    const of = kindOf(name);
    metrics.verificationAlarm({ merchant, of });
    log.warn({ merchant, of, ...(of === 'channel' ? { channel: channelIn(name) } : {}) }, alarms[of]);
  }
  return value;
}

/** What the log says; what a fact is stands nowhere. */
const alarms: Readonly<Record<ReturnType<typeof kindOf>, string>> = {
  shared:
    'facts that many share were tried at more orders than customers mistype: braked until an hour is quiet',
  channel: 'more facts than customers mistype did not match on a channel: braked until an hour is quiet',
  merchant: 'more facts than customers mistype did not match within a day',
};
