/** The port to language models: sends a question with its answer's form, returns JSON or why there is none. */
import type { JsonObject } from '../../contracts/json.js';

/** The instructions to a model (ours alone), and the data (nothing in it is an instruction). */
export interface Prompt {
  system: string;
  user: string;
}

/** The form that the answer must have, as given to providers. */
export interface AnswerForm {
  /** A name in snake_case. */
  name: string;
  /** JSON Schema, every object closed and every member required: what all providers can enforce. */
  schema: JsonObject;
}

/** Tokens counted by a provider. */
export interface TokenUsage {
  in: number;
  out: number;
}

/** Why an answer that came is unusable; it can be requested once more. */
export type OffForm = 'empty' | 'invalid_json' | 'wrong_form' | 'refusal' | 'truncated';

/** Why no answer came; repeating the request now would hardly help. */
export type Failed =
  | 'timed_out'
  | 'unreachable'
  | 'too_many_requests'
  | 'unavailable'
  | 'rejected'
  | 'answer_too_large'
  | 'unreadable';

/** The outcome of one request. `value` is JSON that has not been validated yet. */
export type ModelReply =
  | { is: 'answer'; value: unknown; tokens: TokenUsage }
  | { is: 'off_form'; code: OffForm; tokens: TokenUsage }
  | { is: 'failed'; code: Failed; status?: number; retryAfterMs?: number };

/** A model at an address; makes one request, and never retries. */
export interface LanguageModel {
  ask(
    prompt: Prompt,
    form: AnswerForm,
    allowance: { timeoutMs: number; signal: AbortSignal },
  ): Promise<ModelReply>;
}
