/** Makes a template of a parsed document, and finds its placeholders. */
import { isSingle } from '../mapping/field-shape.js';
import { noSingle } from '../not-a-single-value.js';
import { type ParsedElement, partOf } from '../formats/xml-parser.js';
import {
  parseTemplate,
  type Slot,
  slotsOf,
  type Template,
  type TemplateProblem,
  type TemplateScope,
} from '../template.js';
import { type Each, eachOf, isEach } from './each.js';
import { isValue, type Mark, MARK } from './marks.js';
import type { XmlAttribute, XmlElement, XmlNode } from './nodes.js';

/** A problem of a template, at a character of its text. */
export type XmlProblem = Omit<TemplateProblem, 'code'> & Partial<Pick<TemplateProblem, 'code'>>;

/** What is said of a value where it could not be escaped. */
export const MISPLACED = {
  message: 'Values are only allowed in the text of an element or in an attribute.',
  hint: 'Move it out of the comment, CDATA, name or namespace.',
};

type Part = ReturnType<typeof partOf>;

/** A list that the next element is repeated over, and where it is named. */
interface Repeat {
  index: number;
  each: Each;
}

type TextNode = Exclude<XmlNode, XmlElement> | Repeat;

/** Reads the parts of a document in their order, in which the marks stand too. */
export class TemplateReader {
  readonly problems: XmlProblem[] = [];
  readonly slots: Slot[] = [];
  /** The next mark to come. */
  #next = 0;

  constructor(
    readonly marks: readonly Mark[],
    readonly scope: TemplateScope,
  ) {}

  /** Reads the root element, which begins at an index of the template. */
  root(part: Part, start: number): XmlElement {
    if (!('name' in part)) throw new Error('only elements are left at the root');
    return this.#element(part, start, this.scope);
  }

  #element(
    { name, attributes, parts, index }: ParsedElement,
    start: number,
    scope: TemplateScope,
  ): XmlElement {
    const at = start + index;
    const element: XmlElement = {
      ...{ kind: 'element', name, index: at, children: [] },
      attributes: attributes.map((attribute) => this.#attribute(attribute, at, scope)),
    };
    let each: Repeat | undefined;
    const refuseEach = (): void => {
      if (each) this.#wrong(each.index, '`<?each …?>` must be followed by the element to repeat.');
      each = undefined;
    };
    for (const part of parts.map(partOf)) {
      if ('name' in part) {
        const inside = each === undefined ? scope : { ...scope, item: each.each.item };
        const child = this.#element(part, start, inside);
        element.children.push(each === undefined ? child : { ...child, each: each.each.slot });
        each = undefined;
        continue;
      }
      for (const node of this.#textNodes(part.text, at, scope)) {
        if ('each' in node) {
          refuseEach();
          each = node;
        } else {
          if (node.kind === 'text' && !isBlank(node.value)) refuseEach();
          element.children.push(node);
        }
      }
    }
    refuseEach();
    markOnly(element);
    return element;
  }

  /** The nodes of a text: values and words; comments, CDATA and instructions as written; lists to repeat over. */
  #textNodes(text: string, at: number, scope: TemplateScope): TextNode[] {
    const found: TextNode[] = [];
    let [words, values, end] = ['', [] as Mark[], 0];
    const flush = (): void => {
      if (words !== '') found.push({ kind: 'text', value: this.#value(words, values, at, scope) });
      [words, values] = ['', []];
    };
    for (const { index, 0: shown } of text.matchAll(MARK)) {
      words += text.slice(end, index);
      end = index + shown.length;
      const mark = this.#mark();
      if (isValue(mark) || !mark.text.startsWith('<')) {
        words += mark.text;
        if (isValue(mark)) values.push(mark);
        continue;
      }
      flush();
      const each = isEach(mark.text) ? this.#each(mark, scope) : undefined;
      if (each) found.push(each);
      else if (!isEach(mark.text)) found.push({ kind: 'verbatim', text: mark.text });
    }
    words += text.slice(end);
    if (words.includes(']]>')) this.#wrong(at, '`]]>` is not allowed here.');
    flush();
    return found;
  }

  #each(mark: Mark, scope: TemplateScope): Repeat | undefined {
    const each = eachOf(mark.text, scope);
    if ('message' in each) {
      this.problems.push({ ...each, index: mark.index });
      return undefined;
    }
    this.slots.push(each.slot);
    return { index: mark.index, each };
  }

  #attribute(
    { name, value }: ParsedElement['attributes'][number],
    at: number,
    scope: TemplateScope,
  ): XmlAttribute {
    if (value.includes('<')) this.#wrong(at, '`<` is not allowed here.');
    const marks: Mark[] = [];
    const written = value.replaceAll(MARK, () => {
      const mark = this.#mark();
      if (isValue(mark)) marks.push(mark);
      return mark.text;
    });
    // A namespace must be constant: a different one would change what the elements are.
    const [wrong] = /^xmlns(:|$)/.test(name) ? marks : marks.filter((mark) => !isValue(mark));
    if (wrong) this.problems.push({ ...MISPLACED, index: wrong.index });
    // It is written in double quotes again.
    return {
      name,
      value: wrong ? { parts: [] } : this.#value(written.replaceAll('"', '&quot;'), marks, at, scope),
    };
  }

  /** Reads a text with its values; problems are told at theirs. */
  #value(written: string, values: readonly Mark[], at: number, scope: TemplateScope): Template {
    const template = parseTemplate(written, scope);
    if ('problems' in template) {
      for (const problem of template.problems) {
        const before = written.slice(0, problem.index).split('${').length - 1;
        const isOwn = written.startsWith('${', problem.index);
        this.problems.push({ ...problem, index: isOwn ? (values[before]?.index ?? at) : at + problem.index });
      }
      return { parts: [] };
    }
    const slots = slotsOf(template);
    for (const [at, slot] of slots.entries())
      if (!isSingle(slot.shape))
        this.problems.push({ index: values[at]?.index ?? 0, ...noSingle(slot, { inText: true }) });
    this.slots.push(...slots);
    return template;
  }

  #mark(): Mark {
    const mark = this.marks[this.#next];
    this.#next += 1;
    if (!mark) throw new Error('a template has more marks than parts behind them');
    return mark;
  }

  #wrong(index: number, message: string): void {
    this.problems.push({ index, message });
  }
}

const isBlank = ({ parts }: Template): boolean =>
  parts.every((part) => typeof part === 'string' && part.trim() === '');

/** Notes the value that is an element's whole content, ignoring blanks around it. */
function markOnly(element: XmlElement): void {
  const [child, second] = element.children;
  if (child?.kind !== 'text' || second) return;
  const full = child.value.parts.filter((part) => typeof part !== 'string' || part.trim() !== '');
  const [only, more] = full;
  if (typeof only === 'object' && more === undefined) element.only = only;
}
