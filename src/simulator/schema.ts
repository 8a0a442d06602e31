/** Zod schemas of a `*.test.yaml`, for checking files and for completion in editors. */
import { z } from 'zod';
import type { Json } from '../contracts/json.js';
import { bandReasons } from '../contracts/policy.js';

const value: z.ZodType<Json> = z
  .json()
  .describe('A value as in a flow, without `${…}`: `50 EUR`, `2026-03-02 10:00`, a record by its fields.');

const values = z.record(z.string(), value);

const answer = z
  .union([z.string(), values])
  .describe(
    'One answer: a result alone (`nothing_left`), a result with its outputs, or what can go wrong: ' +
      '`refused`, `unknown`, `unavailable`, `unverified`, `superseded`, `not_now`, `accepted`. ' +
      '`when:` beside it says for which inputs.',
  );

const answers = z
  .record(z.string(), z.array(answer).min(1))
  .describe('name: answers in their order; the last one is given again.');

const band = z.strictObject({
  upTo: z.string().optional().describe('The highest amount that needs no approver: `50 EUR`.'),
  perCustomer: z.string().optional().describe('How often: `2/30d` is twice in 30 days.'),
  reasons: z
    .array(z.enum(bandReasons))
    .min(1)
    .optional()
    .describe('For which reasons; by default those that the systems’ own data bear out.'),
});

const facts = z.strictObject({
  number: z.string().optional().describe('An order number that the customer told before.'),
  email: z.string().optional().describe('An e-mail address that the customer told before.'),
  postcode: z.string().optional().describe('A postcode that the customer told before.'),
});

const understood = z.strictObject({
  message: z.string().describe('The message, word for word.'),
  intent: z.string().describe('What it is surely about: an intent of the flow’s `classify`.'),
  sure: z.enum(['true', 'false']).optional().describe('`false`: nobody can be sure of it.'),
  language: z.string().optional().describe('The language in which it is written, such as `de`.'),
});

const given = z.strictObject({
  inputs: values.optional().describe('Inputs of the flow: name: value.'),
  language: z
    .string()
    .optional()
    .describe('The customer’s language, such as `de`; the merchant’s by default.'),
  now: z
    .string()
    .optional()
    .describe('When the run begins, in the merchant’s zone: `2026-03-02 10:00`, a Monday, by default.'),
  policy: z
    .record(z.string(), z.union([z.string(), band]))
    .optional()
    .describe('Values of the policy that stand in for the merchant’s.'),
  customer: z
    .enum(['verified', 'stranger'])
    .optional()
    .describe('`verified` by default; a `stranger` must tell facts that match the order before it is shown.'),
  facts: facts.optional().describe('What a stranger has told before.'),
  said: z
    .array(z.string().min(1))
    .optional()
    .describe('What the customer has said before the flow begins, newest first: it answers questions with `fills`.'),
  operations: answers.optional().describe('What the systems answer, by operation.'),
  subflows: z
    .record(z.string(), z.union([z.literal('run'), z.array(answer).min(1)]))
    .optional()
    .describe('How sub-flows end, by flow; one that is not named here, or with `run`, is run as it is.'),
  understands: z.array(understood).optional().describe('What messages mean; any other is not understood.'),
});

const action = z
  .union([
    z.enum(['cancelled', 'with_people']),
    z.strictObject({
      customer: z.string().optional().describe('What the customer writes.'),
      approver: z
        .enum(['approved', 'rejected'])
        .optional()
        .describe('What is decided on the open approval request.'),
      by: z
        .string()
        .optional()
        .describe('Who decides: a role, or an approver of merchant.yaml; the request’s role by default.'),
      event: z
        .string()
        .optional()
        .describe('A system tells: a business event, about what the run waits for.'),
      fields: values.optional().describe('What the event says besides: name: value.'),
      ref: z
        .string()
        .optional()
        .describe('The record that the event is about, if it shall be another than the one waited for.'),
      times: z
        .string()
        .optional()
        .describe('How often the event is told, one right after the other: 1 to 1000, once by default.'),
      after: z.string().optional().describe('Time passes: `3 days`, `2 business hours`.'),
    }),
  ])
  .describe('One thing that happens; `cancelled` by an operator, `with_people` when a person takes over.');

const sentence = z
  .union([z.string(), z.strictObject({ contains: z.string().describe('A part of it.') })])
  .describe('The sentence as the customer reads it, or a part of it.');

const question = z
  .union([
    z.string(),
    z.strictObject({
      question: z.string().optional().describe('The question as the customer reads it, without its options.'),
      contains: z.string().optional().describe('A part of it.'),
      options: z.array(z.string()).optional().describe('The options as the customer reads them, in order.'),
    }),
  ])
  .describe('The question as the customer reads it, a part of it, or with its options.');

const expected = z.strictObject({
  said: z.array(sentence).optional().describe('All replies, in order.'),
  asked: z.array(question).optional().describe('All questions to the customer, in order.'),
  called: z
    .array(z.union([z.string(), values]))
    .optional()
    .describe(
      'Operations that were carried out, in order, each alone or with inputs it had among others. ' +
        'Reads may be left out; a write or money call may not.',
    ),
  notCalled: z.array(z.string()).optional().describe('Operations that were never carried out.'),
  handedOver: z.string().optional().describe('The queue of merchant.yaml that the conversation went to.'),
  waitsFor: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .describe('What the run still waits for: `customer`, `approval`, `approval:<role>`, `timer`, `event`.'),
  result: z.string().optional().describe('The result with which the flow ended.'),
  outputs: values.optional().describe('Outputs that it gave, among others.'),
  fails: z.string().optional().describe('The code with which the run failed.'),
});

const flowTest = z.strictObject({
  name: z.string().describe('What is promised, as a sentence.'),
  given: given.optional().describe('What holds for this test, over the defaults of the file.'),
  when: z.array(action).optional().describe('What happens, in order.'),
  then: expected.describe('How it must have come out.'),
});

/** A file of flow tests. */
export const flowTestSchema = z.strictObject({
  flow: z.string().describe('The flow that is tested.'),
  merchant: z
    .string()
    .optional()
    .describe('Whose policy, sentences and bindings; by default the first merchant that has the flow.'),
  given: given.optional().describe('What holds for all tests of the file.'),
  tests: z.array(flowTest).min(1).describe('The tests, each a promise of the flow.'),
});

/** A file of flow tests as written. */
export type FlowTestFile = z.infer<typeof flowTestSchema>;
/** One answer of a system as written. */
export type WrittenAnswer = z.infer<typeof answer>;
/** `given:` as it is written. */
export type WrittenGiven = z.infer<typeof given>;
/** One entry of `when:` as written. */
export type WrittenAction = z.infer<typeof action>;
/** `then:` as it is written. */
export type WrittenExpected = z.infer<typeof expected>;
