/** The schema of `paging:`: how further pages are requested. */
import { z } from 'zod';
import { Text } from '../condition-schema.js';

const Count = z
  .string()
  .regex(/^[1-9]\d{0,2}$/, 'A number from 1 to 999 is needed.')
  .transform(Number);

const Size = z
  .string()
  .regex(/^[1-9]\d{0,4}$/, 'A number of items is needed.')
  .transform(Number);

const First = z
  .string()
  .regex(/^\d{1,3}$/, 'A number is needed.')
  .transform(Number);

const ways = ['cursor', 'page', 'offset', 'link', 'next', 'last', 'over'] as const;

/** Exactly one method of paging, with the place of its mark and what signals the end. */
export const Paging = z
  .strictObject({
    cursor: Text.optional().describe('Where the next page’s mark stands in the answer: a JSONPath.'),
    page: First.optional().describe('Pages have numbers; this is the first one’s, `0` or `1`.'),
    offset: First.optional().describe(
      'Pages begin behind so many items; this is the first one’s, `0` or `1`.',
    ),
    link: Text.optional().describe('Relation in the `Link` header that leads on, such as `next` (RFC 8288).'),
    next: Text.optional().describe('Where the address of the next page stands in the answer.'),
    last: Text.optional().describe('Mark of the last item of a page, asked of that item: `$.id`.'),
    over: Text.optional().describe(
      'A list that the chain has taken, `chain.<id>.<name>`: a page for each item, which is `${page.cursor}`.',
    ),
    param: Text.optional().describe(
      'Query parameter that takes the mark; without it `${page.cursor}`, `${page.number}` or `${page.offset}` stands in the request.',
    ),
    size: Size.optional().describe('Items of a full page; a shorter one is the last.'),
    total: Text.optional().describe('Where the number of all items stands.'),
    more: Text.optional().describe('Where `true` says that there is another page.'),
    max: Count.optional().describe('Most pages that are read; 5 without it.'),
  })
  .refine(
    (rules) => ways.filter((way) => rules[way] !== undefined).length === 1,
    `One of ${ways.map((way) => `\`${way}\``).join(', ')} is needed.`,
  );

/** How further pages are requested. */
export type PagingRules = z.infer<typeof Paging>;
