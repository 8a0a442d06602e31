/** How much an operation does; caller, binding and declaration may each raise it, never lower it (DESIGN §5). */

/** Effects from the least to the greatest. */
export const effects = ['read', 'write', 'money'] as const;

/** What an operation does: reads, writes, or moves money. */
export type Effect = (typeof effects)[number];

/** The greatest of the effects given. */
export function greatestEffect(...given: readonly Effect[]): Effect {
  return effects[Math.max(...given.map((effect) => effects.indexOf(effect)))] ?? 'money';
}
