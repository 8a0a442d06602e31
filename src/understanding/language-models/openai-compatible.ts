/** Chat completions as OpenAI defined them and most servers speak them, self-hosted ones too, with an answer by JSON Schema. */
import { z } from 'zod';
import { countOf, offForm, type Provider, type Question, type ReadReply } from './provider.js';

const Completion = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
  usage: z.object({ prompt_tokens: z.unknown(), completion_tokens: z.unknown() }).partial().nullish(),
});

/** `provider: openai-compatible`. */
export const openaiCompatible: Provider = {
  path: '/chat/completions',
  headers: (key) => (key === undefined ? {} : { authorization: `Bearer ${key}` }),
  body: bodyOf,
  read,
};

function bodyOf({ prompt, form, model, maxTokens, lengthParameter, fixedTemperature }: Question): object {
  return {
    model,
    messages: [
      { role: 'system', content: prompt.system },
      { role: 'user', content: prompt.user },
    ],
    ...(fixedTemperature ? { temperature: 0 } : {}),
    [lengthParameter]: maxTokens,
    response_format: {
      type: 'json_schema',
      json_schema: { name: form.name, strict: true, schema: form.schema },
    },
  };
}

function read(body: unknown): ReadReply | undefined {
  const parsed = Completion.safeParse(body);
  if (!parsed.success) return undefined;
  const { choices, usage } = parsed.data;
  const tokens = { in: countOf(usage?.prompt_tokens), out: countOf(usage?.completion_tokens) };
  const [{ finish_reason: reason, message } = { message: {} }] = choices;
  if ((message.refusal ?? '') !== '' || reason === 'content_filter') return offForm('refusal', tokens);
  if (reason === 'length') return offForm('truncated', tokens);
  const text = withoutFence(message.content ?? '');
  if (text === '') return offForm('empty', tokens);
  try {
    return { is: 'answer', value: JSON.parse(text) as unknown, tokens };
  } catch {
    return offForm('invalid_json', tokens);
  }
}

/** Servers that cannot enforce a schema let the model wrap its answer as it does for people. */
function withoutFence(content: string): string {
  const text = content.trim();
  if (!text.startsWith('```') || !text.endsWith('```') || text.length < 6) return text;
  const inner = text.slice(3, -3);
  return (inner.startsWith('json') ? inner.slice(4) : inner).trim();
}
