/** Anthropic's messages API; the answer is the input of a tool that the model must use, to enforce a schema. */
import { z } from 'zod';
import { countOf, offForm, type Provider, type Question, type ReadReply } from './provider.js';

const Message = z.object({
  content: z.array(
    z.object({ type: z.string(), name: z.string().optional(), input: z.unknown().optional() }),
  ),
  stop_reason: z.string().nullish(),
  usage: z.object({ input_tokens: z.unknown(), output_tokens: z.unknown() }).partial().nullish(),
});

/** `provider: anthropic`. */
export const anthropic: Provider = {
  usualUrl: 'https://api.anthropic.com',
  path: '/v1/messages',
  headers: (key) => ({
    'anthropic-version': '2023-06-01',
    ...(key === undefined ? {} : { 'x-api-key': key }),
  }),
  body: bodyOf,
  read,
};

const describedAs = 'Receives the answer. Call it exactly once.';

function bodyOf({ prompt, form, model, maxTokens, fixedTemperature }: Question): object {
  return {
    model,
    max_tokens: maxTokens,
    ...(fixedTemperature ? { temperature: 0 } : {}),
    system: prompt.system,
    messages: [{ role: 'user', content: prompt.user }],
    tools: [{ name: form.name, description: describedAs, input_schema: form.schema }],
    tool_choice: { type: 'tool', name: form.name },
  };
}

function read(body: unknown): ReadReply | undefined {
  const parsed = Message.safeParse(body);
  if (!parsed.success) return undefined;
  const { content, stop_reason: reason, usage } = parsed.data;
  const tokens = { in: countOf(usage?.input_tokens), out: countOf(usage?.output_tokens) };
  if (reason === 'refusal') return offForm('refusal', tokens);
  if (reason === 'max_tokens') return offForm('truncated', tokens);
  const used = content.find(({ type }) => type === 'tool_use');
  return used === undefined ? offForm('empty', tokens) : { is: 'answer', value: used.input, tokens };
}
