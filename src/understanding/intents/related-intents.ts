/** Intents that stand for each other in one message: what deals with another one, and what a part of something is. */

/**
 * What is dealt with by the flow of another request for the same order: what is broken is replaced or paid back as the
 * customer likes, a return and a cancellation are paid back, and neither needs to be told where it is.
 */
const covers: Readonly<Record<string, readonly string[]>> = {
  cancel_order: ['refund', 'wismo', 'change_order', 'return'],
  replacement: ['refund', 'return', 'wismo', 'change_order'],
  return: ['refund', 'replacement', 'change_order', 'wismo'],
  refund: ['replacement', 'return', 'wismo'],
  'refund.goodwill': ['replacement', 'refund', 'return'],
};

/** The requests that no other one covers; a fine one that people answer, such as a fee, is no refund of the order's. */
export function withoutCovered(all: readonly string[]): readonly string[] {
  const [first = ''] = all;
  const covered = covers[all.includes('cancel_order') ? 'cancel_order' : first] ?? [];
  return all.filter((name) => !covered.includes(name));
}

/** What a correction reads like by itself, and what it is where it takes one thing off. */
export const changeOfOrder = 'change_order';

/** Intents that end or stop something as a whole. */
export const ofTheWhole: ReadonlySet<string> = new Set(['cancel_order', 'sub_pause']);
