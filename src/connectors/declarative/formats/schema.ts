/** The schema of `answer:` in a connection file. */
import { z } from 'zod';

const Text = z.string().min(1, 'This is empty.');

/** How the body of a response is read. */
export const AnswerSchema = z.strictObject({
  format: z
    .enum(['json', 'json-lines', 'xml', 'soap', 'csv', 'form', 'text', 'binary', 'multipart'])
    .optional()
    .describe('Format of the body; `json` by default, `soap` for a SOAP request.'),
  charset: Text.optional().describe('Charset of the body, if the system reports a wrong one: `iso-8859-1`.'),
  delimiter: z
    .string()
    .length(1, 'Use one character to separate columns.')
    .optional()
    .describe('Column separator of a CSV; a comma by default.'),
  quote: z
    .string()
    .max(1, 'Use one character to quote values.')
    .optional()
    .describe('Quote character of a CSV; `"` by default, empty for none.'),
  header: z
    .array(Text)
    .min(1)
    .optional()
    .describe('Column names of a CSV; by default, they are in its first line.'),
  pattern: Text.optional().describe('Pattern of a text in RE2 syntax; its named groups are the values.'),
  many: z
    .enum(['true', 'false'])
    .transform((word) => word === 'true')
    .optional()
    .describe('Whether `pattern` matches repeatedly; the answer is then a list.'),
  namespaces: z
    .record(z.string().regex(/^[A-Za-z_][\w.-]*$/, 'Write a name as prefix.'), Text)
    .optional()
    .describe(
      'Prefixes with their namespaces. XML names are then written with these prefixes, and other namespaces are ignored.',
    ),
});

const ACCEPT = {
  json: 'application/json',
  'json-lines': 'application/x-ndjson, application/json;q=0.9',
  xml: 'application/xml, text/xml;q=0.9',
  soap: undefined,
  csv: 'text/csv',
  form: 'application/x-www-form-urlencoded',
  text: 'text/plain, */*;q=0.5',
  binary: '*/*',
  multipart: 'multipart/*, */*;q=0.5',
} as const;

/** What a file says about an operation's responses. */
export type AnswerRulesOfFile = z.infer<typeof AnswerSchema>;

/** The Accept header for the format of the response; undefined where the payload determines it. */
export const acceptOf = ({ answer }: { answer?: AnswerRulesOfFile | undefined }): string | undefined =>
  answer?.format === undefined ? undefined : ACCEPT[answer.format];
