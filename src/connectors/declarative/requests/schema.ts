/** The schema of `request:`: its destination, and exactly one kind of payload. */
import { z } from 'zod';
import { CallCondition } from '../condition-schema.js';

const Text = z.string().min(1, 'This is empty.');
const Named = z.record(z.string(), z.unknown());

/** Keys that each define a kind of payload. */
const PAYLOADS = ['body', 'form', 'multipart', 'xml', 'text', 'graphql', 'soap'] as const;

/** A kind of payload, by its key. */
export type PayloadName = (typeof PAYLOADS)[number];

const Soap = z
  .strictObject({
    version: z
      .enum(['1.1', '1.2'])
      .optional()
      .describe('SOAP version; by default that of the envelope or the WSDL, otherwise `1.1`.'),
    action: z
      .string()
      .regex(
        /^[\x21\x23-\x5b\x5d-\x7e]*$/,
        'An action can only contain visible ASCII characters, without quotes and blanks.',
      )
      .refine((action) => !action.includes('${'), 'An action cannot contain values.')
      .optional()
      .describe('The SOAP action: `urn:acme#GetOrder`.'),
    envelope: Text.optional().describe(
      'Content of `Body`, or a whole `Envelope`: a file beside the connection, or the text.',
    ),
    wsdl: Text.optional().describe('WSDL file beside the connection.'),
    operation: Text.optional().describe('Operation of the WSDL.'),
    port: Text.optional().describe('Port of the WSDL, if several have the operation.'),
    values: Named.optional().describe('Elements of the request, with their values.'),
    headers: Named.optional().describe('Header blocks of the WSDL’s binding, with their values or elements.'),
  })
  .refine(
    ({ envelope, wsdl }) => (envelope === undefined) !== (wsdl === undefined),
    'A SOAP request needs `envelope`, or `wsdl` and `operation`.',
  )
  .refine(
    ({ wsdl, operation }) => (wsdl === undefined) === (operation === undefined),
    '`wsdl` and `operation` must be used together.',
  )
  .refine(
    ({ wsdl, values, headers, port }) => wsdl !== undefined || (values ?? headers ?? port) === undefined,
    '`values`, `headers` and `port` need a `wsdl`; in an envelope, write values as `${…}`.',
  );

const parts = {
  method: z
    .enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
    .optional()
    .describe('HTTP method; `POST` by default with a payload, otherwise `GET`.'),
  path: Text.optional().describe(
    'Path after `baseUrl`: `/v2/orders/${inputs.number}`. Optional for GraphQL and SOAP.',
  ),
  query: Named.optional().describe('Query parameters; those without a value are left out.'),
  headers: z
    .record(z.string().regex(/^[A-Za-z0-9-]+$/), z.unknown())
    .optional()
    .describe('Headers in addition to those of `auth`.'),
  contentType: z
    .string()
    .regex(
      /^[\w.+-]+\/[\w.+-]+(; ?[\w-]+=("[\w .:/+-]+"|[\w.:/+-]+))*$/,
      'Write a media type such as `application/json`.',
    )
    .optional()
    .describe('Replaces the default media type of the payload.'),
  body: z.unknown().optional().describe('JSON body, with `${…}` for values.'),
  form: Named.optional().describe('Form body, as name: value.'),
  multipart: Named.optional().describe('Multipart body, as name: value, or `{ value, type, filename }`.'),
  xml: Text.optional().describe(
    'XML body with `${…}` for values: the text, or a file beside the connection.',
  ),
  text: Text.optional().describe('Plain text body; values are inserted unchanged.'),
  graphql: Text.optional().describe('GraphQL document: the text, or a file beside the connection.'),
  operationName: Text.optional().describe('Operation of the document, if it has several.'),
  variables: Named.optional().describe(
    'Variables of the GraphQL document; in `xml`, `text` and `envelope`, read them as `${variables.name}`.',
  ),
  soap: Soap.optional().describe('SOAP request, from an envelope or from an operation of a WSDL.'),
};

type Parts = z.infer<z.ZodObject<typeof parts>>;

function checkRequest(request: Parts, context: z.RefinementCtx): void {
  const [first, ...others] = PAYLOADS.filter((name) => request[name] !== undefined);
  const issue = (key: string, message: string): void => {
    context.addIssue({ code: 'custom', path: [key], message });
  };
  const needsPath = request.graphql === undefined && request.soap === undefined;
  if (request.path === undefined && needsPath) issue('path', '`path` is missing.');
  if (first !== undefined && request.method === 'GET') issue('method', 'A GET cannot have a payload.');
  for (const other of others)
    issue(other, `A request can have only one payload, but this one also has \`${String(first)}\`.`);
  if (request.contentType !== undefined && first === undefined) {
    issue('contentType', 'A media type needs a payload, and there is none.');
  }
  if (request.operationName !== undefined && request.graphql === undefined) {
    issue('operationName', '`operationName` can only be used with `graphql`.');
  }
  const templated = request.graphql ?? request.xml ?? request.text ?? request.soap?.envelope;
  if (request.variables !== undefined && templated === undefined) {
    issue('variables', '`variables` can only be used with `graphql`, `xml`, `text` or an `envelope`.');
  }
}

/** How a request is written; `${…}` in it are checked against the operation's inputs later. */
export const RequestForm = z.strictObject(parts).superRefine(checkRequest);

const Way = z
  .strictObject({
    if: CallCondition.optional().describe('The condition on the call; the last alternative needs none.'),
    ...parts,
  })
  .superRefine(checkRequest)
  .refine(
    ({ graphql, soap }) => graphql === undefined && soap === undefined,
    'GraphQL and SOAP have one address: express the difference with variables or values.',
  );

/** An operation's own request, or several ways of which the call's values choose one. */
export const OwnRequestForm = z
  .strictObject({
    ...parts,
    either: z
      .array(Way)
      .min(2)
      .max(6)
      .optional()
      .describe('Alternative requests, each with `if`: the first whose condition is met is sent.'),
  })
  .superRefine((request, context) => {
    const { either, ...plain } = request;
    if (either === undefined) checkRequest(plain, context);
    else if (Object.values(plain).some((part) => part !== undefined))
      context.addIssue({
        code: 'custom',
        path: ['either'],
        message: '`either` cannot be combined with other keys.',
      });
  });

/** An operation's own request. */
export type OwnRequestRules = z.infer<typeof OwnRequestForm>;

/** How a request is written. */
export type RequestRules = z.infer<typeof RequestForm>;

/** The kind of payload that a request has. */
export const payloadName = (rules: RequestRules): PayloadName | undefined =>
  PAYLOADS.find((name) => rules[name] !== undefined);
