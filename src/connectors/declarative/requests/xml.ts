/** XML bodies, by a template in the connection or in a file beside it. */
import { valueOf } from '../template.js';
import { parseXmlTemplate } from '../xml-template/parse.js';
import { renderXml } from '../xml-template/render.js';
import type { Namespaces } from '../xml-template/namespaces.js';
import type { XmlTemplate } from '../xml-template/nodes.js';
import type { Path } from '../../../yaml/document.js';
import { type Payload, type PayloadSource, refuseKeyField, type RequestScope } from './payload.js';
import { sourceText } from './source.js';
import { compileVariables, type Variables } from './variables.js';
import { UnusableValue } from '../unusable-value.js';

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
  written: string,
  { rules, path }: PayloadSource,
  at: Path,
  scope: RequestScope,
  known: Namespaces = {},
): CompiledXml | undefined {
  const variables = compileVariables(rules.variables, [...path, 'variables'], scope);
  const source = sourceText(written, (text) => text.includes('<'), at, scope);
  if (!source) return undefined;
  const template = parseXmlTemplate(source.text, { ...scope, variables: variables.shapes }, known);
  if ('problems' in template) {
    for (const problem of template.problems) source.problem(problem);
    return undefined;
  }
  scope.used.push(...template.slots);
  return { template, variables };
}
