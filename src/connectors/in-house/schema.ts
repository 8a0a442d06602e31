/** The form of a connection file for a system's own API (DESIGN §8); every scalar comes as text and is converted here. */
import { z } from 'zod';
import { isEgressEntry } from '../../http/egress.js';
import { listRules } from './mapping/list-form.js';

const UNITS = { ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 } as const;
type Unit = keyof typeof UNITS;

const Text = z.string().min(1, 'Nothing stands here.');

const Duration = z
  .string()
  .regex(/^\d{1,6} ?(ms|s|min|h|d)$/, 'A time is written as 500ms, 10s, 5min, 24h or 7d.')
  .transform((text) => Number.parseInt(text, 10) * UNITS[text.replace(/^[\d ]+/, '') as Unit]); // the regex names the units

const Rate = z
  .string()
  .regex(/^[1-9]\d{0,5}\/(s|min|h)$/, 'A rate is written as 10/s, 100/min or 1000/h.')
  .transform((text) => ({ count: Number.parseInt(text, 10), ms: UNITS[text.split('/')[1] as Unit] })); // as above

const Bytes = z
  .string()
  .regex(/^[1-9]\d{0,7} ?(kB|MB)$/, 'A size is written as 500kB or 2MB.')
  .transform((text) => Number.parseInt(text, 10) * (text.endsWith('MB') ? 1_000_000 : 1000))
  .refine((bytes) => bytes <= 20_000_000, 'At most 20MB are read.');

const Count = z
  .string()
  .regex(/^[1-9]\d{0,2}$/, 'A number from 1 to 999 is needed.')
  .transform(Number);

const Status = z
  .string()
  .regex(/^[1-5]\d\d$/, 'An HTTP status has three digits.')
  .transform(Number);

const Statuses = z.union([Status.transform((status) => [status]), z.array(Status).min(1)]);
const Words = z.union([z.string().transform((word) => [word]), z.array(z.string()).min(1)]);

const conditionParts = {
  status: Statuses.optional().describe('HTTP status of the answer, or a list of them.'),
  path: Text.optional().describe('Where to look in the answer: a JSONPath.'),
  is: Words.optional().describe('What must stand there, `empty` included; one word or a list.'),
  not: Words.optional().describe('What must not stand there.'),
};

type ConditionParts = { status?: unknown; path?: unknown; is?: unknown; not?: unknown };
const isCondition = (parts: ConditionParts): boolean =>
  parts.path === undefined
    ? parts.status !== undefined && parts.is === undefined && parts.not === undefined
    : (parts.is === undefined) !== (parts.not === undefined);
const CONDITION = 'A condition is a `status`, or a `path` with `is` or `not`, or both.';

const Condition = z.strictObject(conditionParts).refine(isCondition, CONDITION);
const ResultRule = z
  .strictObject({
    ...conditionParts,
    fields: z.unknown().optional().describe('Business fields of this result.'),
  })
  .refine(isCondition, CONDITION);

const Refusal = z.strictObject({
  status: Statuses.optional().describe('HTTP status with which refusals come.'),
  path: Text.describe('Where the code of the refusal stands: a JSONPath.'),
  message: Text.optional().describe('Where its text for people stands.'),
  values: z.record(z.string(), Text).optional().describe('The system’s codes: ours.'),
});

const Request = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).describe('HTTP method.'),
  path: Text.describe('Path behind `baseUrl`: `/v2/orders/${inputs.number}`.'),
  query: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('Parameters of the address; one without a value is left out.'),
  headers: z
    .record(z.string().regex(/^[A-Za-z0-9-]+$/), z.unknown())
    .optional()
    .describe('Headers beside those of `auth`.'),
  body: z.unknown().optional().describe('JSON body, with `${…}` where values go.'),
  form: z.record(z.string(), z.unknown()).optional().describe('Body as a form, name: value.'),
});

const KeyPlace = z.strictObject({
  header: Text.optional().describe('Header that carries the key.'),
  query: Text.optional().describe('Parameter that carries the key.'),
  body: Text.optional().describe('Field of the body that carries the key.'),
  window: Duration.describe('How long the system keeps keys: `24h`.'),
});

const Idempotency = z.union([
  z.enum(['natural', 'none']),
  z.strictObject({ key: KeyPlace.describe('It knows a key, and does the same key once.') }),
  z.strictObject({ lookup: Text.describe('Operation that tells whether it happened.') }),
]);

const OperationRules = z.strictObject({
  request: Request.describe('What is sent.'),
  none: Condition.optional().describe('The answer that says: there is none.'),
  results: z.record(z.string(), ResultRule).optional().describe('Results by name, each with its condition.'),
  success: Condition.optional().describe('What an answer must hold to count as done.'),
  refusal: z
    .union([Refusal.transform((refusal) => [refusal]), z.array(Refusal).min(1)])
    .optional()
    .describe('How a refusal is recognised; all else after a write is not known.'),
  paging: z
    .strictObject({
      cursor: Text.describe('Where the next page’s mark stands: a JSONPath.'),
      param: Text.describe('Parameter that takes it.'),
      max: Count.optional().describe('Most pages that are read.'),
    })
    .optional()
    .describe('How further pages are asked for.'),
  each: Text.optional().describe('Where the items of a list stand: a JSONPath.'),
  missing: z.literal('empty').optional().describe('`empty`: the system leaves empty lists out.'),
  single: z.literal('bare').optional().describe('`bare`: the system leaves the list around one item out.'),
  ...listRules,
  at: Text.optional().describe('Where the one item stands: a JSONPath.'),
  fields: z.unknown().optional().describe('Business field: where it stands.'),
  same: z
    .strictObject({
      ref: Text.optional().describe('Where the answer repeats the order’s `ref`: a JSONPath.'),
      number: Text.optional().describe('Where the answer repeats the order’s `number`: a JSONPath.'),
    })
    .refine((rules) => Object.keys(rules).length > 0, '`same` names `ref`, `number` or both.')
    .optional()
    .describe('Where the answer says which order it is about; an answer about another one is not believed.'),
  effect: z
    .enum(['read', 'write', 'money'])
    .optional()
    .describe('A higher effect than the catalogue’s, such as `money` for a cancel that also pays back.'),
  idempotency: Idempotency.optional().describe('How the system can be asked again without doing it twice.'),
  safe: Statuses.optional().describe('Statuses after which nothing has happened.'),
});

/** A connection file, checked for its form; fields and request values are checked against the operation later. */
export const ConnectionFile = z.strictObject({
  connection: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,62}$/, 'A name is written in kebab-case.')
    .describe('Name of the connection, by which merchant.yaml binds operations to it.'),
  connector: z.literal('in-house').describe('`in-house`: a system that this file describes.'),
  baseUrl: Text.describe('Address that all paths begin with; `${secret.NAME}` may stand in it.'),
  auth: z
    .looseObject({ scheme: Text.describe('Name of the scheme.') })
    .default({ scheme: 'none' })
    .describe('How requests say who sends them.'),
  limits: z
    .strictObject({
      requests: Rate.optional().describe('Most requests: `10/s`, `100/min`.'),
      concurrent: Count.optional().describe('Most requests at the same time.'),
      timeout: Duration.refine((ms) => ms >= 100 && ms <= 60_000, 'From 100ms to 60s.')
        .optional()
        .describe('How long an answer is waited for: `10s`.'),
      body: Bytes.optional().describe('Largest answer that is read: `2MB`.'),
    })
    .default({})
    .describe('What the system may be asked.'),
  egress: z
    .strictObject({
      allow: z
        .array(z.string().refine(isEgressEntry, 'A host name, an address or a network as 10.0.0.0/8.'))
        .describe('Private hosts and networks; the operator must allow them too.'),
    })
    .optional()
    .describe('What may be reached beside public addresses.'),
  operations: z.record(z.string(), OperationRules).describe('Operation: how it is asked of this system.'),
});

/** A connection file. */
export type ConnectionFile = z.infer<typeof ConnectionFile>;

/** What a file says of one operation. */
export type OperationRules = z.infer<typeof OperationRules>;

/** How a request is written. */
export type RequestRules = z.infer<typeof Request>;

/** A condition on an answer. */
export type ConditionRules = z.infer<typeof Condition>;

/** How a refusal is recognised. */
export type RefusalRules = z.infer<typeof Refusal>;

/** Where an idempotency key goes. */
export type KeyPlaceRules = z.infer<typeof KeyPlace>;
