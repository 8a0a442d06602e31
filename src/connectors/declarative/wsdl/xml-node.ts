/** A WSDL or schema as a tree of elements with their namespaces resolved. */
import { parseXmlTemplate } from '../xml-template/parse.js';
import type { XmlProblem } from '../xml-template/reader.js';
import { declaredIn, type Namespaces, splitName } from '../xml-template/namespaces.js';
import type { XmlElement } from '../xml-template/nodes.js';
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

/** Parses XML into a tree, or returns a problem. */
export function readXml(text: string): { tree: XmlTree } | { problem: XmlProblem } {
  const scope = { inputs: new Map<string, never>(), secrets: () => undefined };
  // In a WSDL `${` is ordinary text.
  const parsed = parseXmlTemplate(text.replace(/^\uFEFF/, '').replaceAll('${', '$('), scope);
  if (!('problems' in parsed)) return { tree: treeOf(parsed.root, {}) };
  return { problem: parsed.problems[0] ?? { index: 0, message: 'This is no well-formed XML.' } };
}

function treeOf(element: XmlElement, around: Namespaces): XmlTree {
  const spaces = declaredIn(element, around);
  const qname = (name: string): QName => {
    const { prefix, local } = splitName(name.trim());
    const namespace = spaces[prefix];
    if (namespace === undefined && prefix !== '')
      throw new WsdlProblem(`The prefix \`${prefix}\` is not declared.`);
    return { namespace: namespace ?? '', local };
  };
  return {
    ...qname(element.name),
    attributes: new Map(
      element.attributes.map(({ name, value }) => [name, decoded(value.parts.map(String).join(''))]),
    ),
    children: element.children.flatMap((child) => (child.kind === 'element' ? [treeOf(child, spaces)] : [])),
    qname,
  };
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const decoded = (text: string): string =>
  text.replaceAll(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name] ?? whole;
    const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });

/** Child elements of a namespace, by name. */
export const childrenOf = (
  { children }: XmlTree,
  namespace: string,
  ...locals: readonly string[]
): XmlTree[] => children.filter((child) => child.namespace === namespace && locals.includes(child.local));

/** A name as a key of maps. */
export const keyOf = ({ namespace, local }: QName): string => `{${namespace}}${local}`;
