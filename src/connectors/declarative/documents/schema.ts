/** The schema of `document:` of an operation: where its content stands, or can be fetched. */
import { z } from 'zod';
import { DocumentKind } from '../../../commerce/documents/document.js';
import { Text } from '../condition-schema.js';

/** Checked as a source of a field, with its keys (`mapping/sources.ts`). */
const Source = z.union([Text, z.record(z.string(), z.unknown())]);

/** `document:`. */
export const DocumentSchema = z
  .strictObject({
    kind: z.enum(DocumentKind.options).describe('The kind of document.'),
    base64: Source.optional().describe('Where to find its content in base64.'),
    text: Source.optional().describe('Where to find its content as text, such as ZPL.'),
    url: Source.optional().describe('Where to find its address; the document is downloaded from there.'),
    credentials: z
      .literal('connection')
      .optional()
      .describe(
        '`connection`: download it with the connection’s credentials. The address must be under `baseUrl`.',
      ),
    name: Source.optional().describe('Where to find its file name; by default, its kind.'),
  })
  .refine(
    ({ base64, text, url }) => [base64, text, url].filter((source) => source !== undefined).length === 1,
    'Use one of `base64`, `text` and `url`.',
  )
  .refine(
    ({ url, credentials }) => url !== undefined || credentials === undefined,
    '`credentials` can only be used with `url`.',
  );

/** What a file says of an operation's document. */
export type DocumentRules = z.infer<typeof DocumentSchema>;
