/** A SOAP message and the envelope around it. */
import type { CallValues } from '../template.js';
import type { XmlElement, XmlNode } from '../xml-template/nodes.js';

/** A version of SOAP. */
export type SoapVersion = '1.1' | '1.2';

/** Namespaces of the envelope (SOAP 1.1 section 3; SOAP 1.2 part 1, section 5). */
export const ENVELOPES: Readonly<Record<SoapVersion, string>> = {
  '1.1': 'http://schemas.xmlsoap.org/soap/envelope/',
  '1.2': 'http://www.w3.org/2003/05/soap-envelope',
};

/** Media types of messages. */
export const MEDIA_TYPES: Readonly<Record<SoapVersion, string>> = {
  '1.1': 'text/xml',
  '1.2': 'application/soap+xml',
};

/** A compiled message. */
export interface SoapMessage {
  version: SoapVersion;
  action: string;
  /** The address that a WSDL states. */
  address?: URL | undefined;
  /** The envelope for a call, and the values to write it with; throws UnusableValue. */
  write: (values: CallValues) => { nodes: readonly XmlNode[]; values: CallValues };
}

/** The envelope around the content of a body; `blocks` go into its header, after those of `auth`. */
export function envelopeAround(
  content: readonly XmlNode[],
  version: SoapVersion,
  blocks: readonly XmlNode[] = [],
): XmlElement {
  const body: XmlElement = { ...EMPTY, name: 'soap:Body', children: [...content] };
  const header: XmlNode =
    blocks.length === 0
      ? { kind: 'headers', inside: 'soap:Header' }
      : { ...EMPTY, name: 'soap:Header', children: [{ kind: 'headers' }, ...blocks] };
  return {
    ...EMPTY,
    name: 'soap:Envelope',
    attributes: [{ name: 'xmlns:soap', value: { parts: [ENVELOPES[version]] } }],
    children: [header, body],
  };
}

const EMPTY = { kind: 'element', index: 0, attributes: [] } as const;
