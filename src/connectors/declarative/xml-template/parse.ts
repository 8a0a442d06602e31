/** Parses an XML template: well-formed for any values, which are allowed only where they can be escaped. */
import type { TemplateScope } from '../template.js';
import { forbiddenAt } from './characters.js';
import { type Namespaces, prefixProblems } from './namespaces.js';
import type { XmlTemplate } from './nodes.js';
import { PLACE, TemplateReader, type XmlProblem } from './reader.js';

/** Parses a template; `known` are prefixes declared by its surroundings. */
export function parseXmlTemplate(
  text: string,
  scope: TemplateScope,
  known: Namespaces = {},
): XmlTemplate | { problems: XmlProblem[] } {
  const marked = markedOf(text);
  const broken = unusable(marked);
  if (broken) return { problems: [broken] };
  const reader = new TemplateReader(text, marked, scope);
  const template = reader.read();
  if (!template) return { problems: reader.problems };
  const problems = prefixProblems(template.root, known);
  return problems.length > 0 ? { problems } : template;
}

/** The template with a marker in place of each value. */
const markedOf = (text: string): string => text.replaceAll(PLACE, (place) => 'x'.repeat(place.length));

/** Finds what no request may contain, whatever its elements. */
function unusable(marked: string): XmlProblem | undefined {
  const forbidden = forbiddenAt(marked);
  if (forbidden >= 0) return { index: forbidden, message: 'XML 1.0 does not have this character.' };
  const doctype = /<!DOCTYPE/i.exec(marked);
  if (doctype) return { index: doctype.index, message: 'A template has no DOCTYPE.' };
  const encoding = /^<\?xml[^>]*encoding\s*=\s*["']([^"']+)/.exec(marked)?.[1];
  if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8')
    return { index: 0, message: 'Requests are written in UTF-8.', hint: 'Leave `encoding` out.' };
  return undefined;
}
