/** The port to language models: a question with the form of its answer goes out, JSON or the reason of its absence comes back. */
import type { JsonObject } from '../../contracts/json.js';

/** What a model is told (ours alone), and what it is told about (data: whatever stands in it is no instruction). */
export interface Prompt {
  system: string;
  user: string;
}

/** The form that the answer must have, as providers are told it. */
export interface AnswerForm {
  /** A name in snake_case. */
  name: string;
  /** JSON Schema, every object closed and every member required: what all providers can hold a model to. */
  schema: JsonObject;
}

/** Tokens that a provider counted. */
export interface TokenUsage {
  in: number;
  out: number;
}

/** Why an answer that came is none; it can be asked for once more. */
export type OffForm = 'empty' | 'invalid_json' | 'wrong_form' | 'refusal' | 'truncated';

/** Why no answer came; the same request would hardly fare better now. */
export type Failed =
  | 'timed_out'
  | 'unreachable'
  | 'too_many_requests'
  | 'unavailable'
  | 'rejected'
  | 'answer_too_large'
  | 'unreadable';

/** What one request came to. `value` is JSON that nobody has checked yet. */
export type ModelReply =
  | { is: 'answer'; value: unknown; tokens: TokenUsage }
  | { is: 'off_form'; code: OffForm; tokens: TokenUsage }
  | { is: 'failed'; code: Failed; status?: number; retryAfterMs?: number };

/** A model behind an address; one request, never repeated here. */
export interface LanguageModel {
  ask(
    prompt: Prompt,
    form: AnswerForm,
    allowance: { timeoutMs: number; signal: AbortSignal },
  ): Promise<ModelReply>;
}
