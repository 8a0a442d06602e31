/** One question to a model, with one attempt to repair an invalid answer, all before a deadline. */
import { z } from 'zod';
import type { JsonObject } from '../../contracts/json.js';
import type {
  AnswerForm,
  Failed,
  LanguageModel,
  ModelReply,
  OffForm,
  Prompt,
  TokenUsage,
} from './language-model.js';

/** The outcome of a question; `tokens` for all its requests. */
export type Asked<Value> =
  | { is: 'answered'; value: Value; tokens: TokenUsage }
  | { is: 'failed'; code: Failed | OffForm | NotAsked; tokens: TokenUsage };

/** Why nothing was sent: the budget, too many questions at once or a pause after failures, or a bug of ours. */
export type NotAsked = 'over_budget' | 'busy' | 'internal';

/** A question whose answer has a form. */
export interface FormedQuestion<Value> {
  prompt: Prompt;
  /** Name of the form in snake_case. */
  name: string;
  form: z.ZodType<Value>;
}

/** How a model is asked. */
export interface AskOptions {
  /** Deadline in epoch ms. */
  deadline: number;
  signal: AbortSignal;
  /** Called before each request; a code keeps it from being sent. */
  before: () => Promise<NotAsked | undefined>;
  /** Called with each reply. */
  replied: (reply: ModelReply, startedAt: number) => void;
}

const nothing: TokenUsage = { in: 0, out: 0 };

/** Asks; an invalid answer is requested once more, with a word on what was wrong. */
export async function ask<Value>(
  model: LanguageModel,
  question: FormedQuestion<Value>,
  options: AskOptions,
): Promise<Asked<Value>> {
  const first = await askOnce(model, question, options);
  if (first.is === 'answered' || !isOffForm(first.code)) return first;
  const second = await askOnce(model, repaired(question, first.code), options);
  const tokens = { in: first.tokens.in + second.tokens.in, out: first.tokens.out + second.tokens.out };
  return { ...second, tokens };
}

async function askOnce<Value>(
  model: LanguageModel,
  { prompt, name, form }: FormedQuestion<Value>,
  { deadline, signal, before, replied }: AskOptions,
): Promise<Asked<Value>> {
  const kept = await before();
  if (kept !== undefined) return { is: 'failed', code: kept, tokens: nothing };
  const startedAt = Date.now();
  const timeoutMs = deadline - startedAt;
  if (timeoutMs <= 0) return { is: 'failed', code: 'timed_out', tokens: nothing };
  const reply = checked(
    await model.ask(prompt, { name, schema: schemaOf(form) }, { timeoutMs, signal }),
    form,
  );
  replied(reply, startedAt);
  if (reply.is !== 'answer') return { is: 'failed', code: reply.code, tokens: tokensOf(reply) };
  // `checked` has parsed it by this very form.
  return { is: 'answered', value: reply.value as Value, tokens: reply.tokens };
}

/** The reply with its value parsed, or marked as off form. */
function checked(reply: ModelReply, form: z.ZodType): ModelReply {
  if (reply.is !== 'answer') return reply;
  const parsed = form.safeParse(reply.value);
  if (parsed.success) return { ...reply, value: parsed.data };
  return { is: 'off_form', code: 'wrong_form', tokens: reply.tokens };
}

/** Tokens of a reply, 0 if none came. */
export const tokensOf = (reply: ModelReply): TokenUsage => (reply.is === 'failed' ? nothing : reply.tokens);

const offFormCodes: readonly string[] = [
  'empty',
  'invalid_json',
  'wrong_form',
  'refusal',
  'truncated',
] satisfies OffForm[];
const isOffForm = (code: string): boolean => offFormCodes.includes(code);

/** Nothing of the first answer is repeated: what a message made a model say must not come back as our words. */
function repaired<Value>(question: FormedQuestion<Value>, code: string): FormedQuestion<Value> {
  const { system, user } = question.prompt;
  const again = `Your last answer could not be used (${code}). Answer only in the form that is asked for, and keep it short.`;
  return { ...question, prompt: { system: `${system}\n\n${again}`, user } };
}

const schemas = new WeakMap<z.ZodType, JsonObject>();

/** The form as JSON Schema. */
function schemaOf(form: z.ZodType): AnswerForm['schema'] {
  const known = schemas.get(form);
  if (known !== undefined) return known;
  const entries = Object.entries(z.toJSONSchema(form)).filter(([name]) => name !== '$schema');
  // JSON Schema is JSON, but zod types it with members that are functions elsewhere.
  const json = Object.fromEntries(entries) as unknown as JsonObject;
  schemas.set(form, json);
  return json;
}
