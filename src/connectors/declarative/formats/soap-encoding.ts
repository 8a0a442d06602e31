/** Parts of SOAP that are refused explicitly: RPC/encoded bodies, parts that refer to each other, attachments that are not there. */
import { NotRead } from './body.js';
import { uriOf } from './xml-names.js';
import type { XmlElement } from './xml-reader.js';
import { XSI } from './xml-names.js';
import { isInclude } from './xop.js';

/** Namespaces of the envelopes of SOAP 1.1 and 1.2. */
export const SOAP: ReadonlySet<string> = new Set([
  'http://schemas.xmlsoap.org/soap/envelope/',
  'http://www.w3.org/2003/05/soap-envelope',
]);
const ENCODING: ReadonlySet<string> = new Set([
  'http://schemas.xmlsoap.org/soap/encoding/',
  'http://www.w3.org/2003/05/soap-encoding',
]);
const NO_ENCODING = /^\s*(http:\/\/www\.w3\.org\/2003\/05\/soap-envelope\/encoding\/none)?\s*$/;

/** Throws NotRead, as RPC/encoded SOAP is not supported. */
export function refuseEncoded(): never {
  throw new NotRead(
    'refused',
    'It is RPC/encoded SOAP (encodingStyle, SOAP-ENC types): only document/literal is read.',
  );
}

/** Whether a tag states an encoding (SOAP 1.1 §4.1.1, SOAP 1.2 part 1 §5.1.1). */
export const statesEncoding = ({ attributes }: XmlElement): boolean =>
  attributes.some(
    ({ uri, local, value }) => SOAP.has(uri) && local === 'encodingStyle' && !NO_ENCODING.test(value),
  );

/** Throws NotRead at an element of a body that is not document/literal. */
export function checkLiteral(element: XmlElement): void {
  const { attributes, scope } = element;
  if (isInclude(element))
    throw new NotRead('refused', 'It includes an attachment (xop:Include, MTOM), and comes in one part.');
  if (statesEncoding(element)) refuseEncoded();
  for (const attribute of attributes) {
    if (attribute.uri === '' && attribute.local === 'href' && attribute.value.startsWith('#'))
      throw new NotRead(
        'refused',
        'Its parts refer to each other (href, multiRef): only whole parts are read.',
      );
    const type = attribute.uri === XSI && attribute.local === 'type' ? attribute.value.trim() : '';
    const prefix = type.includes(':') ? type.slice(0, type.indexOf(':')) : '';
    if (ENCODING.has(attribute.uri) || ENCODING.has(uriOf(prefix, scope) ?? '')) refuseEncoded();
  }
}
