/**
 * Which entry of a shop's knowledge a question means: the one with the nearest phrase, by the encoder's states and by words that are
 * written alike. Below the threshold, or with another entry as near, none is meant: nobody guesses (DESIGN §23.3).
 */
import { alikeAmong } from '../answers/alike-words.js';

/** An entry, and how customers ask it in one language. */
export interface AskedTopic {
  topic: string;
  phrases: readonly string[];
}

/** The entry that is nearest, how near it is, and how far the next one is behind it. */
export interface NearestTopic {
  topic: string;
  score: number;
  lead: number;
}

/** The least nearness at which an entry is told, and the least distance of the next one: measured (test/understanding/knowledge). */
export const leastTopic = { score: 0.92, lead: 0.1, sure: 1.15 };

/** How much words that are written alike count beside the encoder's states, which lie between −1 and 1. */
const weightOfWords = 0.6;

/** The nearest entry; `likeness` is the encoder's, for each phrase of each entry in order. */
export function nearestTopic(
  text: string,
  topics: readonly AskedTopic[],
  likeness: readonly number[],
): NearestTopic | undefined {
  const alike = alikeFor(topics);
  let at = 0;
  const scored = topics
    .map(({ topic, phrases }) => {
      const each = phrases.map((phrase) => (likeness[at++] ?? 0) + weightOfWords * alike(text, phrase));
      const [best = 0, second = 0] = each.toSorted((one, other) => other - one);
      // Two phrases that are near say more than one.
      return { topic, score: 0.8 * best + 0.2 * second };
    })
    .toSorted((one, other) => other.score - one.score);
  const [first, next] = scored;
  if (first === undefined) return undefined;
  return { ...first, lead: first.score - (next?.score ?? 0) };
}

/** Whether an entry is near enough to be told. */
export const isNear = ({ score, lead }: NearestTopic): boolean =>
  score >= leastTopic.score && (lead >= leastTopic.lead || score >= leastTopic.sure);

const prepared = new WeakMap<readonly AskedTopic[], ReturnType<typeof alikeAmong>>();

/** Entries do not change while they are served. */
function alikeFor(topics: readonly AskedTopic[]): ReturnType<typeof alikeAmong> {
  const known = prepared.get(topics) ?? alikeAmong(topics.map(({ phrases }) => phrases));
  prepared.set(topics, known);
  return known;
}
