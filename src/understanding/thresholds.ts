/** From which confidence on an intent is acted on, by what a mistake would cost; `npm run train` prints what each lets through. */

/** `confidence`: calibrated probability of the intent; `margin`: its lead over the next one. */
export interface Threshold {
  confidence: number;
  margin: number;
}

/** A wrong answer, of the customer's own order only. */
const READS = { confidence: 0.6, margin: 0.1 };
/** A needless question; the flow asks before it changes what can be changed back. */
const REVERSIBLE = { confidence: 0.75, margin: 0.2 };
/** A frightening question ("shall I cancel?"), though nothing happens without the customer's yes; nine of ten must be right. */
const FINAL = { confidence: 0.9, margin: 0.3 };
/** A person's time; a miss keeps a customer from a person, which is worse. */
const REACHES_A_PERSON = { confidence: 0.6, margin: 0.1 };

const thresholds: ReadonlyMap<string, Threshold> = new Map([
  ['wismo', READS],
  ['other', READS],
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

/** The threshold of an intent; of one that is not listed nothing is known, so it is the highest. */
export function thresholdOf(intent: string): Threshold {
  return thresholds.get(intent) ?? FINAL;
}

/** True if an intent may be acted on. */
export function isSure(intent: string, confidence: number, margin: number): boolean {
  const threshold = thresholdOf(intent);
  return confidence >= threshold.confidence && margin >= threshold.margin;
}
