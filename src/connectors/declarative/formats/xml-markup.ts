/**
 * What is checked before fast-xml-parser sees a document, because it would be read wrongly or too expensively:
 * DOCTYPEs and other declarations, instructions, what has no end, deep nesting, many attributes, and `<` in values.
 */
import { NotRead } from './body.js';

const MAX_DEPTH = 64;
const MAX_ATTRIBUTES = 1000;

/** Thrown wherever a document is not well-formed. */
export const bad = (why: string): NotRead => new NotRead('unreadable', why);

/** A part of a tag that is no value, and what ends it. */
const PART = /[^"'<>]*(["'<>])/y;

/** Checks all markup of a document; returns it with its instructions as comments, which nothing reads. Throws NotRead. */
export function checkedMarkup(text: string): string {
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
      if (depth === 0 && ++roots > 1) throw bad('It has more than one root element.');
      if (depth >= MAX_DEPTH && next !== '/')
        throw new NotRead('refused', `It nests deeper than ${MAX_DEPTH} elements.`);
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
  if (!/^[ \t\r\n]*(<(?!!\[CDATA\[)|$)/.test(text)) throw bad('Text stands outside of its root element.');
}

function endOfDeclaration(text: string, at: number): number {
  if (text.startsWith('!--', at + 1)) return endOf(text, '-->', at + 4);
  if (text.startsWith('![CDATA[', at + 1)) return endOf(text, ']]>', at + 9);
  if (/^!doctype/i.test(text.slice(at + 1, at + 9)))
    throw new NotRead('refused', 'It has a DOCTYPE: no document with one is read.');
  throw bad('Markup stands in it that XML does not have.');
}

function checkInstruction(instruction: string, first: boolean): void {
  if (!/^[^\s?]/.test(instruction)) throw bad('An instruction in it has no name.');
  if (/^xml(\s|$)/i.test(instruction) && !first) throw bad('An XML declaration stands behind its start.');
}

/** Where a tag ends; quotes may hold `>`. */
function endOfTag(text: string, start: number): number {
  let at = start + 1;
  for (let values = 0; ; values += 1) {
    PART.lastIndex = at;
    const quote = PART.exec(text)?.[1];
    at = PART.lastIndex;
    if (quote === '>') return at;
    if (quote !== '"' && quote !== "'") throw bad('A tag in it is not written as one.');
    if (values >= MAX_ATTRIBUTES)
      throw new NotRead('refused', `A tag in it has more than ${MAX_ATTRIBUTES} attributes.`);
    const end = endOf(text, quote, at);
    if (text.slice(at, end).includes('<')) throw bad('A value of an attribute holds markup.');
    at = end;
  }
}

/** The index behind an end marker. */
function endOf(text: string, marker: string, from: number): number {
  const found = text.indexOf(marker, from);
  if (found === -1) throw bad('It is no XML, or ends before its end.');
  return found + marker.length;
}
