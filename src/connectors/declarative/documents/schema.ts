/** The schema of `document:` of an operation: where its content stands, or can be fetched. */
import { z } from 'zod';
import { DocumentKind } from '../../../commerce/documents/document.js';
import { Text } from '../condition-schema.js';

/** Checked as a source of a field, with its keys (`mapping/sources.ts`). */
const Source = z.union([Text, z.record(z.string(), z.unknown())]);

/** `document:`. */
export const DocumentSchema = z
  .strictObject({
    kind: z.enum(DocumentKind.options).describe('What it is for.'),
    base64: Source.optional().describe('Where its content stands in base64.'),
    text: Source.optional().describe('Where its content stands as text, such as ZPL.'),
    url: Source.optional().describe('Where its address stands: it is fetched from there.'),
    credentials: z
      .literal('connection')
      .optional()
      .describe(
        '`connection`: the address is asked with the connection’s credentials; it must be at `baseUrl`.',
      ),
    name: Source.optional().describe('Where its file name stands; without it the kind is its name.'),
  })
  .refine(
    ({ base64, text, url }) => [base64, text, url].filter((source) => source !== undefined).length === 1,
    'A document has one of `base64`, `text` and `url`.',
  )
  .refine(
    ({ url, credentials }) => url !== undefined || credentials === undefined,
    '`credentials` belongs to `url`.',
  );

/** What a file says of an operation's document. */
export type DocumentRules = z.infer<typeof DocumentSchema>;
