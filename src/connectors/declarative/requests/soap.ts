/** SOAP requests of either version, by an envelope or by an operation of a WSDL. */
import { envelopeMessage } from './soap-envelope.js';
import { type Payload, type PayloadSource, refuseKeyField, type RequestScope } from './payload.js';
import { MEDIA_TYPES, type SoapMessage } from './soap-message.js';
import { wsdlMessage } from './soap-wsdl.js';
import { renderXml } from '../xml-template/render.js';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';

/** A payload of SOAP 1.1 or 1.2; `envelope` writes the same message with header blocks. */
export function soapPayload(source: PayloadSource, scope: RequestScope): Payload | undefined {
  refuseKeyField(source, scope);
  const { soap, contentType } = source.rules;
  const message = soap?.wsdl === undefined ? envelopeMessage(source, scope) : wsdlMessage(source, scope);
  if (!message) return undefined;
  const headers = headersOf(message, contentType);
  return {
    accept: MEDIA_TYPES[message.version],
    ...(message.address ? { address: message.address } : {}),
    write(values) {
      const { nodes, values: full } = message.write(values);
      const envelope = (blocks: string): string => `${DECLARATION}${renderXml(nodes, full, blocks)}`;
      return { headers, body: envelope(''), envelope };
    },
  };
}

/** SOAP 1.1 section 6.1.1: a quoted SOAPAction, even if empty; SOAP 1.2 part 2, section 6.5.3: a parameter. */
function headersOf(
  { version, action }: SoapMessage,
  contentType: string | undefined,
): Record<string, string> {
  if (version === '1.1')
    return { 'content-type': contentType ?? 'text/xml; charset=utf-8', soapaction: `"${action}"` };
  const parameter = action === '' ? '' : `; action="${action}"`;
  return { 'content-type': contentType ?? `application/soap+xml; charset=utf-8${parameter}` };
}
