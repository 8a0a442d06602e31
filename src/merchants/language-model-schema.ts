/** The schema of `languageModel:` in merchant.yaml, all scalars still text. */
import { z } from 'zod';
import { isEgressEntry } from '../connectors/http/egress-policy.js';

const count = z.string().regex(/^[1-9]\d{0,11}$/, 'Write a whole number of at least 1, without separators.');

const budget = z.strictObject({
  calls: count.optional().describe('Maximum number of requests per day (UTC).'),
  tokens: count
    .optional()
    .describe('Maximum number of tokens per day (UTC), questions and answers together.'),
});

/** `languageModel:`. */
export const languageModelSchema = z.strictObject({
  provider: z
    .enum(['openai-compatible', 'anthropic'])
    .describe('The provider’s API: chat completions with JSON Schema, or Anthropic’s messages.'),
  url: z
    .string()
    .optional()
    .describe(
      'Base address, without `/chat/completions` or `/v1/messages`; required for `openai-compatible`.',
    ),
  model: z.string().min(1).describe('The provider’s name for the model.'),
  key: z.string().optional().describe('API key, as the name of a secret: `${secret.MODEL_KEY}`.'),
  timeout: z
    .string()
    .regex(/^\d{1,5} ?(ms|s)$/, 'Write a time such as 500ms or 8s.')
    .optional()
    .describe(
      'Timeout for a whole answer, 500ms to 15s; `8s` by default. After it, the embedded model answers.',
    ),
  budget: z
    .strictObject({
      perConversation: budget.optional().describe('For one conversation; 40 calls by default.'),
      perMerchant: budget.optional().describe('For all conversations; 10000 calls by default.'),
    })
    .optional()
    .describe('The maximum usage per day. Once it is reached, only the embedded model answers.'),
  egress: z
    .strictObject({
      allow: z
        .array(
          z.string().refine(isEgressEntry, 'Write a host name, an address or a network such as 10.0.0.0/8.'),
        )
        .describe('The model’s private hosts and networks; the operator must allow them too.'),
    })
    .optional()
    .describe('Hosts that are allowed in addition to public addresses.'),
  lengthParameter: z
    .enum(['max_tokens', 'max_completion_tokens'])
    .optional()
    .describe('The provider’s name for the limit on the length of an answer; `max_tokens` by default.'),
  temperature: z
    .enum(['zero', 'unset'])
    .optional()
    .describe('`unset` for models without a temperature setting; `zero` by default.'),
});

/** What the schema gives. */
export type RawLanguageModel = z.infer<typeof languageModelSchema>;
