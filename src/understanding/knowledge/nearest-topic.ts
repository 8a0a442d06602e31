/**
 * Which entry of a shop's knowledge a question means: the one with the nearest phrase, by the encoder's states and by words that are
 * written alike. Below the threshold, or with another entry as near, none is meant: nobody guesses (DESIGN §23.3).
 */
import { alikeAmong } from '../answers/alike-words.js';
import type { CommonQuestion } from './common-questions.js';

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
const leastTopic = { score: 0.92, lead: 0.1, sure: 1.15 };

/** How much words that are written alike count beside the encoder's states, which lie between −1 and 1. */
const weightOfWords = 0.6;

/** The nearest of some entries, by what all entries ask; `likeness` is the encoder's, for each phrase of those entries in order. */
export function nearestTopic(
  text: string,
  topics: readonly AskedTopic[],
  among: readonly AskedTopic[],
  likeness: readonly number[],
): NearestTopic | undefined {
  const alike = alikeFor(topics);
  let at = 0;
  const scored = among
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

/**
 * How likely a common question must be to be told by that alone, and beside a phrase that is as near as `score`; and how likely a
 * request, or another question, keeps phrases of entries with names of their own from being told. All are measured.
 */
const leastCommon = { alone: 0.75, nearby: { likely: 0.35, score: 1.05 }, contrary: 0.5 };

/** The likeliest common question. */
const likeliestOf = ({ topics }: CommonQuestion): readonly [topic: string, likely: number] =>
  [...topics].reduce((best, one) => (one[1] > best[1] ? one : best), ['', 0]);

/**
 * The entries with whose phrases a question has to be compared: of those that are asked commonly the likeliest, and those with names
 * of their own, unless a common question is sure.
 */
export function topicsToCompare(question: CommonQuestion, topics: readonly AskedTopic[]): AskedTopic[] {
  const [common, likely] = likeliestOf(question);
  const isSure = likely >= leastCommon.alone;
  return topics.filter(({ topic }) =>
    topic === common ? likely >= leastCommon.nearby.likely : !isSure && !question.topics.has(topic),
  );
}

/** The topic that a question asks for: a common one, or an entry with a name of its own that has a near phrase. */
export function topicAsked(question: CommonQuestion, nearest: NearestTopic): string | undefined {
  const [common, likely] = likeliestOf(question);
  if (likely >= leastCommon.alone) return common;
  const { topic, score } = nearest;
  if (!question.topics.has(topic))
    return isNear(nearest) && question.request < leastCommon.contrary ? topic : undefined;
  const { nearby } = leastCommon;
  return topic === common && likely >= nearby.likely && score >= nearby.score ? topic : undefined;
}

/** Whether an entry is near enough to be told. */
const isNear = ({ score, lead }: NearestTopic): boolean =>
  score >= leastTopic.score && (lead >= leastTopic.lead || score >= leastTopic.sure);

const prepared = new WeakMap<readonly AskedTopic[], ReturnType<typeof alikeAmong>>();

/** Entries do not change while they are served. */
function alikeFor(topics: readonly AskedTopic[]): ReturnType<typeof alikeAmong> {
  const known = prepared.get(topics) ?? alikeAmong(topics.map(({ phrases }) => phrases));
  prepared.set(topics, known);
  return known;
}
