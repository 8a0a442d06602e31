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
import { listRules } from './mapping/list-form.js';
import { Duration, Egress, Limits, Tls } from './transport-schema.js';

const KeyPlace = z.strictObject({
  header: Text.optional().describe('Header that carries the key.'),
  query: Text.optional().describe('Parameter that carries the key.'),
  body: Text.optional().describe('Field of the body that carries the key.'),
  window: Duration.describe('How long the system keeps keys: `24h`.'),
  final: Condition.optional().describe(
    'An unexplained answer that every request with this key will get: sending it again is of no use.',
  ),
});

const Idempotency = z.union([
  z.enum(['natural', 'none']),
  z.strictObject({
    key: KeyPlace.describe('It knows a key, and does the same key once.'),
    lookup: Text.optional().describe(
      'Operation that tells whether it happened, where the key leads no further.',
    ),
  }),
  z.strictObject({ lookup: Text.describe('Operation that tells whether it happened.') }),
]);

/** Keys that say what responses mean, the same for every request of an operation. */
const answerKeys = {
  answer: AnswerSchema.optional().describe('How the answer is written; JSON without it.'),
  none: Condition.optional().describe('The answer that says: there is none.'),
  success: Condition.optional().describe('What an answer must hold to count as done.'),
  refusal: Refusals.optional().describe('How a refusal is recognised; all else after a write is not known.'),
  partial: z
    .array(Text)
    .optional()
    .describe('Places in GraphQL data that may be missing, with an error: `order.shipments`.'),
  safe: Statuses.optional().describe('Statuses after which nothing has happened.'),
};

const ChainRequest = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z][A-Za-z0-9]{0,30}$/, 'A name is written in camelCase.')
    .describe('Name of the request, by which later ones take its values: `${chain.<id>.…}`.'),
  if: CallCondition.optional().describe(
    'What must hold of the call for it to be sent; what it would take is absent without it.',
  ),
  request: RequestForm.describe('What is sent.'),
  staging: z
    .enum(['true'])
    .optional()
    .describe(
      '`true`: it writes, but nothing that a customer or a ledger could see: a draft, an edit session.',
    ),
  effect: z.enum(['read']).optional().describe('`read`: it only reads, whatever its method says.'),
  take: z
    .record(
      z.string().regex(/^[a-z][A-Za-z0-9]{0,30}$/, 'A name is written in camelCase.'),
      z.union([
        Text,
        z.strictObject({
          each: Text.describe('Where the values of the list stand.'),
          fields: z
            .record(z.string(), z.union([Text.transform((path) => [path]), z.array(Text).min(1)]))
            .optional()
            .describe('What is taken of each: name, and where it stands in it; of several the first there.'),
        }),
      ]),
    )
    .optional()
    .describe('Values for later requests: where one stands in the answer, or with `{ each: path }` a list.'),
  each: Text.optional().describe(
    'List for each of whose items it is sent: `inputs.lines`; the item is `${item.…}`.',
  ),
  where: listRules.where,
  paidIn: Text.optional().describe(
    'Where the answer says in which currency was paid: an amount in another is refused, and nothing is sent.',
  ),
  ...answerKeys,
});

const OperationRules = z.strictObject({
  chain: z
    .array(ChainRequest)
    .min(1)
    .max(8)
    .optional()
    .describe('Requests that go before: reads, and writes that nobody sees yet.'),
  request: OwnRequestForm.describe('What is sent.'),
  ...answerKeys,
  accepted: Accepted.optional().describe('The answer with which the system only promises to do it.'),
  results: z.record(z.string(), ResultRule).optional().describe('Results by name, each with its condition.'),
  paging: Paging.optional().describe('How further pages are asked for.'),
  together: z
    .enum(['true'])
    .optional()
    .describe(
      '`true`: paths are asked of all answers at once: `$.<id>…` of the chain, `$.answer…` of the last.',
    ),
  truncated: z
    .union([Text.transform((path) => [path]), z.array(Text).min(1)])
    .optional()
    .describe('Where `true` says that a list inside was cut: it is told to the operators.'),
  each: Text.optional().describe('Where the items of a list stand: a JSONPath.'),
  missing: z.literal('empty').optional().describe('`empty`: the system leaves empty lists out.'),
  single: z.literal('bare').optional().describe('`bare`: the system leaves the list around one item out.'),
  ...listRules,
  at: Text.optional().describe('Where the one item stands: a JSONPath.'),
  fields: z.unknown().optional().describe('Business field: where it stands.'),
  document: DocumentSchema.optional().describe(
    'Where the document is that the system makes: a label, an invoice.',
  ),
  same: z
    .strictObject({
      ref: Text.optional().describe('Where the answer repeats the order’s `ref`: a JSONPath.'),
      number: Text.optional().describe('Where the answer repeats the order’s `number`: a JSONPath.'),
    })
    .refine((rules) => Object.keys(rules).length > 0, '`same` names `ref`, `number` or both.')
    .optional()
    .describe('Where the answer says which order it is about; an answer about another one is not believed.'),
  effect: z
    .enum(effects)
    .optional()
    .describe('A higher effect than the catalogue’s, such as `money` for a cancel that also pays back.'),
  inferred: CallCondition.optional().describe(
    'When the system can only infer what is paid from, and does not know it: an approval is always asked then.',
  ),
  idempotency: Idempotency.optional().describe('How the system can be asked again without doing it twice.'),
});

/** The schema of a connection file; fields and request values are checked against the operation later. */
export const ConnectionFile = z.strictObject({
  connection: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,62}$/, 'A name is written in kebab-case.')
    .describe('Name of the connection, by which merchant.yaml binds operations to it.'),
  connector: z.literal('declarative').describe('`declarative`: a system that this file describes.'),
  baseUrl: Text.describe('Address that all paths begin with; `${secret.NAME}` may stand in it.'),
  auth: z
    .looseObject({ scheme: Text.describe('Name of the scheme.') })
    .default({ scheme: 'none' })
    .describe('How requests say who sends them.'),
  limits: Limits,
  egress: Egress,
  tls: Tls,
  decimals: DecimalsSchema.default({}).describe(
    'Decimals of currencies that the system does not count as ISO 4217 does: `ISK: 2`.',
  ),
  errorRules: ErrorRulesSchema.default({}).describe('Answers that mean the same in every operation.'),
  events: EventsSchema.optional().describe('What the system tells us of its own accord, by webhook.'),
  operations: z.record(z.string(), OperationRules).describe('Operation: how it is asked of this system.'),
});

/** A connection file. */
export type ConnectionFile = z.infer<typeof ConnectionFile>;

/** What a file says about one operation. */
export type OperationRules = z.infer<typeof OperationRules>;

/** A preceding request. */
export type ChainRules = z.infer<typeof ChainRequest>;

/** Where an idempotency key goes. */
export type KeyPlaceRules = z.infer<typeof KeyPlace>;
