/** A merchant's connection and its template as one file in the language, which is then the merchant's own. */
import {
  type Document,
  isMap,
  isNode,
  isScalar,
  parseDocument,
  type Scalar,
  visit,
  type YAMLMap,
} from 'yaml';
import type { YamlDocument } from '../../yaml/document.js';
import { isObject } from '../declarative/json-value.js';
import { applyTemplate } from './apply-template.js';
import { fillText } from './parameters.js';
import type { Template } from './templates.js';

/** The text of that file, with the comments on operations; undefined if the merchant's file has issues. */
export function copyTemplate(own: YamlDocument, template: Template): string | undefined {
  const { document: whole, parameters } = applyTemplate(own, template);
  const made = parseDocument(template.document.text, { schema: 'failsafe' });
  const operations = made.get('operations', true);
  if (!isObject(whole?.value) || !parameters || !isMap(made.contents) || !isMap(operations)) return undefined;
  const written = parseDocument(own.text, { schema: 'failsafe' }).get('operations', true);
  const replaced = isMap(written) ? written : undefined;
  const wanted = isObject(whole.value['operations']) ? whole.value['operations'] : {};
  remove(made, operations, (name) => !(name in wanted) || replaced?.has(name) === true);
  operations.items.push(...(replaced?.items ?? []));
  visit(made, {
    Scalar(_, node: Scalar) {
      if (typeof node.value === 'string') node.value = fillText(node.value, parameters);
    },
  });
  const head = Object.entries(whole.value).filter(([key]) => !LANGUAGE.includes(key));
  const said = made.contents.items.filter(({ key }) => LANGUAGE.includes(nameOf(key)));
  made.contents.items = [...head.map(([key, value]) => made.createPair(key, value)), ...said] as typeof said;
  return made.toString({ lineWidth: 110 });
}

/** Parts that the copy takes with their comments. */
const LANGUAGE: readonly string[] = ['decimals', 'errorRules', 'operations'];

const nameOf = (key: unknown): string => (isScalar(key) ? String(key.value) : '');

/** Takes operations out; what others repeat of them by an alias stands at the first of these then. */
function remove(made: Document.Parsed, operations: YAMLMap, isGone: (name: string) => boolean): void {
  const gone = operations.items.filter(({ key }) => isGone(nameOf(key)));
  const lost = new Set<unknown>();
  for (const { value } of gone) if (isNode(value)) visit(value, { Node: (_, node) => void lost.add(node) });
  visit(made, {
    Alias(_, alias, path) {
      const source = alias.resolve(made);
      if (source === undefined || !lost.has(source) || path.some((node) => lost.has(node))) return undefined;
      lost.delete(source);
      return source;
    },
  });
  operations.items = operations.items.filter((pair) => !gone.includes(pair));
}
