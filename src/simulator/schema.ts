/** Zod schemas of a `*.test.yaml`, for checking files and for completion in editors. */
import { z } from 'zod';
import type { Json } from '../contracts/json.js';
import { bandReasons } from '../contracts/policy.js';

const value: z.ZodType<Json> = z
  .json()
  .describe(
    'A value as in a flow, but without `${…}`: `50 EUR`, `2026-03-02 10:00`, or a record with its fields.',
  );

const values = z.record(z.string(), value);

const answer = z
  .union([z.string(), values])
  .describe(
    'One answer: a result (`nothing_left`), a result with its outputs, or a failure: ' +
      '`refused`, `unknown`, `unavailable`, `unverified`, `superseded`, `not_now`, `accepted`. ' +
      '`when:` limits it to certain inputs.',
  );

const answers = z
  .record(z.string(), z.array(answer).min(1))
  .describe('name: answers, in order; the last one repeats.');

const band = z.strictObject({
  upTo: z.string().optional().describe('The highest amount that needs no approval: `50 EUR`.'),
  perCustomer: z.string().optional().describe('How often: `2/30d` means twice in 30 days.'),
  reasons: z
    .array(z.enum(bandReasons))
    .min(1)
    .optional()
    .describe('The refund reasons; by default those that the systems’ own data can confirm.'),
});

const facts = z.strictObject({
  number: z.string().optional().describe('An order number that the customer gave before.'),
  email: z.string().optional().describe('An email address that the customer gave before.'),
  postcode: z.string().optional().describe('A postcode that the customer gave before.'),
});

const understood = z.strictObject({
  message: z.string().describe('The message, word for word.'),
  intent: z.string().describe('Its intent, as if it were certain: one from the flow’s `classify`.'),
  sure: z.enum(['true', 'false']).optional().describe('`false`: the intent is uncertain.'),
  language: z.string().optional().describe('The message’s language, such as `de`.'),
});

const given = z.strictObject({
  inputs: values.optional().describe('Inputs of the flow, as name: value.'),
  language: z
    .string()
    .optional()
    .describe('The customer’s language, such as `de`; the merchant’s by default.'),
  now: z
    .string()
    .optional()
    .describe('When the run starts, in the merchant’s time zone; `2026-03-02 10:00`, a Monday, by default.'),
  policy: z
    .record(z.string(), z.union([z.string(), band]))
    .optional()
    .describe('Policy values that replace the merchant’s.'),
  customer: z
    .enum(['verified', 'unauthenticated'])
    .optional()
    .describe(
      '`verified` by default. An `unauthenticated` one must give facts that match the order before seeing it.',
    ),
  facts: facts.optional().describe('Facts that an unauthenticated customer has given before.'),
  said: z
    .array(z.string().min(1))
    .optional()
    .describe(
      'What the customer has said before the flow starts, newest first: it answers questions with `fills`.',
    ),
  operations: answers.optional().describe('Answers of the systems, by operation.'),
  subflows: z
    .record(z.string(), z.union([z.literal('run'), z.array(answer).min(1)]))
    .optional()
    .describe('Results of sub-flows, by flow. A sub-flow that is not listed, or has `run`, is really run.'),
  understands: z
    .array(understood)
    .optional()
    .describe('The meaning of messages; other messages are not understood.'),
});

const action = z
  .union([
    z.enum(['cancelled', 'with_people']),
    z.strictObject({
      customer: z.string().optional().describe('A message from the customer.'),
      approver: z
        .enum(['approved', 'rejected'])
        .optional()
        .describe('A decision on the open approval request.'),
      by: z
        .string()
        .optional()
        .describe(
          'Who decides: a role, or an approver from merchant.yaml; by default the role of the request.',
        ),
      event: z
        .string()
        .optional()
        .describe('An event from a system: a business event about what the run waits for.'),
      fields: values.optional().describe('Further fields of the event, as name: value.'),
      ref: z
        .string()
        .optional()
        .describe('The record that the event is about, if it differs from the one that the run waits for.'),
      times: z
        .string()
        .optional()
        .describe('How many times in a row the event is sent: 1 to 1000, once by default.'),
      after: z.string().optional().describe('Time that passes: `3 days`, `2 business hours`.'),
    }),
  ])
  .describe('One action. `cancelled`: by an operator; `with_people`: an agent takes over.');

const sentence = z
  .union([z.string(), z.strictObject({ contains: z.string().describe('A part of it.') })])
  .describe('The sentence as shown to the customer, or a part of it.');

const question = z
  .union([
    z.string(),
    z.strictObject({
      question: z.string().optional().describe('The question as shown to the customer, without its options.'),
      contains: z.string().optional().describe('A part of it.'),
      options: z.array(z.string()).optional().describe('The options as shown to the customer, in order.'),
    }),
  ])
  .describe('The question as shown to the customer, a part of it, or the question with its options.');

const expected = z.strictObject({
  said: z.array(sentence).optional().describe('All replies, in order.'),
  asked: z.array(question).optional().describe('All questions to the customer, in order.'),
  called: z
    .array(z.union([z.string(), values]))
    .optional()
    .describe(
      'Operations that were carried out, in order, each with none, some or all of its inputs. ' +
        'Reads can be left out; writes and money calls cannot.',
    ),
  notCalled: z.array(z.string()).optional().describe('Operations that were never carried out.'),
  handedOver: z.string().optional().describe('The queue that the conversation was handed off to.'),
  waitsFor: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .describe(
      'What the run is still waiting for: `customer`, `approval`, `approval:<role>`, `timer`, `event`.',
    ),
  result: z.string().optional().describe('The result of the flow.'),
  outputs: values.optional().describe('Some or all of its outputs.'),
  fails: z.string().optional().describe('The error code with which the run failed.'),
});

const flowTest = z.strictObject({
  name: z.string().describe('What the flow must do, as a sentence.'),
  given: given.optional().describe('Conditions for this test, which override those for the file.'),
  when: z.array(action).optional().describe('What happens, in order.'),
  then: expected.describe('The expected outcome.'),
});

/** A file of flow tests. */
export const flowTestSchema = z.strictObject({
  flow: z.string().describe('The flow to test.'),
  merchant: z
    .string()
    .optional()
    .describe(
      'The merchant whose policy, sentences and bindings are used; by default the first merchant with this flow.',
    ),
  given: given.optional().describe('Conditions for all tests in the file.'),
  tests: z.array(flowTest).min(1).describe('The tests.'),
});

/** A file of flow tests as written. */
export type FlowTestFile = z.infer<typeof flowTestSchema>;
/** One answer of a system as written. */
export type RawAnswer = z.infer<typeof answer>;
/** `given:` as it is written. */
export type RawGiven = z.infer<typeof given>;
/** One entry of `when:` as written. */
export type RawAction = z.infer<typeof action>;
/** `then:` as it is written. */
export type RawExpected = z.infer<typeof expected>;
