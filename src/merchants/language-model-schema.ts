/** The schema of `languageModel:` in merchant.yaml, all scalars still text. */
import { z } from 'zod';
import { isEgressEntry } from '../connectors/http/egress.js';

const count = z.string().regex(/^[1-9]\d{0,11}$/, 'A whole number from 1 is needed, without separators.');

const budget = z.strictObject({
  calls: count.optional().describe('Most requests in a day (UTC).'),
  tokens: count.optional().describe('Most tokens in a day (UTC), questions and answers together.'),
});

/** `languageModel:`. */
export const languageModelSchema = z.strictObject({
  provider: z
    .enum(['openai-compatible', 'anthropic'])
    .describe('What the address speaks: chat completions with JSON Schema, or Anthropic’s messages.'),
  url: z
    .string()
    .optional()
    .describe('Base address, before `/chat/completions` or `/v1/messages`; needed for `openai-compatible`.'),
  model: z.string().min(1).describe('Name of the model at the provider.'),
  key: z.string().optional().describe('Key of the provider, by the name of a secret: `${secret.MODEL_KEY}`.'),
  timeout: z
    .string()
    .regex(/^\d{1,5} ?(ms|s)$/, 'A time is written as 500ms or 8s.')
    .optional()
    .describe('All that an answer may take, 500ms to 15s; `8s` by default. Then the embedded model answers.'),
  budget: z
    .strictObject({
      perConversation: budget.optional().describe('For one conversation; 40 calls by default.'),
      perMerchant: budget.optional().describe('For all conversations; 10000 calls by default.'),
    })
    .optional()
    .describe('What a day may cost; then the embedded model answers alone.'),
  egress: z
    .strictObject({
      allow: z
        .array(z.string().refine(isEgressEntry, 'A host name, an address or a network as 10.0.0.0/8.'))
        .describe('Private hosts and networks in which the model stands; the operator must allow them too.'),
    })
    .optional()
    .describe('What may be reached beside public addresses.'),
  lengthParameter: z
    .enum(['max_tokens', 'max_completion_tokens'])
    .optional()
    .describe('How the provider calls the bound of an answer’s length; `max_tokens` by default.'),
  temperature: z
    .enum(['zero', 'unset'])
    .optional()
    .describe('`unset` for models that take no temperature; `zero` by default.'),
});

/** What the schema gives. */
export type WrittenLanguageModel = z.infer<typeof languageModelSchema>;
