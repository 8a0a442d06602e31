/** Namespaces in XML 1.0: prefixes resolved to URIs, in the scope of each element. */
import { NotRead } from './body-reader.js';

const XML = 'http://www.w3.org/XML/1998/namespace';
const XMLNS = 'http://www.w3.org/2000/xmlns/';

/** A name by its namespace's URI, '' for none. */
export interface XmlName {
  uri: string;
  local: string;
}

/** An attribute; references in its value are replaced. */
export interface XmlAttribute extends XmlName {
  value: string;
}

/** An attribute as written in the tag. */
export interface RawAttribute {
  name: string;
  value: string;
}

/** Meaning of prefixes at an element; those that it does not declare are looked up in `outer`. */
export interface Scope {
  declared: ReadonlyMap<string, string>;
  outer?: Scope;
}

/** Namespace of XML Schema instances: `nil`, `type`. */
export const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/** The scope of a document: it knows `xml`, and `xsi` because node-soap writes `xsi:nil` without declaring it. */
export const OUTERMOST: Scope = {
  declared: new Map([
    ['xml', XML],
    ['xsi', XSI],
  ]),
};

/** The scope inside a tag; the outer one when it declares nothing. Throws NotRead at a forbidden declaration. */
export function scopeOf(attributes: readonly RawAttribute[], outer: Scope): Scope {
  let declared: Map<string, string> | undefined;
  for (const { name, value } of attributes) {
    if (!isDeclaration(name)) continue;
    const prefix = name.slice('xmlns:'.length);
    if (
      (prefix !== '' && value === '') ||
      prefix === 'xmlns' ||
      value === XMLNS ||
      (prefix === 'xml') !== (value === XML)
    )
      throw new NotRead('unreadable', 'The answer declares a namespace that is not allowed.');
    declared ??= new Map();
    if (declared.has(prefix))
      throw new NotRead('unreadable', 'A tag in the document declares a prefix twice.');
    declared.set(prefix, value);
  }
  return declared ? { declared, outer } : outer;
}

const isDeclaration = (name: string): boolean => name === 'xmlns' || name.startsWith('xmlns:');

/** The name of an element; without a prefix it is in the default namespace. */
export const elementName = (name: string, scope: Scope): XmlName =>
  resolved(name, scope, uriOf('', scope) ?? '');

const NONE: readonly XmlAttribute[] = [];

/** The attributes of a tag without its declarations; one without a prefix is in no namespace. */
export function attributesOf(raw: readonly RawAttribute[], scope: Scope): readonly XmlAttribute[] {
  if (raw.length === 0) return NONE;
  const attributes: XmlAttribute[] = [];
  for (const { name, value } of raw) {
    if (isDeclaration(name)) continue;
    const { uri, local } = resolved(name, scope, '');
    attributes.push({ uri, local, value });
  }
  if (attributes.length > 1) {
    const names = new Set(attributes.map(({ uri, local }) => `${uri} ${local}`));
    if (names.size < attributes.length)
      throw new NotRead('unreadable', 'A tag in the document has an attribute twice.');
  }
  return attributes;
}

/** The namespace that a prefix stands for here, '' for the default one; undefined when it is not declared. */
export function uriOf(prefix: string, scope: Scope): string | undefined {
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    const uri = at.declared.get(prefix);
    if (uri !== undefined) return uri;
  }
  return undefined;
}

function resolved(name: string, scope: Scope, bare: string): XmlName {
  const colon = name.indexOf(':');
  if (colon === -1) return { uri: bare, local: name };
  if (colon === 0 || colon === name.length - 1 || colon !== name.lastIndexOf(':'))
    throw new NotRead('unreadable', 'A name in the document is not a valid XML name.');
  const uri = uriOf(name.slice(0, colon), scope);
  if (uri === undefined) throw new NotRead('unreadable', 'A prefix in the document is not declared.');
  return { uri, local: name.slice(colon + 1) };
}
