/** What language models may be asked and have been: see `Store`. */
/** The most that may be used in a day (UTC); without a number there is no bound. */
export interface ModelBudget {
  calls?: number;
  /** Of questions and answers together; the call that passes it is the last one. */
  tokens?: number;
}

/** What language models have been asked, for budgets: shared by all workers, gone after the day. */
export interface ModelUsage {
  /** Counts a call, unless the day's budget of the conversation or of the merchant is used up: then false. */
  spend(call: {
    merchant: string;
    conversation: string;
    perConversation: ModelBudget;
    perMerchant: ModelBudget;
  }): Promise<boolean>;
  /** Counts the tokens of a call. */
  add(call: { merchant: string; conversation: string; tokens: number }): Promise<void>;
  /** A merchant's calls and tokens of today. */
  today(merchant: string): Promise<{ calls: number; tokens: number }>;
}
