/**
 * The embedded model first, a language model where that is not sure enough for the merchant, the embedded answer again
 * where the other fails.
 */
import type { Understanding } from '../contracts/understanding.js';
import type { MerchantModel } from './language-models/merchant-model.js';
import {
  type ModelMeaning,
  type UnderstandQuestion,
  understandQuestion,
} from './language-models/understand-question.js';
import { withVerbatim } from './language-models/verbatim.js';
import type { OwnIntent } from './embedded/own-intents.js';
import { stripQuotedText } from './strip-quoted-text.js';
import { type RiskOf, withConfidenceJudged } from './confidence.js';
import { isSure } from './thresholds.js';
import type { MessageToUnderstand, MessageUnderstander } from './understander.js';

type Candidate = Understanding['candidates'][number];

/** What is counted of cascades. */
export interface CascadeMetrics {
  /** The embedded answer stood in for a model's; `why` is the code of its failure. */
  fellBack(labels: { why: string }): void;
  /** Entities of a model that do not stand in the message, or that the rules knew better. */
  entitiesDropped(count: number): void;
}

/**
 * How far a model's intent is believed: by whether the embedded model had it among its own. A number that a model gives
 * for itself says little, so none is asked for.
 */
const BELIEVED = { first: 0.92, among: 0.87, alone: 0.5 };

/** The embedded answer's share that lets a further intent of a model count. */
const LEAST_FURTHER = 0.05;

/** Longest text that a model is asked about, in UTF-16 units; what is longer is a mail with its history, or a trick. */
const LONGEST = 12_000;

/** A merchant's language model, and by what of the merchant's files it is asked. */
export interface SecondOpinion {
  model: MerchantModel;
  /** Intents that the merchant adds; the model is told of them. */
  own: readonly OwnIntent[];
  /** What decides whether an answer is sure, and so whether the model is asked at all. */
  riskOf: RiskOf;
}

/** Understands by the embedded model, and by the merchant's language model where that is not sure enough. */
export function cascade(
  embedded: MessageUnderstander,
  { model, own, riskOf }: SecondOpinion,
  metrics: CascadeMetrics,
): MessageUnderstander {
  return {
    async understand(message) {
      const first = withConfidenceJudged(await embedded.understand(message), riskOf);
      const text = stripQuotedText(message.text);
      if (first.sure || !isWorthAsking(text)) return first;
      const started = performance.now();
      const question = understandQuestion(text, message.intents, own);
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

/** Digits and signs alone are answers to questions, for which no model is needed. */
const isWorthAsking = (text: string): boolean => text.length <= LONGEST && /\p{L}{2}/u.test(text);

const providerOf = (
  { provider, model }: MerchantModel,
  { version, promptHash }: UnderstandQuestion,
): Omit<Understanding['provider'], 'latencyMs'> => ({ id: provider, model, version, promptHash });

/** The model's intent, with what the embedded model thinks of it. */
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
  const intents = new Set([...secondary, ...further].filter((name) => name !== intent && name !== 'other'));
  const asksForAPerson = sure && intent === 'talk_to_a_person';
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
  // Agreement takes nothing away, where a raised threshold has the model asked about what is already likely.
  if (at === 0) return Math.max(BELIEVED.first, candidates[0]?.score ?? 0);
  return at > 0 && at < 3 ? BELIEVED.among : BELIEVED.alone;
}

/** The embedded candidates in their proportions, over what the model's intent leaves. */
function shared(candidates: readonly Candidate[], rest: number): Candidate[] {
  const sum = candidates.reduce((total, { score }) => total + score, 0);
  if (sum === 0) return [];
  return candidates.map(({ intent, score }) => ({ intent, score: round((score / sum) * rest) }));
}

const round = (value: number): number => Math.round(value * 1e4) / 1e4;

/** Answers by the merchant whose message it is: a cascade where it has a language model, else the embedded model. */
export function byMerchant(
  embedded: MessageUnderstander,
  opinions: ReadonlyMap<string, SecondOpinion>,
  metrics: CascadeMetrics,
): MessageUnderstander {
  const cascades = new Map(
    [...opinions].map(([merchant, opinion]) => [merchant, cascade(embedded, opinion, metrics)]),
  );
  return {
    understand: (message: MessageToUnderstand) =>
      (cascades.get(message.from?.merchant ?? '') ?? embedded).understand(message),
  };
}
