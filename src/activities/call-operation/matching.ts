/** Matching a customer with one order by facts, with its limits: only yes or no comes out (DESIGN §7). */
import type { Order } from '../../fields/order.js';
import type { CallResult, Facts, NeededFacts } from '../../interpreter/protocol.js';
import { opaqueId } from '../../security/keyed-hash.js';
import type { FailedAttempts } from '../../store/store.js';
import type { Dependencies } from '../dependencies.js';
import { completeSets, factsToCheck, matchesOrder, missingFacts, normalised } from './facts.js';
import { note, orderByNumber } from './orders.js';
import type { PlannedCall } from './planned-call.js';

/** Failed attempts after which nothing is compared any more, and from which on a merchant's day is not normal. */
export const attemptLimits = { conversation: 3, number: 5, merchantAlarm: 50 } as const;

/** An order that is the customer's, or the result that says why none is told. */
export type Match = { order: Order } | { result: CallResult };

/** What is known before the facts are compared; `read` is there if the order was read already, also if it is none. */
export interface Asked {
  number: string;
  ref?: string;
  read?: { order: Order | undefined };
}

/**
 * Compares the facts with the order asked for. A nonexistent order and a foreign one go exactly the same way, and
 * what is missing is computed without reading any.
 */
export async function matchByFacts(deps: Dependencies, call: PlannedCall, asked: Asked): Promise<Match> {
  const facts: Facts = { ...call.request.call.facts, number: asked.number };
  const sets = call.merchant.config.verification;
  const attempts = attemptsAt(deps, call, facts);
  if (isExhausted(await attempts.soFar())) return unverified;
  const complete = completeSets(sets, facts);
  if (complete.length === 0) return needsFacts(missingFacts(sets, facts), false);

  const found = asked.read ?? (await orderByNumber(deps, call, asked.number));
  if (found === 'unavailable') return { result: { outcome: 'unavailable' } };
  const { order } = found;
  const isTheirs = order !== undefined && (asked.ref === undefined || order.ref === asked.ref);
  if (isTheirs && complete.some((set) => matchesOrder(order, set, facts))) {
    // Guesses that run side by side in other conversations may have used the limit up meanwhile.
    if (isExhausted(await attempts.soFar())) return unverified;
    await note(deps, call, call.request.conversation, order);
    return { order };
  }
  if (isExhausted(await attempts.failed())) return unverified;
  return needsFacts(factsToCheck(sets), true);
}

/** Facts are needed to say which order it is. */
export function needsFacts(needed: NeededFacts, failed: boolean): Match {
  return { result: { outcome: 'needs_facts', ...needed, failed } };
}

const unverified: Match = { result: { outcome: 'unverified' } };

const isExhausted = ({ conversation, number }: FailedAttempts): boolean =>
  conversation >= attemptLimits.conversation || number >= attemptLimits.number;

function attemptsAt(deps: Dependencies, call: PlannedCall, facts: Facts) {
  const { merchant, conversation } = call.request;
  const spelled = (['number', 'email', 'postcode'] as const).map((kind) =>
    facts[kind] === undefined ? null : normalised(kind, facts[kind]),
  );
  const number = opaqueId(deps.secret, 'order_number', merchant, spelled[0] ?? null);
  const set = opaqueId(deps.secret, 'facts', merchant, spelled);
  const { verifications } = deps.store;
  return {
    soFar: () => verifications.attempts(merchant, conversation, number, deps.now()),
    failed: async () => {
      const counts = await verifications.failed({ merchant, conversation, number, set, now: deps.now() });
      deps.metrics.verificationFailed({ merchant });
      if (counts.merchant > attemptLimits.merchantAlarm) {
        deps.metrics.verificationAlarm({ merchant });
        deps.log.warn({ merchant, failed: counts.merchant }, 'more facts than usual did not match today');
      }
      return counts;
    },
  };
}
