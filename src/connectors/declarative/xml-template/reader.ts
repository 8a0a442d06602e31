/** Reads the tokens of an XML template, and finds its placeholders. */
import { isSingle } from '../mapping/shape.js';
import {
  parseTemplate,
  type Slot,
  slotsOf,
  type Template,
  type TemplateProblem,
  type TemplateScope,
} from '../template.js';
import { type Each, eachOf, isEach } from './each.js';
import type { XmlAttribute, XmlElement, XmlNode, XmlTemplate } from './nodes.js';

/** A problem of a template, at a character of its text. */
export type XmlProblem = Omit<TemplateProblem, 'code'> & Partial<Pick<TemplateProblem, 'code'>>;

/** Matches placeholders. */
export const PLACE = /\$\{[^}]*\}/g;

const TOKEN =
  /<!--(?:(?!--)[\s\S])*-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<\/([^\s<>/]+)\s*>|<([^\s<>/!?]+)((?:\s+[^\s<>=/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|[^<]+/gy;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const NAME = /^[\p{L}_][\p{L}\p{N}_.-]*(?::[\p{L}_][\p{L}\p{N}_.-]*)?$/u;
const REFERENCE = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)/;

/** Reads a template token by token, and finds its placeholders. */
export class TemplateReader {
  readonly problems: XmlProblem[] = [];
  readonly #places: { index: number; end: number }[];
  #allowed: { index: number; end: number }[] = [];
  readonly #slots: Slot[] = [];
  /** Names currently in scope, outermost first: inside a repeated element, its item too. */
  readonly #scopes: TemplateScope[];
  /** The list over which the next element is repeated, and where it is named. */
  #each: { index: number; each: Each } | undefined;

  constructor(
    readonly text: string,
    readonly marked: string,
    scope: TemplateScope,
  ) {
    this.#scopes = [scope];
    this.#places = [...text.matchAll(PLACE)].map(({ index, 0: place }) => ({
      index,
      end: index + place.length,
    }));
  }

  read(): XmlTemplate | undefined {
    const top: XmlElement = { kind: 'element', name: '', index: 0, attributes: [], children: [] };
    const open: XmlElement[] = [top];
    let end = 0;
    for (const token of this.marked.matchAll(TOKEN)) {
      end = token.index + token[0].length;
      this.#take(token, open);
    }
    if (end < this.text.length) this.#wrong(end, 'This is no well-formed XML.');
    const unclosed = open.at(-1);
    if (unclosed && unclosed !== top) this.#wrong(unclosed.index, `\`<${unclosed.name}>\` is not closed.`);
    this.#checkPlaces();
    this.#refuseEach();
    const [root, second] = top.children.filter((node) => node.kind === 'element');
    if (second) this.#wrong(second.index, 'There is more than one root element.');
    if (!root) this.#wrong(0, 'There is no element.');
    if (root?.each) this.#wrong(root.index, 'The root element stands there once.');
    if (top.children.some((node) => node.kind === 'text' && !isBlank(node.value)))
      this.#wrong(0, 'Text stands only in elements.');
    if (!root || this.problems.length > 0) return undefined;
    const nodes = top.children.filter((node) => node.kind !== 'text');
    return { root, nodes, slots: this.#slots };
  }

  #take(token: RegExpExecArray, open: XmlElement[]): void {
    const [whole, closing, name, attributes = '', empty] = token;
    const children = open.at(-1)?.children ?? [];
    if (closing !== undefined) {
      this.#refuseEach();
      const element = open.length > 1 ? open.pop() : undefined;
      if (element) this.#scopes.pop();
      if (element?.name !== closing) this.#wrong(token.index, `\`</${closing}>\` closes nothing.`);
      else markOnly(element);
      return;
    }
    if (name === undefined) {
      if (isEach(whole)) this.#repeat(token.index, whole.length);
      else children.push(this.#constantOrText(whole, token.index));
      return;
    }
    const each = this.#each?.each;
    this.#each = undefined;
    this.#scopes.push(each === undefined ? this.#scope : { ...this.#scope, item: each.item });
    if (!NAME.test(name)) this.#wrong(token.index, `\`${name}\` is no name of an element.`);
    const read = this.#attributes(attributes, token.index + 1 + name.length);
    const twice = read.find((one, index) => read.findIndex(({ name }) => name === one.name) !== index);
    if (twice) this.#wrong(token.index, `The attribute \`${twice.name}\` stands there twice.`);
    const element: XmlElement = {
      ...{ kind: 'element', name, index: token.index, attributes: read, children: [] },
      ...(each === undefined ? {} : { each: each.slot }),
    };
    children.push(element);
    if (empty === '') open.push(element);
    else this.#scopes.pop();
  }

  get #scope(): TemplateScope {
    return this.#scopes.at(-1) ?? { inputs: new Map(), secrets: () => undefined };
  }

  #repeat(index: number, length: number): void {
    this.#refuseEach();
    const each = eachOf(this.text.slice(index, index + length), this.#scope);
    if ('message' in each) this.problems.push({ ...each, index });
    else {
      this.#each = { index, each };
      this.#slots.push(each.slot);
    }
  }

  /** Reports a list that is not named right before its element. */
  #refuseEach(): void {
    if (this.#each) this.#wrong(this.#each.index, 'Behind `<?each …?>` stands the element that is repeated.');
    this.#each = undefined;
  }

  #constantOrText(whole: string, index: number): XmlNode {
    const written = this.text.slice(index, index + whole.length);
    if (/^<\?xml\s/i.test(whole) && index > 0)
      this.#wrong(index, 'The XML declaration stands at the very beginning.');
    if (whole.startsWith('<')) return { kind: 'verbatim', text: written };
    this.#checkText(whole, index, ']]>');
    if (whole.trim() !== '') this.#refuseEach();
    return { kind: 'text', value: this.#value(written, index) };
  }

  #attributes(written: string, start: number): XmlAttribute[] {
    return [...written.matchAll(ATTRIBUTE)].map((match) => {
      const [whole, name = '', double, single = ''] = match;
      if (!NAME.test(name)) this.#wrong(start + match.index, `\`${name}\` is no name of an attribute.`);
      const value = double ?? single;
      const index = start + match.index + whole.length - 1 - value.length;
      this.#checkText(value, index);
      const own = this.text.slice(index, index + value.length);
      // A namespace must be constant: a different one would change what the elements are.
      if (!/^xmlns(:|$)/.test(name))
        return { name, quote: double === undefined ? "'" : '"', value: this.#value(own, index) };
      return { name, quote: double === undefined ? "'" : '"', value: { parts: own === '' ? [] : [own] } };
    });
  }

  #value(written: string, index: number): Template {
    this.#allowed.push({ index, end: index + written.length });
    const template = parseTemplate(written, this.#scope);
    if ('problems' in template) {
      for (const problem of template.problems)
        this.problems.push({ ...problem, index: index + problem.index });
      return { parts: [] };
    }
    const slots = slotsOf(template);
    const places = [...written.matchAll(PLACE)];
    for (const [at, { shape, way }] of slots.entries())
      if (!isSingle(shape))
        this.#wrong(
          index + (places[at]?.index ?? 0),
          `\`${way.join('.')}\` is no single value; name one of its fields.`,
        );
    this.#slots.push(...slots);
    return template;
  }

  #checkText(marked: string, index: number, never = '<'): void {
    const reference = REFERENCE.exec(marked);
    if (reference) this.#wrong(index + reference.index, 'A `&` is written as `&amp;`.');
    const wrong = marked.indexOf(never);
    if (wrong >= 0) this.#wrong(index + wrong, `\`${never}\` cannot stand here.`);
  }

  #checkPlaces(): void {
    for (const place of this.#places) {
      if (this.#allowed.some(({ index, end }) => index <= place.index && place.end <= end)) continue;
      const hint = 'Not in a comment, CDATA, a name or a namespace.';
      const message = 'A value stands only in the text of an element or in an attribute.';
      this.problems.push({ index: place.index, message, hint });
    }
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
