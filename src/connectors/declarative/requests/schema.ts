/** The schema of `request:`: its destination, and exactly one kind of payload. */
import { z } from 'zod';
import { CallCondition } from '../condition-schema.js';

const Text = z.string().min(1, 'Nothing stands here.');
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
      .describe('Version of SOAP; by default that of the envelope or the WSDL, else `1.1`.'),
    action: z
      .string()
      .regex(
        /^[\x21\x23-\x5b\x5d-\x7e]*$/,
        'An action is written in visible ASCII, without quotes and blanks.',
      )
      .refine((action) => !action.includes('${'), 'No value can stand in an action.')
      .optional()
      .describe('What the system is asked to do: `urn:acme#GetOrder`.'),
    envelope: Text.optional().describe(
      'What stands in `Body`, or a whole `Envelope`: a file beside the connection, or the text.',
    ),
    wsdl: Text.optional().describe('WSDL file beside the connection.'),
    operation: Text.optional().describe('Operation of the WSDL.'),
    port: Text.optional().describe('Port of the WSDL, if several have the operation.'),
    values: Named.optional().describe('Element of the request: its value.'),
    headers: Named.optional().describe('Header block of the WSDL’s binding: its value, or its elements.'),
  })
  .refine(
    ({ envelope, wsdl }) => (envelope === undefined) !== (wsdl === undefined),
    'A SOAP request is written as `envelope`, or as `wsdl` and `operation`.',
  )
  .refine(
    ({ wsdl, operation }) => (wsdl === undefined) === (operation === undefined),
    '`wsdl` and `operation` belong together.',
  )
  .refine(
    ({ wsdl, values, headers, port }) => wsdl !== undefined || (values ?? headers ?? port) === undefined,
    '`values`, `headers` and `port` belong to a `wsdl`; values of an envelope stand in it as `${…}`.',
  );

const parts = {
  method: z
    .enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
    .optional()
    .describe('HTTP method; by default `POST` with a payload, else `GET`.'),
  path: Text.optional().describe(
    'Path behind `baseUrl`: `/v2/orders/${inputs.number}`; GraphQL and SOAP can do without.',
  ),
  query: Named.optional().describe('Parameters of the address; one without a value is left out.'),
  headers: z
    .record(z.string().regex(/^[A-Za-z0-9-]+$/), z.unknown())
    .optional()
    .describe('Headers beside those of `auth`.'),
  contentType: z
    .string()
    .regex(
      /^[\w.+-]+\/[\w.+-]+(; ?[\w-]+=("[\w .:/+-]+"|[\w.:/+-]+))*$/,
      'A media type is written as `application/json`.',
    )
    .optional()
    .describe('Replaces the media type that the payload has by default.'),
  body: z.unknown().optional().describe('JSON body, with `${…}` where values go.'),
  form: Named.optional().describe('Body as a form, name: value.'),
  multipart: Named.optional().describe('Body in parts, name: value, or `{ value, type, filename }`.'),
  xml: Text.optional().describe('XML body: the text with `${…}`, or a file beside the connection.'),
  text: Text.optional().describe('Body of plain text; values stand in it as they are.'),
  graphql: Text.optional().describe('GraphQL document: the text, or a file beside the connection.'),
  operationName: Text.optional().describe('Operation of the document, if it has several.'),
  variables: Named.optional().describe(
    'Variables of the GraphQL document; in `xml`, `text` and `envelope` read as `${variables.name}`.',
  ),
  soap: Soap.optional().describe('SOAP request, by its envelope or by an operation of a WSDL.'),
};

type Parts = z.infer<z.ZodObject<typeof parts>>;

function checkRequest(request: Parts, context: z.RefinementCtx): void {
  const [first, ...others] = PAYLOADS.filter((name) => request[name] !== undefined);
  const issue = (key: string, message: string): void => {
    context.addIssue({ code: 'custom', path: [key], message });
  };
  const needsPath = request.graphql === undefined && request.soap === undefined;
  if (request.path === undefined && needsPath) issue('path', '`path` is missing.');
  if (first !== undefined && request.method === 'GET') issue('method', 'A GET carries no payload.');
  for (const other of others)
    issue(other, `A request has one payload; this one has \`${String(first)}\` too.`);
  if (request.contentType !== undefined && first === undefined) {
    issue('contentType', 'There is no payload that could be of this type.');
  }
  if (request.operationName !== undefined && request.graphql === undefined) {
    issue('operationName', '`operationName` belongs to `graphql`.');
  }
  const templated = request.graphql ?? request.xml ?? request.text ?? request.soap?.envelope;
  if (request.variables !== undefined && templated === undefined) {
    issue('variables', '`variables` belong to `graphql`, `xml`, `text` or an `envelope`.');
  }
}

/** How a request is written; `${…}` in it are checked against the operation's inputs later. */
export const RequestForm = z.strictObject(parts).superRefine(checkRequest);

const Way = z
  .strictObject({
    if: CallCondition.optional().describe('What must hold of the call; the last one needs nothing.'),
    ...parts,
  })
  .superRefine(checkRequest)
  .refine(
    ({ graphql, soap }) => graphql === undefined && soap === undefined,
    'GraphQL and SOAP have one address: say the difference in variables or values.',
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
      .describe('Several ways to ask, each a request with `if`: the first that holds is sent.'),
  })
  .superRefine((request, context) => {
    const { either, ...plain } = request;
    if (either === undefined) checkRequest(plain, context);
    else if (Object.values(plain).some((part) => part !== undefined))
      context.addIssue({ code: 'custom', path: ['either'], message: '`either` stands alone.' });
  });

/** An operation's own request. */
export type OwnRequestRules = z.infer<typeof OwnRequestForm>;

/** How a request is written. */
export type RequestRules = z.infer<typeof RequestForm>;

/** The kind of payload that a request has. */
export const payloadName = (rules: RequestRules): PayloadName | undefined =>
  PAYLOADS.find((name) => rules[name] !== undefined);
