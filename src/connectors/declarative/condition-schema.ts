/** The schema of conditions on a response, and of the refusals and results that they recognise. */
import { z } from 'zod';

/** A text that is not empty. */
export const Text = z.string().min(1, 'This is empty.');

const Status = z
  .string()
  .regex(
    /^[1-5]\d\d$/,
    'An HTTP status has three digits: write a number, or a list such as `[400, 409, 422]`. Ranges such as `4xx` are not possible.',
  )
  .transform(Number);

/** One HTTP status, or a list of them. */
export const Statuses = z.union([Status.transform((status) => [status]), z.array(Status).min(1)]);

const Words = z.union([z.string().transform((word) => [word]), z.array(z.string()).min(1)]);

const parts = {
  status: Statuses.optional().describe('HTTP status of the answer, or a list of them.'),
  header: Text.optional().describe('Header to test.'),
  path: Text.optional().describe('The value in the answer to test: a JSONPath.'),
  from: Text.optional().describe('The call’s value to test, such as `inputs.at`.'),
  value: Text.optional().describe('Constant to test, such as a parameter of the connector.'),
  is: Words.optional().describe(
    'The expected value, or a list, one value of which must match; `empty` is possible. In results, also `${inputs.…}` or `${idempotencyKey}`.',
  ),
  not: Words.optional().describe('A value that must not match.'),
  contains: Words.optional().describe(
    'A substring that must occur, ignoring case; or a list, one entry of which must occur.',
  ),
};

type Parts = { readonly [Key in keyof typeof parts]?: unknown };

const isOne = ({ status, header, path, from, value, is, not, contains }: Parts): boolean => {
  const count = (values: readonly unknown[]): number => values.filter((one) => one !== undefined).length;
  const [places, wanted] = [count([header, path, from, value]), count([is, not, contains])];
  return places === 0 ? status !== undefined && wanted === 0 : places === 1 && wanted === 1;
};

const ONE =
  'A condition needs a `status`, or one of `path`, `header`, `from` and `value` with `is`, `not` or `contains`, or both.';
const One = z.strictObject(parts).refine(isOne, ONE);

const wholeParts = {
  ...parts,
  any: z.array(One).min(1).optional().describe('Conditions, at least one of which must be met.'),
  all: z.array(One).min(1).optional().describe('Conditions that must all be met.'),
};

type WholeParts = Parts & { any?: unknown; all?: unknown };

const isWhole = ({ any, all, ...own }: WholeParts): boolean => {
  const alone = Object.values(own).every((part) => part === undefined);
  return alone ? any !== undefined || all !== undefined : isOne(own);
};

/** A condition on status, header or path, or lists of such conditions. */
export const Condition = z.strictObject(wholeParts).refine(isWhole, ONE).meta({ id: 'condition' });

/** A condition on values of the call alone, before anything is sent. */
export const CallCondition = Condition.refine(
  ({ any = [], all = [], ...own }) =>
    [own, ...any, ...all].every(
      ({ status, header, path }) => status === undefined && header === undefined && path === undefined,
    ),
  'There is no answer yet: test values of the call with `from`.',
).meta({ id: 'callCondition' });

/** A result of the catalogue, and the condition for it. */
export const ResultRule = z
  .strictObject({
    ...wholeParts,
    fields: z.unknown().optional().describe('Business fields of this result.'),
  })
  .refine(({ fields: _fields, ...condition }) => isWhole(condition), ONE);

const Refusal = z.strictObject({
  status: Statuses.optional().describe('HTTP status of a refusal.'),
  path: Text.describe('Where to find the code of the refusal: a JSONPath.'),
  message: z
    .union([
      Text.transform((path) => ({ path, with: undefined })),
      z.strictObject({
        path: Text.describe('Where to find the text.'),
        with: Text.describe('Where to find the values for `%1` or `%name`: a list or a map.'),
      }),
    ])
    .optional()
    .describe('Where to find a text for people to read.'),
  values: z.record(z.string(), Text).optional().describe('The system’s codes, mapped to ours.'),
  proves: z
    .literal('nothing_happened')
    .optional()
    .describe('This refusal also proves that no earlier attempt of the same write has had an effect.'),
});

/** One refusal or a list of them, as a list. */
export const Refusals = z.union([Refusal.transform((refusal) => [refusal]), z.array(Refusal).min(1)]);

/** Responses that mean the same for every request. */
export const ErrorRulesSchema = z.strictObject({
  unauthorized: Condition.optional().describe(
    'The credentials were rejected, and nothing was done. 401 always means this.',
  ),
  rate_limited: Condition.optional().describe(
    'Too many requests, and nothing was done. 429 always means this.',
  ),
  not_now: Condition.optional().describe('The system cannot answer at the moment. 503 always means this.'),
});

/** A condition on a response. */
export type ConditionRules = z.infer<typeof Condition>;

/** A condition on a single status, header or path. */
export type OneRules = z.infer<typeof One>;

/** How a refusal is recognised. */
export type RefusalRules = z.infer<typeof Refusal>;

/** Responses that mean the same for every request. */
export type ErrorRules = z.infer<typeof ErrorRulesSchema>;
