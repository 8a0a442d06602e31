/** The schema of the rules that select items of a list, for an operation's list and for lists in records. */
import { z } from 'zod';

const words = z.union([z.string().transform((word) => [word]), z.array(z.string()).min(1)]);

const where = z
  .strictObject({
    path: z.string().min(1).describe('Where to look in the item: a JSONPath.'),
    is: words.optional().describe('What must stand there; one word or a list.'),
    not: words.optional().describe('What must not stand there.'),
  })
  .refine(
    ({ is, not }) => (is === undefined) !== (not === undefined),
    'A filter is a `path` with `is` or `not`.',
  );

const DAY = 86_400_000;

const age = z
  .string()
  .regex(/^[1-9]\d{0,4} ?(h|d)$/, 'A time is written as 24h or 90d.')
  .transform((text) => Number.parseInt(text, 10) * (text.endsWith('d') ? DAY : DAY / 24));

/** Keys beside `each` that select items. */
export const listRules = {
  where: z
    .union([where.transform((one) => [one]), z.array(where).min(1)])
    .optional()
    .describe(
      'Which items are meant: a filter on the system’s values, or a list of them that must all hold.',
    ),
  within: z
    .record(z.string(), age)
    .optional()
    .describe('Only items whose moment lies at most so far back: `createdAt: 90d`.'),
  sort: z
    .strictObject({
      by: z.string().describe('The business field by which items are put in order.'),
      order: z
        .enum(['newest_first', 'oldest_first', 'ascending', 'descending'])
        .describe('`newest_first` and `oldest_first` for moments and dates.'),
    })
    .optional()
    .describe('In which order the items come; those without the field come last.'),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, 'A number from 1 to 999 is needed.')
    .transform(Number)
    .optional()
    .describe('The most items, after `sort`.'),
};

/** The rules alone. */
export const listForm = z.strictObject(listRules);

/** Rules of a list, checked by their schema. */
export type ListRules = z.infer<typeof listForm>;
