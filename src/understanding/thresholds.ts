/**
 * The confidence needed to act on an intent, by the cost of a mistake: what the intent's flow can do if that is
 * known, else the list below. A merchant may raise one. `npm run tool -- eval` prints what they let through.
 */
import type { Effect } from '../contracts/effect.js';

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

/** What an intent means if no flow says what follows, and how final it is if a flow changes something. */
const listed: ReadonlyMap<string, Threshold> = new Map([
  ['wismo', READS],
  ['other', REACHES_A_PERSON],
  ['talk_to_a_person', REACHES_A_PERSON],
  ['return', REVERSIBLE],
  ['change_address', REVERSIBLE],
  ['sub_pause', REVERSIBLE],
  ['sub_change', REVERSIBLE],
  ['refund', FINAL],
  ['cancel_order', FINAL],
  ['replacement', FINAL],
  // Reversible, but what the model tells apart worst: seven of ten.
  ['change_order', FINAL],
  ['sub_cancel', FINAL],
  ['sub_refund', FINAL],
]);

/** From this confidence on, we ask which of the two likeliest intents is meant; below it, what it is about. */
export const clarifiableFrom = 0.4;

/** The threshold of an intent; an unknown intent gets the highest. */
export function thresholdOf(intent: string, { consequence, raised = 0 }: Risk = {}): Threshold {
  const { confidence, margin } = unraised(intent, consequence);
  return { confidence: Math.max(confidence, raised), margin };
}

function unraised(intent: string, consequence: Consequence | undefined): Threshold {
  const byList = listed.get(intent) ?? FINAL;
  switch (consequence) {
    case 'none':
      return REACHES_A_PERSON;
    case 'read':
      return READS;
    case 'write':
      return byList.margin < REVERSIBLE.margin ? REVERSIBLE : byList;
    case 'money':
      return FINAL;
    case undefined:
      return byList;
  }
}

/** True if an intent may be acted on. */
export function isSure(intent: string, confidence: number, margin: number, risk: Risk = {}): boolean {
  const threshold = thresholdOf(intent, risk);
  return confidence >= threshold.confidence && margin >= threshold.margin;
}
