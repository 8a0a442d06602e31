/** XML as the shop's SOAP API writes it. */

type Item = string | number | Content;

/** What an element holds: `@name` is an attribute, `#text` the text beside attributes, a list the element repeated. */
export interface Content {
  readonly [name: string]: Item | readonly Item[] | undefined;
}

/** A document with its declaration; its names are the shop's own, so only values are escaped. */
export const writeXml = (root: Content): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${writeContent(root)}`;

function writeContent(content: Content): string {
  const items = Object.entries(content)
    .filter(([name]) => !name.startsWith('@'))
    .flatMap(([name, value]) => [value ?? []].flat().map((item) => [name, item] as const));
  return items.map(([name, item]) => (name === '#text' ? escaped(item) : writeElement(name, item))).join('');
}

function writeElement(name: string, value: Item): string {
  if (typeof value !== 'object') return `<${name}>${escaped(value)}</${name}>`;
  const attributes = Object.entries(value).filter(([key]) => key.startsWith('@'));
  const start = `<${name}${attributes.map(([key, text]) => ` ${key.slice(1)}="${escaped(text)}"`).join('')}`;
  const inside = writeContent(value);
  return inside === '' ? `${start}/>` : `${start}>${inside}</${name}>`;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

const escaped = (value: unknown): string =>
  String(value).replaceAll(/[&<>"\r]/g, (character) => escapes[character] ?? '');
