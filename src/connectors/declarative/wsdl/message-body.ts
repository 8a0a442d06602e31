/** Finds the content of Body for a message of a binding (WSDL 1.1 section 3; WS-I Basic Profile 1.1). */
import { WsdlProblem, type XsdComplexType, type XsdElement } from './model.js';
import type { SchemaSet } from './schema-set.js';
import { childrenOf, type XmlTree } from './xml-node.js';

const WSDL = 'http://schemas.xmlsoap.org/wsdl/';

/** One direction of an operation. */
export interface Body {
  /** `input` or `output` of the binding. */
  bound: XmlTree | undefined;
  message: XmlTree | undefined;
  /** Namespace of the binding's SOAP elements. */
  soap: string;
  style: string;
  /** Name of the element around the parts of rpc. */
  wrapper: string;
}

/** Why a body cannot be written, and its element; undefined for an empty body. */
export interface ReadBody {
  refused?: string;
  /** Throws WsdlProblem. */
  element: () => XsdElement | undefined;
}

/** Reads a message's body. */
export function readBody(body: Body, schemas: SchemaSet): ReadBody {
  const [soapBody] = body.bound ? childrenOf(body.bound, body.soap, 'body') : [];
  const refused = refusalOf(body, soapBody);
  if (refused !== undefined) return refuse(refused);
  const parts = partsOf(body.message, soapBody);
  if (body.style === 'rpc') return rpcBody(body, soapBody, parts, schemas);
  const [part, second] = parts;
  if (second) return refuse('it has several parts in its body');
  const name = part?.attributes.get('element');
  if (part && name === undefined) return refuse('its part has a type instead of an element');
  return { element: () => (part && name !== undefined ? schemas.element(part.qname(name)) : undefined) };
}

const refuse = (refused: string): ReadBody => ({
  refused,
  element: () => {
    throw new WsdlProblem(refused);
  },
});

function refusalOf({ bound, style }: Body, soapBody: XmlTree | undefined): string | undefined {
  const media = bound?.children.some(({ local }) => local === 'multipartRelated');
  if (media) return 'it has attachments (MIME), which are not supported';
  if (soapBody?.attributes.get('use') === 'encoded') return `it is ${style}/encoded, which is not supported`;
  return undefined;
}

function partsOf(message: XmlTree | undefined, soapBody: XmlTree | undefined): XmlTree[] {
  const parts = message ? childrenOf(message, WSDL, 'part') : [];
  const named = soapBody?.attributes.get('parts')?.split(/\s+/);
  return named ? parts.filter(({ attributes }) => named.includes(attributes.get('name') ?? '')) : parts;
}

/** rpc/literal: an element named like the operation, with an unqualified one for each part. */
function rpcBody(
  { wrapper }: Body,
  soapBody: XmlTree | undefined,
  parts: readonly XmlTree[],
  schemas: SchemaSet,
): ReadBody {
  if (parts.some(({ attributes }) => !attributes.has('type')))
    return refuse('its parts have elements instead of types');
  const elements = parts.map((part): XsdElement => ({
    name: part.attributes.get('name') ?? '',
    namespace: '',
    optional: false,
    many: false,
    nillable: false,
    get type() {
      return schemas.type(part.qname(part.attributes.get('type') ?? ''));
    },
  }));
  const type: XsdComplexType = { kind: 'complex', elements, attributes: [] };
  const namespace = soapBody?.attributes.get('namespace') ?? '';
  return {
    element: () => ({ name: wrapper, namespace, optional: false, many: false, nillable: false, type }),
  };
}
