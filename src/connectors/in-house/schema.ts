/** The form of a connection file for a system's own API (DESIGN §8); every scalar comes as text and is converted here. */
import { z } from 'zod';
import { isEgressEntry } from '../../http/egress.js';

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
  status: Statuses.optional(),
  path: Text.optional(),
  is: Words.optional(),
  not: Words.optional(),
};

type ConditionParts = { status?: unknown; path?: unknown; is?: unknown; not?: unknown };
const isCondition = (parts: ConditionParts): boolean =>
  parts.path === undefined
    ? parts.status !== undefined && parts.is === undefined && parts.not === undefined
    : (parts.is === undefined) !== (parts.not === undefined);
const CONDITION = 'A condition is a `status`, or a `path` with `is` or `not`, or both.';

const Condition = z.strictObject(conditionParts).refine(isCondition, CONDITION);
const ResultRule = z
  .strictObject({ ...conditionParts, fields: z.unknown().optional() })
  .refine(isCondition, CONDITION);

const Refusal = z.strictObject({
  status: Statuses.optional(),
  path: Text,
  message: Text.optional(),
  values: z.record(z.string(), Text).optional(),
});

const Request = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  path: Text,
  query: z.record(z.string(), z.unknown()).optional(),
  headers: z.record(z.string().regex(/^[A-Za-z0-9-]+$/), z.unknown()).optional(),
  body: z.unknown().optional(),
  form: z.record(z.string(), z.unknown()).optional(),
});

const KeyPlace = z.strictObject({
  header: Text.optional(),
  query: Text.optional(),
  body: Text.optional(),
  window: Duration,
});

const Idempotency = z.union([
  z.enum(['natural', 'none']),
  z.strictObject({ key: KeyPlace }),
  z.strictObject({ lookup: Text }),
]);

const OperationRules = z.strictObject({
  request: Request,
  none: Condition.optional(),
  results: z.record(z.string(), ResultRule).optional(),
  success: Condition.optional(),
  refusal: z.union([Refusal.transform((refusal) => [refusal]), z.array(Refusal).min(1)]).optional(),
  paging: z.strictObject({ cursor: Text, param: Text, max: Count.optional() }).optional(),
  each: Text.optional(),
  at: Text.optional(),
  fields: z.unknown().optional(),
  effect: z.enum(['read', 'write', 'money']).optional(),
  idempotency: Idempotency.optional(),
  safe: Statuses.optional(),
});

/** A connection file, checked for its form; fields and request values are checked against the operation later. */
export const ConnectionFile = z.strictObject({
  connection: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'A name is written in kebab-case.'),
  connector: z.literal('in-house'),
  baseUrl: Text,
  auth: z.looseObject({ scheme: Text }).default({ scheme: 'none' }),
  limits: z
    .strictObject({
      requests: Rate.optional(),
      concurrent: Count.optional(),
      timeout: Duration.refine((ms) => ms >= 100 && ms <= 60_000, 'From 100ms to 60s.').optional(),
      body: Bytes.optional(),
    })
    .default({}),
  egress: z
    .strictObject({
      allow: z.array(z.string().refine(isEgressEntry, 'A host name, an address or a network as 10.0.0.0/8.')),
    })
    .optional(),
  operations: z.record(z.string(), OperationRules),
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
