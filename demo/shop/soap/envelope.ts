/** Envelopes of SOAP 1.1 (W3C Note of 8 May 2000). */
import type { Answer } from '../api.js';
import {
  envelopeNamespace as soap,
  instanceNamespace,
  securityNamespace,
  shopNamespace,
} from './namespaces.js';
import { type Element, readXml } from './read-xml.js';
import { type Content, writeXml } from './write-xml.js';

/** A message as it came. */
export interface Message {
  readonly header: Element | undefined;
  /** What is asked for. */
  readonly operation: Element;
}

/** A fault as it is told. */
export interface Fault {
  readonly code: 'Client' | 'Server' | 'VersionMismatch' | `wsse:${string}`;
  readonly text: string;
  /** The shop's own code, in `detail`. */
  readonly detail?: string;
}

/** A direct child by its name. */
export const childOf = (element: Element | undefined, namespace: string, name: string): Element | undefined =>
  element?.children.find((child) => child.namespace === namespace && child.name === name);

/** The message in a request's body, or the fault that it earns; throws what {@link readXml} throws. */
export function readMessage(body: string): Message | Fault {
  const root = readXml(body);
  if (root.name !== 'Envelope') return { code: 'Client', text: 'Keine SOAP-Nachricht.' };
  if (root.namespace !== soap) return { code: 'VersionMismatch', text: 'Nur SOAP 1.1.' };
  const operation = childOf(root, soap, 'Body')?.children[0];
  if (operation === undefined) return { code: 'Client', text: 'Die Nachricht ist leer.' };
  return { header: childOf(root, soap, 'Header'), operation };
}

/** An answer with an element in the shop's namespace, which is the default one. */
export const message = (name: string, content: Content): Answer =>
  envelope(200, { [name]: { '@xmlns': shopNamespace, '@xmlns:xsi': instanceNamespace, ...content } });

/** A fault; SOAP 1.1 section 6.2 wants status 500. */
export const faultAnswer = ({ code, text, detail }: Fault): Answer =>
  envelope(500, {
    'soap:Fault': {
      ...(code.startsWith('wsse:') ? { '@xmlns:wsse': securityNamespace } : {}),
      faultcode: code.startsWith('wsse:') ? code : `soap:${code}`,
      faultstring: text,
      ...(detail === undefined
        ? {}
        : { detail: { Fehler: { '@xmlns': shopNamespace, Code: detail, Text: text } } }),
    },
  });

const envelope = (status: number, body: Content): Answer => ({
  status,
  headers: { 'content-type': 'text/xml; charset=utf-8' },
  body: writeXml({ 'soap:Envelope': { '@xmlns:soap': soap, 'soap:Body': body } }),
});
