/** What each kind of provider defines: how to write a question for its API, and how to read the answer. */
import type { AnswerForm, ModelReply, OffForm, Prompt, TokenUsage } from './language-model.js';

/** What a request is made from. */
export interface Question {
  prompt: Prompt;
  form: AnswerForm;
  model: string;
  /** Most tokens of the answer. */
  maxTokens: number;
  lengthParameter: 'max_tokens' | 'max_completion_tokens';
  fixedTemperature: boolean;
}

/** An answer, or why it is unusable. */
export type ReadReply = Exclude<ModelReply, { is: 'failed' }>;

/** One kind of provider. */
export interface Provider {
  /** Base address used if a merchant gives none. */
  usualUrl?: string;
  /** Path below the base address. */
  path: string;
  headers(key: string | undefined): Record<string, string>;
  body(question: Question): object;
  /** Reads the body of a 2xx answer; undefined if this API does not answer that way. */
  read(body: unknown): ReadReply | undefined;
}

/** An answer that came but is unusable. */
export const offForm = (code: OffForm, tokens: TokenUsage): ReadReply => ({ is: 'off_form', code, tokens });

/** A provider's count; anything that is not a count becomes 0, so that it never breaks a sum. */
export const countOf = (value: unknown): number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0;
