/**
 * A strict one-pass reader of XML 1.0 with namespaces, without DTDs and custom entities.
 * fast-xml-parser is not used here: at 2 MB it blocks for half a second, and a document with 180 000 attributes
 * took it 1.5 s and 124 MB. The tests compare what both read.
 */
import type { Cooperative } from '../cooperative.js';
import { NotRead } from './body.js';
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
import { nameAt } from './xml-name.js';
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
/** Characters that are read before other work may go on. */
const PIECE = 16_384;
const MAX_DEPTH = 64;
const MAX_ATTRIBUTES = 1000;

const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x09;

/** Reads a document to the listener; throws NotRead when it is not well-formed, or not supported here. */
export function* readXml(text: string, listener: XmlListener): Cooperative<void> {
  if (hasForbidden(text)) throw bad('Characters stand in it that XML does not have.');
  yield* new XmlReader((yield* withLineEnds(text)).trimStart(), listener).read();
}

/** Normalises line ends (XML 1.0 §2.11). */
function* withLineEnds(text: string): Cooperative<string> {
  if (!text.includes('\r')) return text;
  let found = '';
  for (let start = 0; start < text.length; yield) {
    // Keep CR and LF together.
    const end = start + PIECE + (text[start + PIECE] === '\n' ? 1 : 0);
    found += text.slice(start, end).replace(/\r\n?/g, '\n');
    start = end;
  }
  return found;
}

const bad = (why: string): NotRead => new NotRead('unreadable', why);

class XmlReader {
  readonly #open: { name: string; scope: Scope }[] = [];
  #at = 0;
  #rooted = false;

  constructor(
    readonly text: string,
    readonly listener: XmlListener,
  ) {}

  *read(): Cooperative<void> {
    const { text } = this;
    let pause = PIECE;
    while (this.#at < text.length) {
      if (this.#at >= pause) {
        yield;
        pause = this.#at + PIECE;
      }
      const next = text.indexOf('<', this.#at);
      this.#characters(text.slice(this.#at, next === -1 ? text.length : next));
      if (next === -1) break;
      this.#at = next + 1;
      this.#markup();
    }
    if (!this.#rooted || this.#open.length > 0) throw bad('It is no XML, or ends before its end.');
  }

  #markup(): void {
    const { text } = this;
    const next = text[this.#at];
    if (next === '/') this.#endTag();
    else if (next === '?') this.#instruction();
    else if (next !== '!') this.#startTag();
    else if (text.startsWith('!--', this.#at)) this.#upTo('-->', 3);
    else if (text.startsWith('![CDATA[', this.#at)) this.#cdata();
    else if (/^!doctype/i.test(text.slice(this.#at, this.#at + 8)))
      throw new NotRead('refused', 'It has a DOCTYPE: no document with one is read.');
    else throw bad('Markup stands in it that XML does not have.');
  }

  #characters(raw: string): void {
    if (raw === '') return;
    if (this.#open.length > 0) this.listener.text(withoutReferences(raw));
    else if (/[^ \t\n]/.test(raw)) throw bad('Text stands outside of its root element.');
  }

  #cdata(): void {
    const text = this.#upTo(']]>', '![CDATA['.length);
    if (this.#open.length === 0) throw bad('Text stands outside of its root element.');
    this.listener.text(text);
  }

  /** Skips an instruction; a declaration says nothing new, as its charset was read before. */
  #instruction(): void {
    const start = this.#at;
    const instruction = this.#upTo('?>', 1);
    if (/^xml[ \t\n]/.test(instruction) && start !== 1)
      throw bad('An XML declaration stands behind its start.');
    if (nameAt(this.text, start + 1) === '') throw bad('An instruction in it has no name.');
  }

  #endTag(): void {
    const open = this.#open.pop();
    if (!open || !this.text.startsWith(open.name, this.#at + 1)) throw bad('An end tag in it ends nothing.');
    this.#at += 1 + open.name.length;
    this.#space();
    this.#expect('>');
    this.listener.close();
  }

  #startTag(): void {
    if (this.#open.length === 0 && this.#rooted) throw bad('It has more than one root element.');
    if (this.#open.length >= MAX_DEPTH)
      throw new NotRead('refused', `It nests deeper than ${MAX_DEPTH} elements.`);
    const name = this.#name();
    const raw = this.#attributes();
    const empty = this.text[this.#at] === '/';
    if (empty) this.#at += 1;
    this.#expect('>');
    const scope = scopeOf(raw, this.#open.at(-1)?.scope ?? OUTERMOST);
    this.#rooted = true;
    const { uri, local } = elementName(name, scope);
    this.listener.open({ uri, local, attributes: attributesOf(raw, scope), scope });
    if (empty) this.listener.close();
    else this.#open.push({ name, scope });
  }

  #attributes(): readonly RawAttribute[] {
    const found: RawAttribute[] = [];
    while (this.#space() && this.text[this.#at] !== '>' && this.text[this.#at] !== '/') {
      if (found.length >= MAX_ATTRIBUTES)
        throw new NotRead('refused', `A tag in it has more than ${MAX_ATTRIBUTES} attributes.`);
      const name = this.#name();
      this.#space();
      this.#expect('=');
      this.#space();
      found.push({ name, value: this.#value() });
    }
    return found;
  }

  #value(): string {
    const quote = this.text[this.#at];
    if (quote !== '"' && quote !== "'") throw bad('An attribute in it has no value in quotes.');
    const value = this.#upTo(quote, 1);
    if (value.includes('<')) throw bad('A value of an attribute holds markup.');
    // Line ends and tabs count as spaces here (XML 1.0 §3.3.3).
    return withoutReferences(/[\t\n]/.test(value) ? value.replace(/[\t\n]/g, ' ') : value);
  }

  /** Reads a qualified name, with at most one colon inside. */
  #name(): string {
    const name = nameAt(this.text, this.#at);
    const colon = name.indexOf(':');
    if (name === '' || colon === 0 || colon === name.length - 1 || colon !== name.lastIndexOf(':'))
      throw bad('A name in it is none of XML.');
    this.#at += name.length;
    return name;
  }

  /** Skips white space; tells whether there was any. */
  #space(): boolean {
    const start = this.#at;
    while (isSpace(this.text.charCodeAt(this.#at))) this.#at += 1;
    return this.#at > start;
  }

  #expect(character: string): void {
    if (this.text[this.#at] !== character) throw bad('A tag in it is not written as one.');
    this.#at += 1;
  }

  /** The text up to an end marker, which is skipped. */
  #upTo(end: string, skip: number): string {
    const start = this.#at + skip;
    const found = this.text.indexOf(end, start);
    if (found === -1) throw bad('It is no XML, or ends before its end.');
    this.#at = found + end.length;
    return this.text.slice(start, found);
  }
}
