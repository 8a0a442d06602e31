/** Whether an understanding is sure enough for what its merchant's flows would do: one judgement for all. */
import type { Understanding } from '../contracts/understanding.js';
import { peopleIntent } from './intents/index.js';
import { isSure, type Risk } from './thresholds.js';

/** What a merchant's files say of an intent. */
export type RiskOf = (intent: string) => Risk;

/** The understanding judged by its merchant, not its provider; a doubted intent to reach a person is none. */
export function withConfidenceJudged(meaning: Understanding, riskOf: RiskOf): Understanding {
  // A language model's confidence is set by agreement with the embedded one, so it compares like a probability.
  const { intent, confidence, margin, flags } = meaning;
  const sure = isSure(intent, confidence, margin, riskOf(intent));
  const doubted = !sure && intent === peopleIntent;
  return { ...meaning, sure, flags: doubted ? flags.filter((flag) => flag !== 'wants_human') : flags };
}
