/** Writes an XML template for a call: escapes values, and omits parts without a value. */
import type { Json } from '../../../contracts/json.js';
import { type CallValues, type Slot, type Template, valueOf } from '../template.js';
import { isList, plainText } from '../json-value.js';
import { UnusableValue } from '../unusable-value.js';
import { escapeAttribute, escapeText, forbiddenAt } from './characters.js';
import type { XmlAttribute, XmlElement, XmlNode } from './nodes.js';

/** Writes nodes; an element or attribute all of whose content is one absent value is left out. Throws UnusableValue. */
export function renderXml(nodes: readonly XmlNode[], values: CallValues, headerBlocks = ''): string {
  return nodes.map((node) => written(node, values, headerBlocks)).join('');
}

function written(node: XmlNode, values: CallValues, blocks: string): string {
  switch (node.kind) {
    case 'verbatim':
      return node.text;
    case 'text':
      return filled(node.value, values, escapeText);
    case 'headers':
      if (node.inside === undefined || blocks === '') return blocks;
      return `<${node.inside}>${blocks}</${node.inside}>`;
    case 'element':
      return node.each === undefined
        ? element(node, values, blocks)
        : itemsOf(node.each, values)
            .map((item) => element(node, { ...values, item }, blocks))
            .join('');
  }
}

function itemsOf(slot: Slot, values: CallValues): readonly Json[] {
  const found = valueOf(slot, values);
  return found !== undefined && isList(found) ? found : [];
}

function element(node: XmlElement, values: CallValues, blocks: string): string {
  if (node.only && valueOf(node.only, values) === undefined) return '';
  const attributes = node.attributes.map((attribute) => attributeText(attribute, values)).join('');
  const content = renderXml(node.children, values, blocks);
  return content === ''
    ? `<${node.name}${attributes}/>`
    : `<${node.name}${attributes}>${content}</${node.name}>`;
}

function attributeText({ name, value }: XmlAttribute, values: CallValues): string {
  const [only, more] = value.parts;
  if (typeof only === 'object' && more === undefined && valueOf(only, values) === undefined) return '';
  return ` ${name}="${filled(value, values, escapeAttribute)}"`;
}

function filled(template: Template, values: CallValues, escape: (text: string) => string): string {
  const parts = template.parts.map((part) =>
    // The author's `>` after a value could complete a `]]>`.
    typeof part === 'string' ? part.replaceAll('>', '&gt;') : escape(textOf(part, values)),
  );
  return parts.join('');
}

function textOf(slot: Slot, values: CallValues): string {
  const value: Json | undefined = valueOf(slot, values);
  if (value === undefined || typeof value === 'object') throw new UnusableValue('a value is missing');
  return xmlText(value);
}

/** A value as text that is valid in XML 1.0; throws UnusableValue. */
export function xmlText(value: Json): string {
  const text = plainText(value);
  if (forbiddenAt(text) >= 0) throw new UnusableValue('a value contains a character that XML does not allow');
  return text;
}
