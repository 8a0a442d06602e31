/** How well all wishes of messages are found, not only the main ones. */

/** The wishes that were found in a message, and those that are in it; none twice. */
export interface WishSets {
  said: readonly string[];
  wanted: readonly string[];
}

/** F1 over all wishes of all messages (micro-averaged), 0 of none. */
export function setF1(messages: readonly WishSets[]): number {
  let [hits, named] = [0, 0];
  for (const { said, wanted } of messages) {
    hits += said.filter((wish) => wanted.includes(wish)).length;
    named += said.length + wanted.length;
  }
  return named === 0 ? 0 : (2 * hits) / named;
}
