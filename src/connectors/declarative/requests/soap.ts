/** SOAP requests of either version, by an envelope or by an operation of a WSDL. */
import { type Payload, type PayloadSource, refuseKeyField, type RequestScope } from './payload.js';
import {
  MEDIA_TYPES,
  type SoapMessage,
  envelopeAround,
  ENVELOPES,
  type SoapVersion,
} from './soap-message.js';
import { wsdlMessage } from './soap-wsdl.js';
import { renderXml } from '../xml-template/render.js';
import { valueOf } from '../template.js';
import { UnusableValue } from '../unusable-value.js';
import { declaredIn, splitName } from '../xml-template/namespaces.js';
import type { XmlElement, XmlNode } from '../xml-template/nodes.js';
import { compileXml } from './xml.js';

// SOAP by a template: the content of Body, or a whole Envelope.

/** Compiles `soap: { envelope }`; undefined with issues. */
function envelopeMessage(source: PayloadSource, scope: RequestScope): SoapMessage | undefined {
  const { path, rules } = source;
  const { version, action = '', envelope = '' } = rules.soap ?? {};
  const at = [...path, 'soap', 'envelope'];
  const xml = compileXml(envelope, source, at, scope, { soap: ENVELOPES[version ?? '1.1'] });
  if (!xml) return undefined;
  const { root } = xml.template;
  const own = versionOf(root);
  const used = own ?? version ?? '1.1';
  const full = own === undefined ? envelopeAround([root], used) : withHeaderPlace(root);
  const wrong = problemOf(root, own, version) ?? (full ? undefined : 'The envelope has no `Body`.');
  if (!full || wrong !== undefined) {
    scope.report.add(at, 'connection_soap_invalid', wrong ?? '');
    return undefined;
  }
  return {
    version: used,
    action,
    write(values) {
      const filled = xml.variables.fill(values);
      if (root.only && valueOf(root.only, filled) === undefined)
        throw new UnusableValue('not valid as content of Body');
      return { nodes: [full], values: filled };
    },
  };
}

function problemOf(
  root: XmlElement,
  own: SoapVersion | undefined,
  version: SoapVersion | undefined,
): string | undefined {
  if (own === undefined)
    return splitName(root.name).local === 'Envelope'
      ? 'The namespace of `Envelope` does not belong to any version of SOAP.'
      : undefined;
  return version !== undefined && own !== version
    ? `The envelope is for SOAP ${own}, not ${version}.`
    : undefined;
}

/** The version of SOAP, by the namespace of a root element named Envelope. */
function versionOf(root: XmlElement): SoapVersion | undefined {
  const { prefix, local } = splitName(root.name);
  if (local !== 'Envelope') return undefined;
  const namespace = declaredIn(root, {})[prefix];
  return (['1.1', '1.2'] as const).find((version) => ENVELOPES[version] === namespace);
}

/** The envelope with a place for header blocks: inside its Header, or in a new one before Body. */
function withHeaderPlace(root: XmlElement): XmlElement | undefined {
  const { prefix } = splitName(root.name);
  const named = (local: string): string => (prefix === '' ? local : `${prefix}:${local}`);
  const part = (local: string): number =>
    root.children.findIndex((node) => node.kind === 'element' && node.name === named(local));
  const [header, body] = [part('Header'), part('Body')];
  if (body < 0) return undefined;
  if (header < 0) {
    const place: XmlNode = { kind: 'headers', inside: named('Header') };
    return { ...root, children: root.children.toSpliced(body, 0, place) };
  }
  const children = root.children.map((node, index) =>
    index === header && node.kind === 'element'
      ? { ...node, children: [{ kind: 'headers' } as const, ...node.children] }
      : node,
  );
  return { ...root, children };
}

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
