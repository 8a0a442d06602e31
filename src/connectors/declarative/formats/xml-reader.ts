/** Reads XML 1.0 with namespaces, without DTDs and custom entities: fast-xml-parser, and what it leaves to be checked. */
import { bad, checkedMarkup } from './xml-markup.js';
import {
  attributesOf,
  elementName,
  OUTERMOST,
  type RawAttribute,
  type Scope,
  scopeOf,
  type XmlAttribute,
  type XmlName,
} from './xml-names.js';
import { parsed, type ParsedElement, partOf } from './xml-parser.js';
import { hasForbidden, withoutReferences } from './xml-text.js';

/** A start tag; `scope` resolves prefixes in values. */
export interface XmlElement extends XmlName {
  attributes: readonly XmlAttribute[];
  scope: Scope;
}

/** Receives the parts of a document in order; text may come in pieces. */
export interface XmlListener {
  open(element: XmlElement): void;
  text(text: string): void;
  close(): void;
}

/** Maximum number of bytes of XML that are read. */
export const MAX_XML_BYTES = 2_000_000;

/** Reads a document to the listener; throws NotRead when it is not well-formed, or not supported here. */
export function readXml(text: string, listener: XmlListener): void {
  if (hasForbidden(text)) throw bad('Characters stand in it that XML does not have.');
  const document = checkedMarkup(text);
  for (const part of parsed(document)) readPart(partOf(part), OUTERMOST, listener);
}

function readPart(part: ReturnType<typeof partOf>, scope: Scope, listener: XmlListener): void {
  if ('name' in part) readElement(part, scope, listener);
  else listener.text(part.cdata ? part.text : withoutReferences(part.text));
}

function readElement({ name, attributes, parts }: ParsedElement, outer: Scope, listener: XmlListener): void {
  const raw = attributes.map(withValue);
  const scope = scopeOf(raw, outer);
  const { uri, local } = elementName(name, scope);
  listener.open({ uri, local, attributes: attributesOf(raw, scope), scope });
  for (const part of parts) readPart(partOf(part), scope, listener);
  listener.close();
}

/** Line ends and tabs in a value count as spaces (XML 1.0 §3.3.3). */
const withValue = ({ name, value }: RawAttribute): RawAttribute => ({
  name,
  value: withoutReferences(value.replace(/[\t\n]/g, ' ')),
});
