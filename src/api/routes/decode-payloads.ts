/** `POST codec/decode`: Temporal's UI and CLI show an agent the payloads of their merchant. */
import { z } from 'zod';
import { merchantName } from '../../client/message-schema.js';
import { readPayloadsOf } from '../../security/keys/codec-answers.js';
import { payloadsSchema, written } from '../../security/keys/codec-server-json.js';
import { defineRoute } from '../route.js';

/** Opens payloads in the name of the agent who calls. */
export const decodePayloads = defineRoute({
  method: 'POST',
  path: '/codec/decode',
  summary:
    "Decrypt payloads of the merchant's runs for Temporal's UI and CLI. The read access is recorded in the audit trail.",
  caller: 'agent',
  scope: 'conversations',
  params: z.strictObject({ merchant: merchantName }),
  body: payloadsSchema,
  answers: {
    200: {
      description: 'The payloads. One that cannot be decrypted is replaced by the reason.',
      schema: z.strictObject({
        payloads: z.array(z.strictObject({ metadata: z.record(z.string(), z.string()), data: z.string() })),
      }),
    },
  },
  codes: [],
  async handle({ params: { merchant }, body, caller }, { payloads }) {
    return {
      status: 200,
      body: written(await readPayloadsOf(merchant, payloads, body.payloads, caller.name)),
    };
  },
});
