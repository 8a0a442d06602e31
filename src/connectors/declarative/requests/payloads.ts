/** The kinds of payload, one line each. */
import { formPayload } from './form.js';
import { graphqlPayload } from './graphql.js';
import { jsonPayload } from './json.js';
import { multipartPayload } from './multipart.js';
import type { PayloadCompiler } from './payload.js';
import type { PayloadName } from './schema.js';
import { soapPayload } from './soap.js';
import { textPayload } from './text.js';
import { xmlPayload } from './xml.js';

/** Compilers, by their key in `request:`. */
export const payloads: Readonly<Record<PayloadName, PayloadCompiler>> = {
  body: jsonPayload,
  form: formPayload,
  multipart: multipartPayload,
  xml: xmlPayload,
  text: textPayload,
  graphql: graphqlPayload,
  soap: soapPayload,
};
