/** Sentences that come from no step of a flow. */

/** Sentences that the engine itself says; each merchant may reword them. */
export type EngineSentence = 'ask_facts' | 'ask_facts_again' | 'ask_again' | 'internal_error' | 'accepted';

/** The merchant's wording of each; flows compiled before `accepted` existed lack it. */
export type EngineSentences = Readonly<
  Record<Exclude<EngineSentence, 'accepted'>, string> & { accepted?: string }
>;
