/** The schema of `answer:` in a connection file. */
import { z } from 'zod';

const Text = z.string().min(1, 'Nothing stands here.');

/** How the body of a response is read. */
export const AnswerSchema = z.strictObject({
  format: z
    .enum(['json', 'json-lines', 'xml', 'soap', 'csv', 'form', 'text', 'binary', 'multipart'])
    .optional()
    .describe('How the body is written; `json` by itself, `soap` where the request is SOAP.'),
  charset: Text.optional().describe('Charset of the body, if the system states a wrong one: `iso-8859-1`.'),
  delimiter: z
    .string()
    .length(1, 'One character parts the columns.')
    .optional()
    .describe('What parts the columns of a CSV; a comma by itself.'),
  quote: z
    .string()
    .max(1, 'One character quotes a value.')
    .optional()
    .describe('What quotes the values of a CSV; `"` by itself, empty for none.'),
  header: z
    .array(Text)
    .min(1)
    .optional()
    .describe('Names of the columns of a CSV; without them its first line has the names.'),
  pattern: Text.optional().describe('What a text looks like: RE2, its named groups are the values.'),
  many: z
    .enum(['true', 'false'])
    .transform((word) => word === 'true')
    .optional()
    .describe('Whether `pattern` is found many times: then the answer is a list.'),
  namespaces: z
    .record(z.string().regex(/^[A-Za-z_][\w.-]*$/, 'A prefix is a name.'), Text)
    .optional()
    .describe(
      'Prefix: namespace. Names of XML are then written with them; those of other namespaces are left out.',
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
