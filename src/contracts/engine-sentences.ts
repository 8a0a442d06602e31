/** Sentences that come from no step of a flow. */

/** Sentences that the engine itself says; each merchant may reword them. */
export type EngineSentence = 'ask_facts' | 'ask_facts_again' | 'ask_again' | 'internal_error' | Later;

/** Sentences that are younger than some flows that still run: a flow compiled before one existed does not say it. */
type Later = 'accepted' | 'approval_asked' | 'approval_asked_amount';

/** The merchant's wording of each. */
export type EngineSentences = Readonly<
  Record<Exclude<EngineSentence, Later>, string> & Partial<Record<Later, string>>
>;
