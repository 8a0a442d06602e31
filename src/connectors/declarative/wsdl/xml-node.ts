/** A WSDL or schema as a tree of elements with their namespaces resolved. */
import { type Scope, uriOf } from '../formats/xml-names.js';
import { readXml, type XmlElement, type XmlListener } from '../formats/xml-reader.js';
import { splitName } from '../xml-template/namespaces.js';
import { WsdlProblem } from './model.js';

/** A qualified name. */
export interface QName {
  namespace: string;
  local: string;
}

/** An element. */
export interface XmlTree extends QName {
  attributes: ReadonlyMap<string, string>;
  children: readonly XmlTree[];
  /** Resolves a name such as `tns:Order`; throws WsdlProblem for a prefix that is not declared. */
  qname: (name: string) => QName;
}

/** Parses XML into a tree; throws NotRead. */
export function treeOf(text: string): XmlTree {
  const builder = new TreeBuilder();
  readXml(text.replace(/^\uFEFF/, ''), builder);
  return builder.tree;
}

class TreeBuilder implements XmlListener {
  readonly #top: XmlTree[] = [];
  readonly #open: XmlTree[][] = [this.#top];

  open({ uri, local, attributes, scope }: XmlElement): void {
    const children: XmlTree[] = [];
    this.#open.at(-1)?.push({
      ...{ namespace: uri, local, children },
      attributes: new Map(
        attributes.filter((each) => each.uri === '').map((each) => [each.local, each.value]),
      ),
      qname: (name) => resolved(name.trim(), scope),
    });
    this.#open.push(children);
  }

  /** Text says nothing in a WSDL. */
  text(): void {}

  close(): void {
    this.#open.pop();
  }

  get tree(): XmlTree {
    const [root] = this.#top;
    if (!root) throw new Error('a document that was read has a root');
    return root;
  }
}

function resolved(name: string, scope: Scope): QName {
  const { prefix, local } = splitName(name);
  const namespace = uriOf(prefix, scope);
  if (namespace === undefined && prefix !== '')
    throw new WsdlProblem(`The prefix \`${prefix}\` is not declared.`);
  return { namespace: namespace ?? '', local };
}

/** Child elements of a namespace, by name. */
export const childrenOf = (
  { children }: XmlTree,
  namespace: string,
  ...locals: readonly string[]
): XmlTree[] => children.filter((child) => child.namespace === namespace && locals.includes(child.local));

/** A name as a key of maps. */
export const keyOf = ({ namespace, local }: QName): string => `{${namespace}}${local}`;
