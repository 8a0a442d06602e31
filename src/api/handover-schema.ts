/** A handover as the API tells it: what people need who take a conversation over, as data. */
import { z } from 'zod';

const amount = z.strictObject({
  minor: z.int().describe('In the smallest unit of the currency.'),
  currency: z.string().describe('ISO 4217.'),
});
const moment = z.iso.datetime();

/** The same that `details` says in words. */
export const handoverSchema = z.strictObject({
  customer: z.strictObject({
    name: z.string().optional().describe('As the shop has it.'),
    email: z.string().optional(),
    ref: z.string().optional().describe('The shop’s id of the customer.'),
    verified: z
      .enum(['vouched', 'facts', 'claimed', 'unknown'])
      .describe(
        'The channel vouches for them; they have named what belongs to the record; only claimed; not known.',
      ),
  }),
  record: z
    .strictObject({
      kind: z.enum(['order', 'subscription']).optional().describe('Absent where only its number is known.'),
      number: z.string(),
      status: z.string().optional().describe('When it was last read.'),
    })
    .optional(),
  amount: amount.optional().describe('What it is about.'),
  intent: z.string().optional(),
  question: z.string().optional().describe('That the customer was asked and has not answered.'),
  said: z
    .array(z.strictObject({ text: z.string(), at: moment }))
    .readonly()
    .describe('The customer’s words that led here, and their last ones where they are others.'),
  tried: z
    .array(
      z.strictObject({
        operation: z.string(),
        title: z.string().describe('In the merchant’s language.'),
        outcome: z
          .string()
          .describe(
            'Of a write that was sent: `done`, `refused`, `accepted`, or `sending` and `unknown`, where nobody can tell ' +
              'whether it was done. Of a call that was not: its outcome in the flow. Of an approval: how it stands.',
          ),
        code: z.string().optional().describe('Of a refusal.'),
        httpStatus: z.int().optional().describe('Of the last answer to it.'),
        amount: amount.optional(),
        reference: z.string().optional().describe('The system’s own.'),
        approval: z
          .strictObject({ number: z.int(), role: z.string(), by: z.string().optional() })
          .optional()
          .describe('It is not a call, but that an approval was asked for.'),
        at: moment.optional(),
      }),
    )
    .readonly()
    .describe('Every write of the conversation, approvals, and what its flow could not do.'),
  links: z.strictObject({
    conversation: z.string().describe('Where the API has it.'),
    run: z
      .string()
      .optional()
      .describe('Its page in Temporal’s UI, where the operator has told the address.'),
  }),
});
