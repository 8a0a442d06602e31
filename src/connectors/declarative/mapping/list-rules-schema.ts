/** The schema of the rules that select items of a list, for an operation's list and for lists in records. */
import { z } from 'zod';

const words = z.union([z.string().transform((word) => [word]), z.array(z.string()).min(1)]);

const where = z
  .strictObject({
    path: z.string().min(1).describe('The item’s value to test: a JSONPath.'),
    is: words.optional().describe('The expected value, or a list, one value of which must match.'),
    not: words.optional().describe('A value that must not match.'),
  })
  .refine(
    ({ is, not }) => (is === undefined) !== (not === undefined),
    'A filter needs a `path` with `is` or `not`.',
  );

const DAY = 86_400_000;

const age = z
  .string()
  .regex(/^[1-9]\d{0,4} ?(h|d)$/, 'Write a time such as 24h or 90d.')
  .transform((text) => Number.parseInt(text, 10) * (text.endsWith('d') ? DAY : DAY / 24));

/** Keys beside `each` that select items. */
export const listRules = {
  where: z
    .union([where.transform((one) => [one]), z.array(where).min(1)])
    .optional()
    .describe(
      'Which items to use: a filter on the system’s values, or a list of filters that must all be met.',
    ),
  within: z
    .record(z.string(), age)
    .optional()
    .describe('Maximum age of an item, by one of its moments: `createdAt: 90d`.'),
  sort: z
    .strictObject({
      by: z.string().describe('The business field to sort by.'),
      order: z
        .enum(['newest_first', 'oldest_first', 'ascending', 'descending'])
        .describe('`newest_first` and `oldest_first` for moments and dates.'),
    })
    .optional()
    .describe('The order of the items; those without the field come last.'),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, 'Write a number from 1 to 999.')
    .transform(Number)
    .optional()
    .describe('Maximum number of items, after sorting.'),
};

/** The rules alone. */
export const listForm = z.strictObject(listRules);

/** Rules of a list, checked by their schema. */
export type ListRules = z.infer<typeof listForm>;
