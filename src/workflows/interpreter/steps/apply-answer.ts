/** What every customer answer contributes, whatever was asked. */
import type { Answer } from '../../../contracts/interpreter-event.js';
import type { Wait } from '../state.js';
import type { Visit } from '../visit.js';

/** Id of the timer that ends a question or an approval request. */
export const expiry = (wait: Wait): string => `${wait.id}/expiry`;

/** Keeps an answer's facts (newest wins), its time and the agent who wrote it; returns whether any fact is new. */
export function hear(visit: Visit, wait: Wait & { expiresAt?: number }, answer: Answer): boolean {
  const { state } = visit.turn;
  if (wait.expiresAt !== undefined) visit.emit({ do: 'cancel_timer', id: expiry(wait) });
  const before = state.facts;
  state.facts = { ...before, ...answer.facts };
  state.receivedAt = Math.max(state.receivedAt, answer.receivedAt);
  if (answer.startedBy !== undefined) state.answeredBy = joined(state.answeredBy, [answer.startedBy]);
  return (['number', 'email', 'postcode'] as const).some((kind) => state.facts[kind] !== before[kind]);
}

/** Names of both lists, each once. */
export const joined = (names: readonly string[], more: readonly string[]): readonly string[] => [
  ...new Set([...names, ...more]),
];
