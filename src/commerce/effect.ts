/** The order of effects: who calls, who binds and who declares an operation may each say more, never less (DESIGN §5). */
import type { Effect } from '../contracts/ir.js';

/** Effects from the least to the greatest. */
export const effects = ['read', 'write', 'money'] as const satisfies readonly Effect[];

/** The greatest of the effects given. */
export function greatestEffect(...given: readonly Effect[]): Effect {
  return effects[Math.max(...given.map((effect) => effects.indexOf(effect)))] ?? 'money';
}
