/** The kinds of payload: a line each. */
import { formPayload } from './form.js';
import { graphqlPayload } from './graphql.js';
import { jsonPayload } from './json.js';
import { multipartPayload } from './multipart.js';
import type { PayloadCompiler } from './payload.js';
import type { PayloadName } from './schema.js';
import { soapPayload } from './soap.js';
import { textPayload } from './text.js';
import { xmlPayload } from './xml.js';

/** Compilers by the key of `request:` that names them. */
export const payloads: Readonly<Record<PayloadName, PayloadCompiler>> = {
  body: jsonPayload,
  form: formPayload,
  multipart: multipartPayload,
  xml: xmlPayload,
  text: textPayload,
  graphql: graphqlPayload,
  soap: soapPayload,
};
