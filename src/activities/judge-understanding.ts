/** Judges an understanding for a merchant's flows: is it sure enough, which intents follow, what to ask. */
import { intentOf, namesFor } from '../contracts/intent-name.js';
import type { Understanding } from '../contracts/understanding.js';
import { noIntent, peopleIntent } from '../understanding/intents/index.js';
import { withoutCovered } from '../understanding/intents/related-intents.js';
import { defaultSentence } from '../texts/languages/default-sentences.js';
import { nameSentence } from '../texts/languages/intent-sentences.js';
import type { Merchant } from '../merchants/merchant.js';
import { riskBy } from '../merchants/intent-risk.js';
import { gravityOf, intentsOf } from '../merchants/handled-intents.js';
import { withConfidenceJudged } from '../understanding/confidence.js';
import { clarifiableFrom, type Consequence, isLikely } from '../understanding/thresholds.js';
import type { Clarification } from '../contracts/activities.js';
import { writeText } from './write-text.js';

type Consequences = ReadonlyMap<string, Consequence>;

/** An understanding as a merchant sees it. */
export interface Judgement {
  understanding: Understanding;
  /** What the message wants for sure, its first intent first; further ones that end with people come last. */
  wanted: readonly string[];
  /** What it likely wants, where that is not sure and a flow answers it: a message that begins something may begin it. */
  likely?: string;
  /** Even with the message before it, it is surely about nothing that a flow knows. */
  nothingKnown?: true;
  /** What to ask if it is not sure, in the customer's language. */
  clarify?: Clarification;
}

/** Judges by the thresholds of the merchant's flows and file; `language` is BCP 47. */
export function judgeUnderstanding(merchant: Merchant, meaning: Understanding, language: string): Judgement {
  const intents = intentsOf(merchant.flows);
  const riskOf = riskBy(intents, merchant.config);
  const understanding = withConfidenceJudged(meaning, riskOf);
  const clarify = clarification(merchant, intents, understanding, language);
  const likely = likelyIntent(intents, riskOf, understanding);
  return {
    understanding,
    wanted: wantedIntents(intents, understanding),
    ...(likely === undefined ? {} : { likely }),
    ...(clarify === undefined ? {} : { clarify }),
  };
}

function wantedIntents(
  intents: Consequences,
  { intent, secondary, sure, flags, entities }: Understanding,
): readonly string[] {
  if (flags.includes('wants_human')) return [peopleIntent];
  if (!sure || intent === noIntent) return [];
  const further = secondary.filter(
    (name) => name !== noIntent && intents.has(name) && intentOf(name) !== intentOf(intent),
  );
  const isLast = (name: string): number => (intents.get(name) === 'none' ? 1 : 0);
  const all = [intent, ...leastGrave(intents, further).sort((a, b) => isLast(a) - isLast(b))];
  const orders = new Set(entities.filter(({ type }) => type === 'order_number').map(({ value }) => value));
  // Of two orders, each request may be about one of them.
  return orders.size > 1 ? all : withoutCovered(all);
}

/** From this score on, what people deal with is a possibility. */
const leastForPeople = 0.03;

/** The likeliest intent, where a flow answers it that asks before it changes anything. */
function likelyIntent(
  intents: Consequences,
  riskOf: ReturnType<typeof riskBy>,
  { sure, intent, candidates, confidence, margin, flags }: Understanding,
): string | undefined {
  const [top] = candidates;
  if (sure || flags.length > 0 || top === undefined || intent === noIntent || top.intent !== intent)
    return undefined;
  if ((intents.get(intent) ?? 'none') === 'none') return undefined;
  // What people deal with, such as a fee, may be what it is about.
  if (
    candidates.some(
      (each) =>
        each.intent !== noIntent && each.score >= leastForPeople && intents.get(each.intent) === 'none',
    )
  )
    return undefined;
  return isLikely(intent, Math.min(confidence, top.score), margin, riskOf(intent)) ? intent : undefined;
}

/** Of the fine intents of one intent only the least grave: that several were read tells that none of them is sure. */
function leastGrave(intents: Consequences, names: readonly string[]): string[] {
  const gravity = (name: string): number => gravityOf(intents.get(name) ?? 'none');
  const kept = new Map<string, string>();
  for (const name of names) {
    const other = kept.get(intentOf(name));
    if (other === undefined || gravity(name) < gravity(other)) kept.set(intentOf(name), name);
  }
  return [...kept.values()];
}

/** The two likeliest intents, if the first is likely enough and the main flow and the customer know both. */
function clarification(
  merchant: Merchant,
  intents: Consequences,
  { sure, candidates }: Understanding,
  language: string,
): Clarification | undefined {
  const [top] = candidates;
  if (sure || top === undefined || top.intent === noIntent || top.score < clarifiableFrom) return undefined;
  const [first, second] = candidates
    .filter(({ intent }) => intent !== noIntent)
    .map(({ intent }) => ({
      intent,
      name: intents.has(intent) ? nameOf(merchant, intent, language) : undefined,
    }));
  if (first?.name === undefined || second?.name === undefined || first.name === second.name) return undefined;
  return { intents: [first.intent, second.intent], names: [first.name, second.name] };
}

/** What customers call an intent: the merchant's words, otherwise the product's; undefined if it has no name. */
function nameOf(merchant: Merchant, intent: string, language: string): string | undefined {
  const { config } = merchant;
  const sentence = namesFor(intent)
    .map(nameSentence)
    .find(
      (name) => Object.hasOwn(config.sentences, name) || defaultSentence(name, config.language) !== undefined,
    );
  return sentence !== undefined
    ? writeText(merchant, { key: `@${sentence}`, args: [] }, language)
    : undefined;
}
