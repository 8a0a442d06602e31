/** The schema of a connection file (DESIGN §8); every scalar arrives as text and is converted here. */
import { z } from 'zod';
import { effects } from '../../contracts/effect.js';
import { Accepted } from './accepted-schema.js';
import { CallCondition, Condition, ErrorRulesSchema, Refusals, ResultRule } from './condition-schema.js';
import { Statuses, Text } from './condition-schema.js';
import { DocumentSchema } from './documents/schema.js';
import { EventsSchema } from './events/schema.js';
import { AnswerSchema } from './formats/schema.js';
import { Paging } from './paging/schema.js';
import { OwnRequestForm, RequestForm } from './requests/schema.js';
import { DecimalsSchema } from './mapping/decimals.js';
import { listRules } from './mapping/list-rules-schema.js';
import { Duration, Egress, Limits, Tls } from './transport-schema.js';

const KeyPlace = z.strictObject({
  header: Text.optional().describe('Header for the key.'),
  query: Text.optional().describe('Query parameter for the key.'),
  body: Text.optional().describe('Field of the body for the key.'),
  window: Duration.describe('How long the system remembers keys: `24h`.'),
  final: Condition.optional().describe(
    'An answer that the system will always return for this key, so that retrying is useless.',
  ),
});

const Idempotency = z.union([
  z.enum(['natural', 'none']),
  z.strictObject({
    key: KeyPlace.describe(
      'The system accepts an idempotency key, and carries out a request with the same key only once.',
    ),
    lookup: Text.optional().describe(
      'Operation that reports whether the write happened, if the key does not help any more.',
    ),
  }),
  z.strictObject({ lookup: Text.describe('Operation that reports whether the write happened.') }),
]);

/** Keys that say what responses mean, the same for every request of an operation. */
const answerKeys = {
  answer: AnswerSchema.optional().describe('Format of the answer; JSON by default.'),
  none: Condition.optional().describe('The answer that means “nothing found”.'),
  success: Condition.optional().describe('What the answer must contain to count as success.'),
  refusal: Refusals.optional().describe(
    'How to recognize a refusal. Any other answer to a write leaves its outcome unknown.',
  ),
  partial: z
    .array(Text)
    .optional()
    .describe('Places in GraphQL data that may be missing if there is an error: `order.shipments`.'),
  safe: Statuses.optional().describe('HTTP statuses which prove that nothing has happened.'),
};

const ChainRequest = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z][A-Za-z0-9]{0,30}$/, 'A name must be in camelCase.')
    .describe('Name of the request; later requests read its values as `${chain.<id>.…}`.'),
  if: CallCondition.optional().describe(
    'The condition on the call for sending this request. If it is not sent, its values are missing.',
  ),
  request: RequestForm.describe('The request.'),
  staging: z
    .enum(['true'])
    .optional()
    .describe(
      '`true`: the request writes something that neither a customer nor a ledger can see, such as a draft.',
    ),
  effect: z.enum(['read']).optional().describe('`read`: the request only reads, whatever its method is.'),
  take: z
    .record(
      z.string().regex(/^[a-z][A-Za-z0-9]{0,30}$/, 'A name must be in camelCase.'),
      z.union([
        Text,
        z.strictObject({
          each: Text.describe('Where to find the values of the list.'),
          fields: z
            .record(z.string(), z.union([Text.transform((path) => [path]), z.array(Text).min(1)]))
            .optional()
            .describe(
              'Values to extract from each item, by name; if there are several paths, the first that exists is used.',
            ),
        }),
      ]),
    )
    .optional()
    .describe('Values for later requests: a path, or `{ each: path }` for a list.'),
  each: Text.optional().describe(
    'List whose items each get a request: `inputs.lines`; the item is `${item.…}`.',
  ),
  where: listRules.where,
  paidIn: Text.optional().describe(
    'Where the answer says in which currency the payment was made. An amount in another currency is refused, and nothing is sent.',
  ),
  ...answerKeys,
});

const OperationRules = z.strictObject({
  chain: z
    .array(ChainRequest)
    .min(1)
    .max(8)
    .optional()
    .describe('Requests to send first: reads, and writes that nobody can see yet.'),
  request: OwnRequestForm.describe('The request.'),
  ...answerKeys,
  accepted: Accepted.optional().describe(
    'The answer with which the system only accepts the write, to carry it out later.',
  ),
  results: z.record(z.string(), ResultRule).optional().describe('Results by name, each with its condition.'),
  paging: Paging.optional().describe('How to request further pages.'),
  together: z
    .enum(['true'])
    .optional()
    .describe(
      '`true`: paths read all answers together: `$.<id>…` for the chain, `$.answer…` for the last one.',
    ),
  truncated: z
    .union([Text.transform((path) => [path]), z.array(Text).min(1)])
    .optional()
    .describe('Where to find `true` if a list in the answer was cut off; this is reported to the operators.'),
  each: Text.optional().describe('Where to find the items of a list: a JSONPath.'),
  missing: z.literal('empty').optional().describe('`empty`: the system omits empty lists.'),
  single: z
    .literal('bare')
    .optional()
    .describe('`bare`: the system returns a single item without a list around it.'),
  ...listRules,
  at: Text.optional().describe('Where to find the single item: a JSONPath.'),
  fields: z.unknown().optional().describe('Business fields, with their paths.'),
  document: DocumentSchema.optional().describe(
    'Where to find the document that the system creates, such as a label or an invoice.',
  ),
  same: z
    .strictObject({
      ref: Text.optional().describe('Where the answer repeats the order’s `ref`: a JSONPath.'),
      number: Text.optional().describe('Where the answer repeats the order’s `number`: a JSONPath.'),
    })
    .refine((rules) => Object.keys(rules).length > 0, '`same` needs `ref`, `number` or both.')
    .optional()
    .describe('Where the answer says which order it is about. An answer about another order is rejected.'),
  effect: z
    .enum(effects)
    .optional()
    .describe('A higher effect than in the catalogue, such as `money` for a cancellation that also refunds.'),
  inferred: CallCondition.optional().describe(
    'Whether the system only infers what was paid; refunds then always need an approval.',
  ),
  idempotency: Idempotency.optional().describe('How to repeat the request without doing it twice.'),
});

/** The schema of a connection file; fields and request values are checked against the operation later. */
export const ConnectionFile = z.strictObject({
  connection: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,62}$/, 'A name must be in kebab-case.')
    .describe('The connection’s name, with which merchant.yaml binds operations to it.'),
  connector: z.literal('declarative').describe('`declarative`: a system described by this file.'),
  baseUrl: Text.describe('Base address of all paths; it can contain `${secret.NAME}`.'),
  auth: z
    .looseObject({ scheme: Text.describe('Name of the scheme.') })
    .default({ scheme: 'none' })
    .describe('How requests are authenticated.'),
  limits: Limits,
  egress: Egress,
  tls: Tls,
  decimals: DecimalsSchema.default({}).describe(
    'Decimals of currencies for which the system differs from ISO 4217: `ISK: 2`.',
  ),
  errorRules: ErrorRulesSchema.default({}).describe('Answers that mean the same in every operation.'),
  events: EventsSchema.optional().describe('Events that the system sends by webhook.'),
  operations: z
    .record(z.string(), OperationRules)
    .describe('Operations, with their requests to this system.'),
});

/** A connection file. */
export type ConnectionFile = z.infer<typeof ConnectionFile>;

/** What a file says about one operation. */
export type OperationRules = z.infer<typeof OperationRules>;

/** A preceding request. */
export type ChainRules = z.infer<typeof ChainRequest>;

/** Where an idempotency key goes. */
export type KeyPlaceRules = z.infer<typeof KeyPlace>;
