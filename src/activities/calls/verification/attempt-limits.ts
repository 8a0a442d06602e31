/** How often facts may be wrong (DESIGN §7): pure, on what the store has counted. */
import type { AttemptCounts, Judgement, Match, Watched } from '../../../store/store.js';

const HOUR_MS = 60 * 60 * 1000;

/** Failed attempts after which comparison stops: in a conversation for good; at a number and with an e-mail for a day. */
export const attemptLimits = { conversation: 3, number: 5, fact: 5 } as const;

/** Numbers that may fail by typing errors within a time: so many, or half of those that were matched in it. */
export const norms = {
  /** A fact that many share, such as a postcode. */
  shared: { windowMs: HOUR_MS, least: 5 },
  channel: { windowMs: HOUR_MS, least: 20 },
  /** Told to the operator, and brakes nothing. */
  merchant: { windowMs: 24 * HOUR_MS, least: 50 },
} as const;

/** A set of facts that an attempt completes, as keyed hashes, and whether it matches the record. */
export interface TriedSet {
  own: readonly string[];
  shared: readonly string[];
  matches: boolean;
}

/** What a customer is told of an attempt, and whether it was compared and did not match. */
export interface Verdict {
  verdict: 'verified' | 'failed' | 'exhausted';
  hasFailed: boolean;
}

const merchantName = 'merchant';
const channelPrefix = 'channel:';

/** What is watched while facts are tried on a channel. */
export const watchedOn = (channel: string, shared: readonly string[]): Watched[] => [
  { name: `${channelPrefix}${channel}`, windowMs: norms.channel.windowMs, isExact: true },
  // All channels of a merchant would wait for each other; an alarm may come an attempt later.
  { name: merchantName, windowMs: norms.merchant.windowMs, isExact: false },
  ...shared.map((name) => ({ name, windowMs: norms.shared.windowMs, isExact: true })),
];

/** Of what kind something watched is. */
export function kindOf(name: string): keyof typeof norms {
  if (name === merchantName) return name;
  return name.startsWith(channelPrefix) ? 'channel' : 'shared';
}

/** The channel of that name. */
export const channelIn = (name: string): string => name.slice(channelPrefix.length);

/** Whether an attempt may still be compared: `braked`, only to be counted; without sets, of what is known before one. */
export function attemptState(
  counts: AttemptCounts,
  sets: readonly Omit<TriedSet, 'matches'>[],
  now: number,
): 'open' | 'braked' | 'exhausted' {
  const left = comparable(counts, sets);
  if (hasEnded(counts) || counts.number >= attemptLimits.number) return 'exhausted';
  if (sets.length === 0) return isChannelBraked(counts, now) ? 'braked' : 'open';
  if (left.length === 0) return 'exhausted';
  return unbraked(counts, left, now).length === 0 ? 'braked' : 'open';
}

/**
 * Judges an attempt. What has used up its attempts is not compared any more, but counts where it came from. While a
 * channel or a shared fact is braked, facts are compared for the count alone: nobody is told whether they match.
 */
export function judge(
  counts: AttemptCounts,
  { sets, match, now }: { sets: readonly TriedSet[]; match?: Match; now: number },
): Judgement<Verdict> {
  if (hasEnded(counts)) return exhausted;
  const compared = counts.number < attemptLimits.number ? comparable(counts, sets) : [];
  if (compared.length === 0) return { ...exhausted, ...failing(counts, [], now) };
  const open = unbraked(counts, compared, now);
  const seen = open.length > 0 ? open : compared;
  const matching = seen.filter(({ matches }) => matches);
  if (matching.length > 0) {
    const tried = { matched: true, at: [...everywhere(counts), ...sharedIn(matching)] };
    if (open.length === 0 || match === undefined) return { ...exhausted, tried };
    return { value: { verdict: 'verified', hasFailed: false }, tried, match };
  }
  const own = [...new Set(compared.flatMap((set) => set.own))];
  const isLast = attemptState(afterFailure(counts, own), sets, now) === 'exhausted';
  const verdict = open.length === 0 || isLast ? 'exhausted' : 'failed';
  const counted = failing(counts, sharedIn(compared), now);
  return { value: { verdict, hasFailed: true }, failed: { own }, ...counted };
}

const exhausted: Judgement<Verdict> = { value: { verdict: 'exhausted', hasFailed: false } };

const hasEnded = ({ isErased, conversation }: AttemptCounts): boolean =>
  isErased || conversation >= attemptLimits.conversation;

/** Sets none of whose own facts has been tried too often. */
const comparable = <Tried extends Omit<TriedSet, 'matches'>>(
  { own }: AttemptCounts,
  sets: readonly Tried[],
): Tried[] => sets.filter((set) => set.own.every((fact) => (own.get(fact) ?? 0) < attemptLimits.fact));

/** Those that verify now. */
const unbraked = <Tried extends Omit<TriedSet, 'matches'>>(
  counts: AttemptCounts,
  sets: readonly Tried[],
  now: number,
): Tried[] =>
  isChannelBraked(counts, now)
    ? []
    : sets.filter(({ shared }) => !shared.some((name) => isBraked(counts, name, now)));

const isBraked = ({ watched }: AttemptCounts, name: string, now: number): boolean =>
  (watched.get(name)?.until ?? 0) > now;

const isChannelBraked = (counts: AttemptCounts, now: number): boolean =>
  everywhere(counts).some((name) => kindOf(name) === 'channel' && isBraked(counts, name, now));

/** What counts every attempt, whichever facts it tries. */
const everywhere = ({ watched }: AttemptCounts): string[] =>
  [...watched.keys()].filter((name) => kindOf(name) !== 'shared');

const sharedIn = (sets: readonly TriedSet[]): string[] => [...new Set(sets.flatMap(({ shared }) => shared))];

/** The number counts as tried in vain; what leaves its norm by it is braked. */
function failing(
  counts: AttemptCounts,
  shared: readonly string[],
  now: number,
): Pick<Judgement<Verdict>, 'tried' | 'brakes'> {
  const at = [...everywhere(counts), ...shared];
  const brakes = at.flatMap((name) => {
    const { failed = 0, matched = 0 } = counts.watched.get(name) ?? {};
    const { least, windowMs } = norms[kindOf(name)];
    return failed + 1 > Math.max(least, matched / 2) ? [{ name, until: now + windowMs }] : [];
  });
  return { tried: { matched: false, at }, brakes };
}

function afterFailure(counts: AttemptCounts, own: readonly string[]): AttemptCounts {
  if (counts.isRepeated) return counts;
  return {
    ...counts,
    conversation: counts.conversation + 1,
    number: counts.number + 1,
    own: new Map([...counts.own].map(([fact, count]) => [fact, count + (own.includes(fact) ? 1 : 0)])),
  };
}
