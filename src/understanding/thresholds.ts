/**
 * The confidence needed to act on an intent, by the cost of a mistake: what the intent's flow can do if that is
 * known, else the risk that the intent's file names. A merchant may raise one. `npm run tool -- eval` prints what they let through.
 */
import type { Effect } from '../contracts/effect.js';
import { intentNamed } from './intents/index.js';
import type { IntentRisk } from './intents/intent.js';

/** `confidence`: calibrated probability of the intent; `margin`: its lead over the next one. */
export interface Threshold {
  confidence: number;
  margin: number;
}

/** The most serious thing that a flow can do for an intent; `none`: it answers, asks, or hands over to people. */
export type Consequence = 'none' | Effect;

/** What a merchant's files say of an intent. */
export interface Risk {
  /** Absent: no flow says. */
  consequence?: Consequence | undefined;
  /** The minimum confidence that the merchant demands. */
  raised?: number | undefined;
}

/** A wrong answer, only about the customer's own order, to somebody who may not have wanted one. */
const READS = { confidence: 0.87, margin: 0.1 };
/** A needless question; the flow asks before it changes anything that can be changed back. */
const REVERSIBLE = { confidence: 0.87, margin: 0.2 };
/** An alarming question ("shall I cancel?"), but nothing happens without a yes; nine of ten must be right. */
const FINAL = { confidence: 0.9, margin: 0.3 };
/** A person's time; a miss keeps a customer from a person, which is worse. */
const REACHES_A_PERSON = { confidence: 0.6, margin: 0.1 };

const byRisk: Readonly<Record<IntentRisk, Threshold>> = {
  harmless: REACHES_A_PERSON,
  reading: READS,
  reversible: REVERSIBLE,
  final: FINAL,
};

/**
 * From here on, the likeliest intent of a message that begins something is begun although it is not sure: its flow asks
 * before it changes anything, and by that question a customer sees sooner what was understood than by “A or B?”.
 */
const LIKELY = { confidence: 0.6, margin: 0.4 };
/** Of an alarming question as well. */
const LIKELY_FINAL = { confidence: 0.7, margin: 0.5 };

/** True if a flow that asks before it acts may begin with an intent. */
export function isLikely(intent: string, confidence: number, margin: number, risk: Risk = {}): boolean {
  const isFinal = thresholdOf(intent, risk).margin >= FINAL.margin;
  const least = isFinal ? LIKELY_FINAL : LIKELY;
  return confidence >= Math.max(least.confidence, risk.raised ?? 0) && margin >= least.margin;
}

/** From this confidence on, we ask which of the two likeliest intents is meant; below it, what it is about. */
export const clarifiableFrom = 0.4;

/** The threshold of an intent; one without a file gets the highest. */
export function thresholdOf(intent: string, { consequence, raised = 0 }: Risk = {}): Threshold {
  const { confidence, margin } = unraised(intent, consequence);
  return { confidence: Math.max(confidence, raised), margin };
}

function unraised(intent: string, consequence: Consequence | undefined): Threshold {
  const byFile = byRisk[intentNamed(intent)?.risk ?? 'final'];
  switch (consequence) {
    case 'none':
      return REACHES_A_PERSON;
    case 'read':
      return READS;
    case 'write':
      return byFile.margin < REVERSIBLE.margin ? REVERSIBLE : byFile;
    case 'money':
      return FINAL;
    case undefined:
      return byFile;
  }
}

/** True if an intent may be acted on. */
export function isSure(intent: string, confidence: number, margin: number, risk: Risk = {}): boolean {
  const threshold = thresholdOf(intent, risk);
  return confidence >= threshold.confidence && margin >= threshold.margin;
}
