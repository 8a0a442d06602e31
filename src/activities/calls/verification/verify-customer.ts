/** Who is asking: an operation on customers' data runs for a verified customer only, whatever the flow says (DESIGN §7). */
import type { CallResult } from '../../../contracts/call-result.js';
import type { Json } from '../../../contracts/json.js';
import { type SubjectRecord, subjectOf } from '../../../commerce/subject.js';
import { read, resultOf } from '../attempt.js';
import type { PlannedCall } from '../plan.js';
import type { CallPorts, AuthenticatedCustomer } from '../ports.js';
import {
  missingFacts,
  sameFact,
  completeSets,
  factsToCheck,
  isShared,
  matchesRecord,
  normalised,
} from './compare-facts.js';
import { note, noted, recordByNumber, type FoundRecord, noteOf } from './verified-records.js';
import type { FactKind, Facts, NeededFacts } from '../../../contracts/customer.js';
import { orderSubject } from '../../../commerce/orders/subject.js';
import { opaqueId } from '../../../security/keyed-hash.js';
import type { Attempt, Match } from '../../../store/store.js';
import {
  judge,
  channelIn,
  kindOf,
  attemptState,
  type TriedSet,
  type Verdict,
  watchedOn,
} from './attempt-limits.js';

// Matches a customer with one record by facts, within limits: only yes or no comes out (DESIGN §7).

/** The customer's record, or the result that says why none is given. */
type Matched = { record: SubjectRecord } | { result: CallResult };

/** What is known before comparing facts; `read` is set if the record was already read, even if there was none. */
interface Asked {
  number: string;
  /** Whether the number is what the record was asked for by: then it may be that of something else. */
  isNamed?: boolean;
  ref?: string;
  read?: FoundRecord;
}

/**
 * Compares the facts with the record asked for. A nonexistent record takes the same path as a foreign one, and
 * missing facts are computed without reading any.
 */
async function matchByFacts(ports: CallPorts, call: PlannedCall, asked: Asked): Promise<Matched> {
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
    ? needsFacts(call, factsToCheck(sets, asked.isNamed === true), true)
    : unverified;
}

/** Asks for facts to tell which record it is. */
function needsFacts({ about }: PlannedCall, needed: NeededFacts, failed: boolean): Matched {
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
    'customer facts were tried on too many orders: verification is blocked until an hour passes without attempts',
  channel:
    'too many failed verification attempts on a channel: verification is blocked until an hour passes without attempts',
  merchant: 'too many failed verification attempts within a day',
};

/**
 * Undefined if the call may go on; otherwise its result: what is missing, `unverified`, or the record itself, if
 * reading it was all that was asked.
 */
export async function verify(ports: CallPorts, call: PlannedCall): Promise<CallResult | undefined> {
  if (call.operation.privacy === 'none') return undefined;
  const authenticated = ports.authenticated(call.merchant, call.request);
  switch (call.operation.subject) {
    case 'number':
      return answered(call, await matchNumber(ports, call, authenticated));
    case 'record':
      return matchSubject(ports, call, authenticated);
    case 'list':
      return listRecords(ports, call, authenticated);
    case 'none':
      return authenticated?.current === true ? undefined : { outcome: 'unverified' };
  }
}

async function matchNumber(
  ports: CallPorts,
  call: PlannedCall,
  authenticated: AuthenticatedCustomer | undefined,
): Promise<Matched> {
  const { inputs, facts } = call.request.call;
  const number = typeof inputs.number === 'string' ? inputs.number : facts.number;
  if (number === undefined)
    return needsFacts(call, missingFacts(call.merchant.config.verification, facts), false);
  if (authenticated?.current !== true) {
    const mine = await noted(ports, call, scopesOf(call, authenticated));
    if (!mine.some((noted) => sameFact('number', noted.number, number))) {
      return matchByFacts(ports, call, { number, isNamed: true });
    }
  }
  const found = await recordByNumber(ports, call, number, 'verify');
  if (found === 'unavailable') return { result: { outcome: 'unavailable' } };
  const { record } = found;
  if (record !== undefined && (await maySee(ports, call, authenticated, record))) return { record };
  return matchByFacts(ports, call, { number, isNamed: true, read: found });
}

async function matchSubject(
  ports: CallPorts,
  call: PlannedCall,
  authenticated: AuthenticatedCustomer | undefined,
): Promise<CallResult | undefined> {
  const { subject } = call;
  if (subject === undefined) return { outcome: 'unverified' };
  const { number, ref } = subject;
  const named = subjectOf(call.about, ref);
  const mine = await noted(ports, call, scopesOf(call, authenticated));
  // The run's copy of a record is not trusted: its reference must be the one of that number.
  if (mine.some((noted) => noted.subject === named && sameFact('number', noted.number, number)))
    return undefined;
  const found =
    authenticated?.current === true ? await recordByNumber(ports, call, number, 'verify') : undefined;
  if (found === 'unavailable') return { outcome: 'unavailable' };
  if (found?.record?.ref === ref && (await maySee(ports, call, authenticated, found.record)))
    return undefined;
  const match = await matchByFacts(ports, call, {
    number,
    ref,
    ...(found === undefined ? {} : { read: found }),
  });
  return 'record' in match ? undefined : match.result;
}

async function listRecords(
  ports: CallPorts,
  call: PlannedCall,
  authenticated: AuthenticatedCustomer | undefined,
): Promise<CallResult> {
  if (authenticated?.current === true && authenticated.email !== undefined)
    return listOf(ports, call, authenticated, authenticated.email);
  const mine = await noted(ports, call, scopesOf(call, authenticated));
  if (mine.length > 0) {
    const numbers = [...new Set(mine.map((noted) => noted.number))];
    const found = await Promise.all(numbers.map((number) => recordByNumber(ports, call, number, 'verify')));
    if (found.includes('unavailable')) return { outcome: 'unavailable' };
    const records = found.flatMap((one) =>
      one === 'unavailable' || one.record === undefined ? [] : [one.record],
    );
    return foundRecords(
      call,
      records.filter((record) => isNoted(call, mine, record)),
    );
  }
  const match = await matchNumber(ports, call, authenticated);
  return 'record' in match ? foundRecords(call, [match.record]) : match.result;
}

// Lists by the authenticated e-mail, never a typed one; anything else that the system lists is left out.
async function listOf(
  ports: CallPorts,
  call: PlannedCall,
  authenticated: AuthenticatedCustomer,
  email: string,
): Promise<CallResult> {
  const answer = await read(ports, call, call, { ...call.request.call.inputs, email });
  if (answer.is !== 'done') return resultOf(answer);
  const listed: Json | undefined = answer.outputs[call.about.list];
  const records = isList(listed) ? listed.flatMap((one) => call.about.read(one) ?? []) : [];
  return foundRecords(
    call,
    records.filter((record) => authenticated.owns(record)),
  );
}

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

// A record read for an authenticated customer or one noted before: theirs by voucher, else by its note.
async function maySee(
  ports: CallPorts,
  call: PlannedCall,
  authenticated: AuthenticatedCustomer | undefined,
  record: SubjectRecord,
): Promise<boolean> {
  if (authenticated?.current === true && authenticated.owns(record)) {
    await note(ports, call, authenticated.scope, record);
    return true;
  }
  const mine = await noted(ports, call, scopesOf(call, authenticated));
  return isNoted(call, mine, record);
}

const isNoted = ({ about }: PlannedCall, mine: readonly { subject: string }[], { ref }: SubjectRecord) =>
  mine.some(({ subject }) => subject === subjectOf(about, ref));

const scopesOf = (call: PlannedCall, authenticated: AuthenticatedCustomer | undefined): string[] =>
  authenticated === undefined
    ? [call.request.conversation]
    : [call.request.conversation, authenticated.scope];

function answered(call: PlannedCall, match: Matched): CallResult | undefined {
  if ('result' in match) return match.result;
  const { about, operation } = call;
  // Another operation on that number goes on and reads for itself.
  if (operation.name !== about.get) return undefined;
  return { outcome: 'done', result: 'found', outputs: { [about.input]: match.record.record } };
}

function foundRecords({ about, operation }: PlannedCall, records: readonly SubjectRecord[]): CallResult {
  if (records.length === 0) return { outcome: 'done', result: operation.empty ?? 'none', outputs: {} };
  return { outcome: 'done', result: 'found', outputs: { [about.list]: records.map(({ record }) => record) } };
}
