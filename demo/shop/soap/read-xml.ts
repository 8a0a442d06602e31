/** XML as the shop's SOAP API reads it: names with their namespaces, every text a text. */
import { XMLParser } from 'fast-xml-parser';

/** An element; its names have no prefix any more. */
export interface Element {
  readonly namespace: string;
  readonly name: string;
  /** By name as written, without the declarations of namespaces. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  /** All text directly in it. */
  readonly text: string;
}

/** Something that is no XML, or XML that SOAP does not allow. */
export class XmlError extends Error {}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  cdataPropName: '#cdata',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // The parser leaves `&#65;` as it is, so references are read here.
  processEntities: false,
});

/** The root of a document; throws {@link XmlError}. */
export function readXml(text: string): Element {
  // SOAP 1.1 section 3 forbids a DTD, and with it goes every trick with entities.
  if (/<!DOCTYPE/i.test(text)) throw new XmlError('A SOAP message has no DTD.');
  const nodes = parse(text).filter((node) => nameOf(node) !== '#text');
  const [root, second] = nodes;
  if (root === undefined || second !== undefined) throw new XmlError('There is not exactly one root.');
  return readElement(root, new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]));
}

/** A node of the parser: one key with its children, and `:@` with the attributes. */
type Node = Readonly<Record<string, unknown>>;

function parse(text: string): readonly Node[] {
  try {
    // The validator has moved to a package of its own; this call is the same one.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    return parser.parse(text, true) as Node[]; // what `preserveOrder` is documented to give
  } catch {
    throw new XmlError('This is no well-formed XML.');
  }
}

const nameOf = (node: Node): string => Object.keys(node).find((key) => key !== ':@') ?? '';

function readElement(node: Node, outer: ReadonlyMap<string, string>): Element {
  const written = nameOf(node);
  const given = Object.entries((node[':@'] ?? {}) as Record<string, string>); // attributes are texts
  const spaces = new Map(outer);
  for (const [name, value] of given) {
    const declared = /^xmlns(?::(.+))?$/.exec(name);
    if (declared !== null) spaces.set(declared[1] ?? '', decoded(value));
  }
  const [, prefix = '', name = written] = /^(?:([^:]*):)?(.*)$/s.exec(written) ?? [];
  const namespace = spaces.get(prefix);
  if (namespace === undefined && prefix !== '') throw new XmlError('A prefix stands for no namespace.');
  const inside = node[written] as readonly Node[]; // children of an element
  const attributes = given.filter(([key]) => !/^xmlns(:|$)/.test(key));
  return {
    namespace: namespace ?? '',
    name,
    attributes: Object.fromEntries(attributes.map(([key, value]) => [key, decoded(value)])),
    children: inside
      .filter((child) => !nameOf(child).startsWith('#'))
      .map((child) => readElement(child, spaces)),
    text: inside.map(textOf).join(''),
  };
}

function textOf(node: Node): string {
  if ('#text' in node) return decoded(String(node['#text']));
  if (!('#cdata' in node)) return '';
  return (node['#cdata'] as readonly Node[]).map((part) => String(part['#text'])).join('');
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decoded(text: string): string {
  return text.replaceAll(/&([^;&]*);?/g, (whole, reference: string) => {
    const code = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(reference);
    const character = code === null ? named[reference] : characterOf(code[1], code[2]);
    if (character === undefined || !whole.endsWith(';'))
      throw new XmlError('A reference stands for nothing.');
    return character;
  });
}

function characterOf(hex: string | undefined, decimal: string | undefined): string | undefined {
  const point = hex === undefined ? Number(decimal) : parseInt(hex, 16);
  return point === 0 || point > 0x10ffff ? undefined : String.fromCodePoint(point);
}
