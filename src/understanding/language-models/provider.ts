/** What a kind of provider must say: how a question is written in its API, and how its answer is read. */
import type { AnswerForm, ModelReply, OffForm, Prompt, TokenUsage } from './language-model.js';

/** What a request is written with. */
export interface Question {
  prompt: Prompt;
  form: AnswerForm;
  model: string;
  /** Most tokens of the answer. */
  maxTokens: number;
  lengthParameter: 'max_tokens' | 'max_completion_tokens';
  fixedTemperature: boolean;
}

/** An answer or why it is none. */
export type ReadReply = Exclude<ModelReply, { is: 'failed' }>;

/** One kind of provider. */
export interface Provider {
  /** Base address that is used where a merchant gives none. */
  usualUrl?: string;
  /** Below the base address. */
  path: string;
  headers(key: string | undefined): Record<string, string>;
  body(question: Question): object;
  /** Reads the body of a 2xx answer; undefined if it is not what this API answers. */
  read(body: unknown): ReadReply | undefined;
}

/** An answer that came and is none. */
export const offForm = (code: OffForm, tokens: TokenUsage): ReadReply => ({ is: 'off_form', code, tokens });

/** A count of a provider; what is no count is 0, so that a strange one never breaks a sum. */
export const countOf = (value: unknown): number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0;
