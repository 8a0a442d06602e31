/** What the network reads of a message that is longer than its time: the sentences that seem to want something. */

/** A sentence, how likely it is to hold an intent, and what reading it costs, in word pieces. */
export interface Weighed {
  text: string;
  worth: number;
  pieces: number;
}

/** The worthiest sentences that fit into `room` pieces, in their order, a line each; the first of them is always there. */
export function truncateMessage(sentences: readonly Weighed[], room: number): string {
  const chosen = new Set<Weighed>();
  let left = room;
  for (const sentence of sentences.toSorted((a, b) => b.worth - a.worth)) {
    if (chosen.size > 0 && sentence.pieces > left) continue;
    chosen.add(sentence);
    left -= sentence.pieces;
  }
  return sentences
    .filter((sentence) => chosen.has(sentence))
    .map(({ text }) => text)
    .join('\n');
}
