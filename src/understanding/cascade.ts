/**
 * Asks the embedded model first, a language model if that is not confident enough for the merchant, and falls back
 * on the embedded answer if the language model fails.
 */
import { intentOf } from '../contracts/intent-name.js';
import { presentFields } from '../contracts/present-fields.js';
import type { Understanding } from '../contracts/understanding.js';
import { noIntent, peopleIntent } from './intents/index.js';
import type { MerchantModel } from './language-models/merchant-model.js';
import {
  type ModelMeaning,
  type UnderstandQuestion,
  understandQuestion,
} from './language-models/understand-question.js';
import { withVerbatim } from './language-models/verbatim-entities.js';
import type { OwnIntent } from './embedded/own-intents.js';
import { smallTalkIn } from './follow-ups/small-talk.js';
import { stripQuotedText } from './strip-quoted-text.js';
import { type RiskOf, withConfidenceJudged } from './confidence.js';
import { isSure } from './thresholds.js';
import type { MessageUnderstander } from './understander.js';

type Candidate = Understanding['candidates'][number];

/** Metrics of cascades. */
export interface CascadeMetrics {
  /** The embedded answer stood in for a model's; `why` is the code of its failure. */
  fellBack(labels: { why: string }): void;
  /** A model's entities that do not occur in the message, or that the rules knew better. */
  entitiesDropped(count: number): void;
}

/**
 * How far a model's intent is trusted: by whether the embedded model had it among its candidates. A model's own
 * estimate says little, so none is asked for.
 */
const BELIEVED = { first: 0.92, among: 0.87, alone: 0.5 };

/** The least share in the embedded answer at which a model's further intent counts. */
const LEAST_FURTHER = 0.05;

/** Longest text that a model is asked about, in UTF-16 units; longer ones are mails with history, or tricks. */
const LONGEST = 12_000;

/** A merchant's language model, and what of the merchant's files the question needs. */
export interface SecondOpinion {
  model: MerchantModel;
  /** Intents that the merchant adds; the model is told of them. */
  own: readonly OwnIntent[];
  /** Decides whether an answer is sure, and so whether the model is asked at all. */
  riskOf: RiskOf;
}

/** Uses the embedded model, and the merchant's language model if the former is not confident enough. */
export function cascade(
  embedded: MessageUnderstander,
  { model, own, riskOf }: SecondOpinion,
  metrics: CascadeMetrics,
): MessageUnderstander {
  return {
    ...encoderOf(embedded),
    async understand(message, signal) {
      const first = withConfidenceJudged(await embedded.understand(message, signal), riskOf);
      const text = stripQuotedText(message.text);
      if (first.sure || !isWorthAsking(text)) return first;
      const started = performance.now();
      const question = understandQuestion(text, message.apart, own);
      const asked = await model.ask(message.from?.conversation ?? '-', question);
      if (asked.is === 'failed') {
        metrics.fellBack({ why: asked.code });
        return first;
      }
      const { entities, dropped } = withVerbatim(text, first.entities, asked.value.entities);
      metrics.entitiesDropped(dropped);
      const latencyMs = first.provider.latencyMs + Math.round(performance.now() - started);
      const provider = { ...providerOf(model, question), latencyMs, tokens: asked.tokens };
      return { ...first, ...agreed(first, asked.value, riskOf), entities, provider };
    },
  };
}

/** Digits and symbols alone are answers to questions, for which no model is needed; nor is one for a “thank you”. */
const isWorthAsking = (text: string): boolean =>
  text.length <= LONGEST && /\p{L}{2}/u.test(text) && smallTalkIn(text) === undefined;

const providerOf = (
  { provider, model }: MerchantModel,
  { version, promptHash }: UnderstandQuestion,
): Omit<Understanding['provider'], 'latencyMs'> => ({ id: provider, model, version, promptHash });

/** The model's intent, with the embedded model's opinion of it. */
function agreed(
  { candidates, secondary, label, flags }: Understanding,
  meaning: ModelMeaning,
  riskOf: RiskOf,
): Pick<
  Understanding,
  'intent' | 'confidence' | 'calibrated' | 'margin' | 'candidates' | 'secondary' | 'sure' | 'flags'
> &
  Pick<Understanding, 'label'> {
  const { intent } = meaning;
  const confidence = believed(candidates, intent);
  const others = shared(
    candidates.filter((candidate) => candidate.intent !== intent),
    1 - confidence,
  );
  const margin = round(confidence - (others[0]?.score ?? 0));
  const sure = isSure(intent, confidence, margin, riskOf(intent));
  const further = meaning.secondary.filter((name) =>
    candidates.some((candidate) => candidate.intent === name && candidate.score >= LEAST_FURTHER),
  );
  const isFurther = (name: string): boolean => intentOf(name) !== intentOf(intent) && name !== noIntent;
  const intents = new Set([...secondary, ...further].filter(isFurther));
  const asksForAPerson = sure && intent === peopleIntent;
  return {
    ...{ intent, confidence, calibrated: false, margin, sure },
    candidates: [{ intent, score: confidence }, ...others].slice(0, 3),
    secondary: [...intents],
    flags: asksForAPerson ? [...new Set([...flags, 'wants_human' as const])] : flags,
    // A label of another intent would contradict it.
    ...(label !== undefined && candidates[0]?.intent === intent ? { label } : { label: intent }),
  };
}

function believed(candidates: readonly Candidate[], intent: string): number {
  const at = candidates.findIndex((candidate) => candidate.intent === intent);
  // Agreement never lowers confidence, as a raised threshold has the model asked about what is already likely.
  if (at === 0) return Math.max(BELIEVED.first, candidates[0]?.score ?? 0);
  // What it is a part of was among them: the embedded model may not have learnt to tell the part.
  const isPartOfOne = at < 0 && candidates.slice(0, 3).some((one) => one.intent === intentOf(intent));
  return isPartOfOne || (at > 0 && at < 3) ? BELIEVED.among : BELIEVED.alone;
}

/** The embedded candidates in proportion, sharing what the model's intent leaves. */
function shared(candidates: readonly Candidate[], rest: number): Candidate[] {
  const sum = candidates.reduce((total, { score }) => total + score, 0);
  if (sum === 0) return [];
  return candidates.map(({ intent, score }) => ({ intent, score: round((score / sum) * rest) }));
}

const round = (value: number): number => Math.round(value * 1e4) / 1e4;

/** Answers for the message's merchant: with a cascade if it has a language model, else the embedded model. */
export function byMerchant(
  embedded: MessageUnderstander,
  opinions: ReadonlyMap<string, SecondOpinion>,
  metrics: CascadeMetrics,
): MessageUnderstander {
  const cascades = new Map(
    [...opinions].map(([merchant, opinion]) => [merchant, cascade(embedded, opinion, metrics)]),
  );
  return {
    ...encoderOf(embedded),
    understand: (message, signal) =>
      (cascades.get(message.from?.merchant ?? '') ?? embedded).understand(message, signal),
  };
}

/** Phrases are compared, and texts read for other parts, by the embedded model, whoever understands messages. */
const encoderOf = ({
  likeness,
  stateOf,
}: MessageUnderstander): Pick<MessageUnderstander, 'likeness' | 'stateOf'> =>
  presentFields({ likeness, stateOf });
