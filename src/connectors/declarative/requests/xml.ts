/** XML bodies, by a template in the connection or in a file beside it. */
import { valueOf, type TemplateScope } from '../template.js';
import { renderXml } from '../xml-template/render.js';
import { type Namespaces, prefixProblems } from '../xml-template/namespaces.js';
import type { XmlTemplate, XmlNode } from '../xml-template/nodes.js';
import type { Path } from '../../../flows/yaml/document.js';
import { type Payload, type PayloadSource, refuseKeyField, type RequestScope } from './payload.js';
import { sourceText } from './source-text.js';
import { compileVariables, type Variables } from './variables.js';
import { UnusableValue } from '../unusable-value.js';
import { NotRead } from '../formats/body-reader.js';
import { parsed, partOf } from '../formats/xml-parser.js';
import { forbiddenAt } from '../xml-template/characters.js';
import { isEach } from '../xml-template/each.js';
import { type Mark, hasMark, isValue, markedText } from '../xml-template/marks.js';
import { MISPLACED, TemplateReader, type XmlProblem } from '../xml-template/reader.js';

// Parses an XML template: well-formed for any values, which are allowed only where they can be escaped.

const REFERENCE = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)/;

/** Parses a template; `known` are prefixes declared by its surroundings. */
function parseXmlTemplate(
  template: string,
  scope: TemplateScope,
  known: Namespaces = {},
): XmlTemplate | { problems: XmlProblem[] } {
  const { text, marks } = markedText(template);
  const broken = unusable(template, text, marks) ?? notWellFormed(text, marks);
  if (broken) return { problems: [broken] };
  // Only a root element is left between the first `<` and the last `>`.
  const [start, end] = [text.indexOf('<'), text.lastIndexOf('>') + 1];
  const [before, behind] = [
    marks.filter(({ index }) => index < start),
    marks.filter(({ index }) => index >= end),
  ];
  const reader = new TemplateReader(marks.slice(before.length), scope);
  const read = parsed(text.slice(start, end), { places: true }).map((part) =>
    reader.root(partOf(part), start),
  );
  const [root, second] = read;
  if (second) reader.problems.push({ index: second.index, message: 'There is more than one root element.' });
  if (!root || reader.problems.length > 0) return { problems: reader.problems };
  const problems = prefixProblems(root, known);
  if (problems.length > 0) return { problems };
  const verbatim = ({ text }: Mark): XmlNode => ({ kind: 'verbatim', text });
  return { root, nodes: [...before.map(verbatim), root, ...behind.map(verbatim)], slots: reader.slots };
}

/** Finds what no request may contain, whatever its elements. */
function unusable(template: string, text: string, marks: readonly Mark[]): XmlProblem | undefined {
  const forbidden = forbiddenAt(template);
  if (forbidden >= 0) return { index: forbidden, message: 'XML 1.0 does not allow this character.' };
  const doctype = /<!DOCTYPE/i.exec(text);
  if (doctype) return { index: doctype.index, message: 'A template cannot have a DOCTYPE.' };
  const other = /<[!?]/.exec(text);
  if (other) return { index: other.index, message: 'This is not well-formed XML.' };
  const ampersand = REFERENCE.exec(text);
  if (ampersand) return { index: ampersand.index, message: 'Write `&` as `&amp;`.' };
  const encoding = /^<\?xml[^>]*encoding\s*=\s*["']([^"']+)/.exec(template)?.[1];
  if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8')
    return { index: 0, message: 'Requests are sent in UTF-8.', hint: 'Leave `encoding` out.' };
  const late = marks.find((mark) => /^<\?xml\s/i.test(mark.text) && mark.index > 0);
  if (late) return { index: late.index, message: 'The XML declaration must be at the very beginning.' };
  const hidden = marks.find((mark) => !isValue(mark) && mark.text.includes('${'));
  return hidden && { ...MISPLACED, index: hidden.index + hidden.text.indexOf('${') };
}

function notWellFormed(text: string, marks: readonly Mark[]): XmlProblem | undefined {
  const [start, end] = [text.indexOf('<'), text.lastIndexOf('>') + 1];
  if (start < 0) return { index: Math.max(0, text.search(/\S/)), message: 'There is no element.' };
  const around = marks.find((mark) => isValue(mark) && (mark.index < start || mark.index >= end));
  if (around) return { ...MISPLACED, index: around.index };
  if (marks.some((mark) => mark.index < start && isEach(mark.text)))
    return { index: start, message: 'There can only be one root element.' };
  const outside = /[^\s\uE000\uE001]/.exec(text.slice(0, start) + ' '.repeat(end - start) + text.slice(end));
  if (outside) return { index: outside.index, message: 'Text is only allowed inside elements.' };
  try {
    parsed(text.slice(start, end));
    return undefined;
  } catch (error) {
    if (!(error instanceof NotRead)) throw error;
    const { line = 1, column = 1, says = 'This is not well-formed XML.' } = error.place ?? {};
    const lines = text
      .slice(start, end)
      .split('\n')
      .slice(0, line - 1);
    const index = start + lines.join('\n').length + (lines.length > 0 ? 1 : 0) + column - 1;
    if (!hasMark(says)) return inOurWords(says, text, index);
    const distance = (mark: Mark): number => Math.abs(mark.index - index);
    const [near] = marks.filter(isValue).sort((one, other) => distance(one) - distance(other));
    return { ...MISPLACED, index: near?.index ?? index };
  }
}

/** What fast-xml-parser says; of several open elements it tells no place. */
function inOurWords(says: string, text: string, index: number): XmlProblem {
  const open = /^Unclosed tag '([^']+)'/.exec(says)?.[1] ?? /^Invalid '\[.*"([^"]+)"\]'/.exec(says)?.[1];
  if (open !== undefined)
    return { index: Math.max(0, text.lastIndexOf(`<${open}`)), message: `\`<${open}>\` is not closed.` };
  return { index, message: says.replace(/ \(opened[^)]*\)/, '').replaceAll(/'([^']*)'/g, '`$1`') };
}

/** An XML template, and the variables that it may use. */
export interface CompiledXml {
  template: XmlTemplate;
  variables: Variables;
}

/** A payload of `application/xml`. */
export function xmlPayload(source: PayloadSource, scope: RequestScope): Payload | undefined {
  const { rules, path } = source;
  refuseKeyField(source, scope);
  const xml = compileXml(rules.xml ?? '', source, [...path, 'xml'], scope);
  if (!xml) return undefined;
  const { nodes, root } = xml.template;
  const headers = { 'content-type': rules.contentType ?? 'application/xml; charset=utf-8' };
  return {
    accept: 'application/xml, text/xml;q=0.9, */*;q=0.1',
    write(values) {
      const full = xml.variables.fill(values);
      // A document needs its root.
      if (root.only && valueOf(root.only, full) === undefined) throw new UnusableValue('no root element');
      return { headers, body: renderXml(nodes, full) };
    },
  };
}

/** Compiles a template: a text with `<`, or otherwise the name of a file; undefined with issues. */
export function compileXml(
  raw: string,
  { rules, path }: PayloadSource,
  at: Path,
  scope: RequestScope,
  known: Namespaces = {},
): CompiledXml | undefined {
  const variables = compileVariables(rules.variables, [...path, 'variables'], scope);
  const source = sourceText(raw, (text) => text.includes('<'), at, scope);
  if (!source) return undefined;
  const template = parseXmlTemplate(source.text, { ...scope, variables: variables.shapes }, known);
  if ('problems' in template) {
    for (const problem of template.problems) source.problem(problem);
    return undefined;
  }
  scope.used.push(...template.slots);
  return { template, variables };
}
