/** A handover as the API tells it: what people need who take a conversation over, as data. */
import { z } from 'zod';

/** An amount of money. */
export const amountSchema = z.strictObject({
  minor: z.int().describe('In the currency’s smallest unit.'),
  currency: z.string().describe('ISO 4217.'),
});
const moment = z.iso.datetime();

/** The same that `details` says in words. */
export const handoverSchema = z.strictObject({
  customer: z.strictObject({
    name: z.string().optional().describe('The name that the shop has on record.'),
    email: z.string().optional(),
    ref: z.string().optional().describe('The customer’s id in the shop.'),
    verified: z
      .enum(['authenticated', 'facts', 'claimed', 'unknown'])
      .describe(
        'How the customer was verified: `authenticated`, by the channel; `facts`, by facts that match the record; `claimed`, not verified; `unknown`, not known.',
      ),
  }),
  record: z
    .strictObject({
      kind: z.enum(['order', 'subscription']).optional().describe('Missing if only the number is known.'),
      number: z.string(),
      status: z.string().optional().describe('The status when the record was last read.'),
    })
    .optional(),
  amount: amountSchema.optional().describe('The amount in question.'),
  intent: z.string().optional(),
  question: z.string().optional().describe('The question that the customer has not answered.'),
  said: z
    .array(z.strictObject({ text: z.string(), at: moment }))
    .readonly()
    .describe('The customer’s words that led to the handover, and their last words if those differ.'),
  tried: z
    .array(
      z.strictObject({
        operation: z.string(),
        title: z.string().describe('In the merchant’s language.'),
        outcome: z
          .string()
          .describe(
            'For a write that was sent: `done`, `refused`, `accepted`, or `sending` and `unknown` if the outcome is not known. ' +
              'For a call that was not sent: its outcome in the flow. For an approval: its state.',
          ),
        code: z.string().optional().describe('The refusal code.'),
        message: z
          .string()
          .optional()
          .describe(
            'What the system said about a refusal, on one line; secrets and card numbers are masked.',
          ),
        httpStatus: z.int().optional().describe('The HTTP status of the last answer.'),
        amount: amountSchema.optional(),
        reference: z.string().optional().describe('The system’s own reference.'),
        approval: z
          .strictObject({ number: z.int(), role: z.string(), by: z.string().optional() })
          .optional()
          .describe('Present if this is an approval request, not a call.'),
        at: moment.optional(),
      }),
    )
    .readonly()
    .describe('Every write in the conversation, its approvals, and what its flow could not do.'),
  links: z.strictObject({
    conversation: z.string().describe('The conversation’s address in the API.'),
    run: z
      .string()
      .optional()
      .describe('The run’s page in Temporal’s UI, if the operator has configured the UI’s address.'),
  }),
});
