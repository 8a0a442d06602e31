/** The schema of `paging:`: how further pages are requested. */
import { z } from 'zod';
import { Text } from '../condition-schema.js';

const Count = z
  .string()
  .regex(/^[1-9]\d{0,2}$/, 'Write a number from 1 to 999.')
  .transform(Number);

const Size = z
  .string()
  .regex(/^[1-9]\d{0,4}$/, 'Write a number of items.')
  .transform(Number);

const First = z
  .string()
  .regex(/^\d{1,3}$/, 'Write a number.')
  .transform(Number);

const ways = ['cursor', 'page', 'offset', 'link', 'next', 'last', 'over'] as const;

/** Exactly one method of paging, with the place of its mark and what signals the end. */
export const Paging = z
  .strictObject({
    cursor: Text.optional().describe('Where to find the mark of the next page: a JSONPath.'),
    page: First.optional().describe('Pages are numbered; the first number is `0` or `1`.'),
    offset: First.optional().describe('Pages start at an item offset; the first offset is `0` or `1`.'),
    link: Text.optional().describe(
      'Relation of the next page in the `Link` header, such as `next` (RFC 8288).',
    ),
    next: Text.optional().describe('Where to find the address of the next page.'),
    last: Text.optional().describe('Mark of a page’s last item, read from that item: `$.id`.'),
    over: Text.optional().describe(
      'A list from the chain, `chain.<id>.<name>`: one page per item, with the item as `${page.cursor}`.',
    ),
    param: Text.optional().describe(
      'Query parameter for the mark. Without it, use `${page.cursor}`, `${page.number}` or `${page.offset}` in the request.',
    ),
    size: Size.optional().describe('Number of items on a full page; a shorter page is the last one.'),
    total: Text.optional().describe('Where to find the total number of items.'),
    more: Text.optional().describe('Where to find `true` if there is another page.'),
    max: Count.optional().describe('Maximum number of pages to read; 5 by default.'),
  })
  .refine(
    (rules) => ways.filter((way) => rules[way] !== undefined).length === 1,
    `Use one of ${ways.map((way) => `\`${way}\``).join(', ')}.`,
  );

/** How further pages are requested. */
export type PagingRules = z.infer<typeof Paging>;
