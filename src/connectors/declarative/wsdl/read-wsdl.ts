/** Reads a WSDL 1.1 into services, ports and operations. */
import { readFiles, type ReadText } from './files.js';
import { type Wsdl, type WsdlOperation, type WsdlPort, WsdlProblem, type XsdElement } from './model.js';
import { type Body, readBody } from './message-body.js';
import { SchemaSet } from './schema-set.js';
import { childrenOf, keyOf, type QName, type XmlTree } from './xml-node.js';

const WSDL = 'http://schemas.xmlsoap.org/wsdl/';
const SOAP = {
  'http://schemas.xmlsoap.org/wsdl/soap/': '1.1',
  'http://schemas.xmlsoap.org/wsdl/soap12/': '1.2',
} as const;
type SoapNamespace = keyof typeof SOAP;

/** Reads a WSDL, and the files beside it that it imports; throws WsdlProblem. */
export function readWsdl(name: string, read: ReadText): Wsdl {
  const files = readFiles(name, read);
  const reader = new Reader(files.definitions, new SchemaSet(files.schemas));
  return { services: reader.services() };
}

class Reader {
  readonly #named = new Map<string, XmlTree>();
  readonly #mtom: boolean;

  constructor(
    private readonly definitions: readonly XmlTree[],
    private readonly schemas: SchemaSet,
  ) {
    this.#mtom = definitions.some(asksForMtom);
    for (const tree of definitions)
      for (const child of tree.children) {
        const local = child.attributes.get('name');
        const namespace = tree.attributes.get('targetNamespace') ?? '';
        if (local !== undefined) this.#named.set(`${child.local} ${keyOf({ namespace, local })}`, child);
      }
  }

  services(): Wsdl['services'] {
    return this.definitions
      .flatMap((tree) => childrenOf(tree, WSDL, 'service'))
      .map((service) => ({
        name: service.attributes.get('name') ?? '',
        ports: childrenOf(service, WSDL, 'port').flatMap((port) => this.#port(port)),
      }));
  }

  #port(port: XmlTree): WsdlPort[] {
    const binding = this.#find('binding', port.qname(port.attributes.get('binding') ?? ''));
    const soap = binding.children.find(({ local, namespace }) => local === 'binding' && namespace in SOAP);
    if (!soap) return [];
    const namespace = soap.namespace as SoapNamespace; // `in` has just said so
    const [at] = childrenOf(port, namespace, 'address');
    const address = at?.attributes.get('location');
    const portType = this.#find('portType', binding.qname(binding.attributes.get('type') ?? ''));
    const style = soap.attributes.get('style') ?? 'document';
    return [
      {
        name: port.attributes.get('name') ?? '',
        version: SOAP[namespace],
        ...(address === undefined ? {} : { address }),
        operations: childrenOf(binding, WSDL, 'operation').map((each) =>
          this.#operation(each, portType, style, namespace),
        ),
      },
    ];
  }

  #operation(bound: XmlTree, portType: XmlTree, byDefault: string, soap: SoapNamespace): WsdlOperation {
    const name = bound.attributes.get('name') ?? '';
    const abstract = childrenOf(portType, WSDL, 'operation').find(
      ({ attributes }) => attributes.get('name') === name,
    );
    const [details] = childrenOf(bound, soap, 'operation');
    const style = details?.attributes.get('style') ?? byDefault;
    const side = (direction: 'input' | 'output'): Body => {
      const [written] = childrenOf(bound, WSDL, direction);
      const [message] = abstract ? childrenOf(abstract, WSDL, direction) : [];
      const of = message?.attributes.get('message');
      return {
        bound: written,
        message: message && of !== undefined ? this.#find('message', message.qname(of)) : undefined,
        soap,
        style,
        wrapper: direction === 'input' ? name : `${name}Response`,
      };
    };
    const [input, output] = [side('input'), side('output')].map((body) => readBody(body, this.schemas));
    const refused = this.#mtom ? 'it requires MTOM, which is not supported' : input?.refused;
    const headers = (): XsdElement[] => this.#headers(bound, soap);
    return {
      name,
      action: details?.attributes.get('soapAction') ?? '',
      ...(refused === undefined ? {} : { refused }),
      get input() {
        return input?.element();
      },
      get headers() {
        return headers();
      },
      get output() {
        return output?.element();
      },
    };
  }

  /** Elements of `soap:header` (WSDL 1.1 section 3.7); a part with only a type names no element to write. */
  #headers(bound: XmlTree, soap: SoapNamespace): XsdElement[] {
    const [input] = childrenOf(bound, WSDL, 'input');
    return (input ? childrenOf(input, soap, 'header') : []).flatMap((header) => {
      const of = header.attributes.get('message');
      if (of === undefined || header.attributes.get('use') === 'encoded') return [];
      const part = childrenOf(this.#find('message', header.qname(of)), WSDL, 'part').find(
        ({ attributes }) => attributes.get('name') === header.attributes.get('part'),
      );
      const element = part?.attributes.get('element');
      return part && element !== undefined ? [this.schemas.element(part.qname(element))] : [];
    });
  }

  #find(kind: string, name: QName): XmlTree {
    const found = this.#named.get(`${kind} ${keyOf(name)}`);
    if (!found) throw new WsdlProblem(`The WSDL has no ${kind} \`${name.local}\`.`);
    return found;
  }
}

/** Whether a policy requires MTOM attachments (WS-MTOMPolicy) rather than leaving them optional. */
const asksForMtom = ({ local, attributes, children }: XmlTree): boolean =>
  (local === 'OptimizedMimeSerialization' &&
    ![...attributes].some(([name, value]) => name.endsWith(':Optional') && value === 'true')) ||
  children.some(asksForMtom);
