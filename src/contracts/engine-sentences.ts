/** Sentences that no step of a flow writes. */

/** Sentences that the engine itself says; each merchant may reword them. */
export type EngineSentence = 'ask_facts' | 'ask_facts_again' | 'ask_again' | 'internal_error' | 'accepted';

/** The merchant's wording of each; flows that were compiled before there was `accepted` do without it. */
export type EngineSentences = Readonly<
  Record<Exclude<EngineSentence, 'accepted'>, string> & { accepted?: string }
>;
