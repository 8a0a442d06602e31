/** `effects`: writes of which nobody can tell what became of them, and what a person found (DESIGN §5). */
import { z } from 'zod';
import type { EffectItem } from '../../client/unclear-effects.js';
import { merchantName } from '../../client/message-schema.js';
import { pageQuery } from '../shared-schemas.js';
import { defineRoute } from '../route.js';

const merchantParams = z.strictObject({ merchant: merchantName });
const effectParams = z.strictObject({
  merchant: merchantName,
  effect: z.string().min(1).max(1_024).describe("The write's id."),
});

const effect = z.strictObject({
  id: z.string(),
  what: z.string().describe("The operation's name, in words for people."),
  operation: z.string(),
  effect: z.enum(['write', 'money']),
  connection: z.string().describe('The system that was called.'),
  state: z.enum(['sending', 'accepted', 'done', 'refused', 'unknown']),
  doubled: z.boolean().describe('Whether the write happened twice.'),
  record: z.string().optional().describe('The record that it changes: `order:<ref>`.'),
  amount: z
    .strictObject({ minor: z.int(), currency: z.string() })
    .optional()
    .describe('The amount that it refunds or charges.'),
  idempotencyKey: z
    .string()
    .describe('The idempotency key sent with the request, if the system supports one.'),
  reference: z.string().optional().describe("The system's own reference."),
  httpStatus: z.int().optional().describe('The HTTP status of the last answer.'),
  firstSentAt: z.iso.datetime().describe('When the first request was about to be sent.'),
  sentAt: z.array(z.iso.datetime()).describe('When each attempt may have sent its request.'),
  workflowId: z.string(),
});

const answer = ({ key, subject, sentAt, firstSentAt, ...item }: EffectItem): z.infer<typeof effect> => {
  const { id, what, operation, connection, state, doubled, amount, reference, httpStatus, workflowId } = item;
  return {
    ...{ id, what, operation, connection, state, doubled, workflowId, idempotencyKey: key },
    ...{ effect: item.effect, firstSentAt: new Date(firstSentAt).toISOString() },
    ...(subject === undefined ? {} : { record: subject }),
    ...(amount === undefined ? {} : { amount }),
    ...(reference === undefined ? {} : { reference }),
    ...(httpStatus === undefined ? {} : { httpStatus }),
    sentAt: sentAt.map((at) => new Date(at).toISOString()),
  };
};

/** Lists what is unclear. */
export const listUnclear = defineRoute({
  method: 'GET',
  path: '/effects',
  summary:
    'List writes whose outcome is unknown or that happened twice, oldest first; or all writes, newest first.',
  caller: 'agent',
  scope: 'effects',
  params: merchantParams,
  query: z.strictObject({
    state: z
      .enum(['unclear', 'all'])
      .default('unclear')
      .describe('`all`: every write, by pages; `unclear`: those that need a resolution, all at once.'),
    ...pageQuery,
  }),
  answers: {
    200: {
      description: 'The writes.',
      schema: z.strictObject({ effects: z.array(effect), next: z.string().optional() }),
    },
  },
  codes: [],
  async handle({ params: { merchant }, query: { state, limit, cursor } }, { client }) {
    if (state === 'unclear')
      return { status: 200, body: { effects: (await client.effects(merchant)).map(answer) } };
    const from = cursor === undefined ? {} : { cursor };
    const { items, next } = await client.desk.writes(merchant, { limit, ...from });
    return { status: 200, body: { effects: items.map(answer), ...(next === undefined ? {} : { next }) } };
  },
});

/** Shows one. */
export const showUnclear = defineRoute({
  method: 'GET',
  path: '/effects/{effect}',
  summary: 'Get a write, whatever its state.',
  caller: 'agent',
  scope: 'effects',
  params: effectParams,
  answers: { 200: { description: 'The write.', schema: effect } },
  codes: ['effect_unknown'],
  handle: async ({ params }, { client }) => ({
    status: 200,
    body: answer(await client.effect(params.merchant, params.effect)),
  }),
});

/** Decides one. */
export const resolveUnclear = defineRoute({
  method: 'POST',
  path: '/effects/{effect}/resolution',
  summary:
    "Resolve an unknown write with what you found in the system's own records. The resolution is recorded in the audit trail.",
  caller: 'agent',
  scope: 'effects',
  params: effectParams,
  body: z.strictObject({
    happened: z.boolean().describe('Whether the write happened once.'),
    reference: z.string().min(1).max(256).optional().describe("The system's reference for the write."),
    because: z.string().min(1).max(2_000).describe('Where you looked, and what you found.'),
  }),
  answers: { 200: { description: 'The write after the resolution.', schema: effect } },
  codes: ['effect_unknown', 'effect_clear'],
  handle: async ({ params, body: { reference, ...found }, caller }, { client }) => {
    const resolution = { ...found, ...(reference === undefined ? {} : { reference }), by: caller.name };
    const { merchant, effect: id } = params;
    return { status: 200, body: answer(await client.resolveEffect({ merchant, id, ...resolution })) };
  },
});
