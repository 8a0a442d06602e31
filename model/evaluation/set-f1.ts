/** How well all intents of messages are found, not only the main ones. */

/** The intents that were found in a message, and those that are in it; none twice. */
export interface IntentSets {
  said: readonly string[];
  wanted: readonly string[];
}

/** F1 over all intents of all messages (micro-averaged), 0 of none. */
export function setF1(messages: readonly IntentSets[]): number {
  let [hits, named] = [0, 0];
  for (const { said, wanted } of messages) {
    hits += said.filter((intent) => wanted.includes(intent)).length;
    named += said.length + wanted.length;
  }
  return named === 0 ? 0 : (2 * hits) / named;
}
