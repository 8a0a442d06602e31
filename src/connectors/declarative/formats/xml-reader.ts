/** Reads XML 1.0 with namespaces, without DTDs and custom entities: fast-xml-parser, and what it leaves to be checked. */
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
import { NotRead } from './body-reader.js';

// What is checked before fast-xml-parser sees a document, because it would be read wrongly or too expensively:
// DOCTYPEs and other declarations, instructions, what has no end, deep nesting, many attributes, and `<` in values.

const MAX_DEPTH = 64;
const MAX_ATTRIBUTES = 1000;

/** Thrown wherever a document is not well-formed, with the place in a text where that is known. */
function bad(why: string, text?: string, at = 0): NotRead {
  const before = text?.slice(0, at).split('\n');
  const place =
    before === undefined
      ? undefined
      : { line: before.length, column: (before.at(-1) ?? '').length + 1, says: why };
  return new NotRead('unreadable', why, place);
}

/** A part of a tag that is no value, and what ends it. */
const PART = /[^"'<>]*(["'<>])/y;

/** Checks all markup of a document; returns it with its instructions as comments, which nothing reads. Throws NotRead. */
function checkedMarkup(text: string): string {
  const pieces: string[] = [];
  const start = text.search(/\S/);
  let [depth, roots, end, copied] = [0, 0, 0, 0];
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', end)) {
    if (depth === 0) checkOutside(text.slice(end, at + 9));
    const next = text[at + 1];
    if (next === '!') end = endOfDeclaration(text, at);
    else if (next === '?') {
      end = endOf(text, '?>', at + 2);
      checkInstruction(text.slice(at + 2, end - 2), at === start);
      // fast-xml-parser takes quotes in an instruction for those of attributes, and reads on to the next one.
      pieces.push(text.slice(copied, at), `<!--${text.slice(at, end).replace(/[^\n]+/g, '')}-->`);
      copied = end;
    } else {
      if (depth === 0 && ++roots > 1) throw bad('The document has more than one root element.');
      if (depth >= MAX_DEPTH && next !== '/')
        throw new NotRead('refused', `The document nests more than ${MAX_DEPTH} elements.`);
      end = endOfTag(text, at);
      // Whether tags fit each other is checked by the parser's validator, which tells the line.
      depth = Math.max(0, depth + (next === '/' ? -1 : text[end - 2] === '/' ? 0 : 1));
    }
  }
  if (depth === 0) checkOutside(text.slice(end));
  pieces.push(text.slice(copied));
  return pieces.join('');
}

/** Checks what stands before markup outside of the root element, and that the markup is no CDATA. */
function checkOutside(text: string): void {
  if (!/^[ \t\r\n]*(<(?!!\[CDATA\[)|$)/.test(text))
    throw bad('The document has text outside its root element.');
}

function endOfDeclaration(text: string, at: number): number {
  if (text.startsWith('!--', at + 1)) return endOf(text, '-->', at + 4);
  if (text.startsWith('![CDATA[', at + 1)) return endOf(text, ']]>', at + 9);
  if (/^!doctype/i.test(text.slice(at + 1, at + 9)))
    throw new NotRead('refused', 'The document has a DOCTYPE, which is not allowed.');
  throw bad('The document contains markup that is not XML.');
}

function checkInstruction(instruction: string, first: boolean): void {
  if (!/^[^\s?]/.test(instruction)) throw bad('A processing instruction in the document has no name.');
  if (/^xml(\s|$)/i.test(instruction) && !first)
    throw bad('The document has an XML declaration after its start.');
}

/** Where a tag ends; quotes may hold `>`. */
function endOfTag(text: string, start: number): number {
  let at = start + 1;
  for (let values = 0; ; values += 1) {
    PART.lastIndex = at;
    const quote = PART.exec(text)?.[1];
    at = PART.lastIndex;
    if (quote === '>') return at;
    if (quote !== '"' && quote !== "'") throw bad('A tag in the document is malformed.', text, start);
    if (values >= MAX_ATTRIBUTES)
      throw new NotRead('refused', `A tag in the document has more than ${MAX_ATTRIBUTES} attributes.`);
    const end = endOf(text, quote, at);
    if (text.slice(at, end).includes('<'))
      throw bad('An attribute value in the document contains markup.', text, at);
    at = end;
  }
}

/** The index behind an end marker. */
function endOf(text: string, marker: string, from: number): number {
  const found = text.indexOf(marker, from);
  if (found === -1) throw bad('The document is not valid XML, or is incomplete.', text, from);
  return found + marker.length;
}

// Characters and references of XML 1.0; any invalid one makes the document unreadable.

/** Characters forbidden in XML (XML 1.0, production 2); a decoded text contains no lone surrogates. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
const REFERENCE = /&(?:#(\d{1,10});|#x([\da-fA-F]{1,8});|(lt|gt|amp|quot|apos);)/y;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Whether a text has characters that XML forbids. */
const hasForbidden = (text: string): boolean => FORBIDDEN.test(text);

/** Replaces references; throws NotRead at one that is unknown, unfinished or not of an XML character. */
function withoutReferences(text: string): string {
  let at = text.indexOf('&');
  if (at === -1) return text;
  // `replace` would find all references before it handles the first one.
  let found = text.slice(0, at);
  while (at !== -1) {
    REFERENCE.lastIndex = at;
    const [whole = '', decimal, hex, name] = REFERENCE.exec(text) ?? [];
    if (whole === '') throw new NotRead('unreadable', 'A reference in the document is not valid XML.');
    const next = text.indexOf('&', at + whole.length);
    found += name === undefined ? characterOf(decimal, hex) : (NAMED[name] ?? '');
    found += text.slice(at + whole.length, next === -1 ? text.length : next);
    at = next;
  }
  return found;
}

function characterOf(decimal: string | undefined, hex = ''): string {
  const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
  if (!isCharacter(code))
    throw new NotRead(
      'unreadable',
      'A reference in the document stands for a character that XML does not allow.',
    );
  return String.fromCodePoint(code);
}

/** XML 1.0, production 2. */
const isCharacter = (code: number): boolean =>
  code === 9 ||
  code === 10 ||
  code === 13 ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff);

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
  if (hasForbidden(text)) throw bad('The document contains characters that XML does not allow.');
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
