/** Checks the prefixes of an XML template: each must be declared where it is used. */
import type { XmlElement } from './nodes.js';

/** Namespace names by prefix. */
export type Namespaces = Readonly<Record<string, string>>;

const BUILT_IN: Namespaces = {
  xml: 'http://www.w3.org/XML/1998/namespace',
  xmlns: 'http://www.w3.org/2000/xmlns/',
};

/** The namespaces in scope inside an element: its own and those around it. */
export function declaredIn({ attributes }: XmlElement, around: Namespaces): Namespaces {
  const own = attributes.flatMap(({ name, value }) => {
    const prefix = name === 'xmlns' ? '' : name.startsWith('xmlns:') ? name.slice(6) : undefined;
    return prefix === undefined ? [] : [[prefix, value.parts.map(String).join('')] as const];
  });
  return own.length === 0 ? around : { ...around, ...Object.fromEntries(own) };
}

/** Prefix and local name. */
export function splitName(name: string): { prefix: string; local: string } {
  const at = name.indexOf(':');
  return at < 0 ? { prefix: '', local: name } : { prefix: name.slice(0, at), local: name.slice(at + 1) };
}

/** Undeclared prefixes, each at its element (Namespaces in XML 1.0, section 5). */
export function prefixProblems(
  root: XmlElement,
  known: Namespaces,
): { index: number; message: string; hint: string }[] {
  const around = declaredIn(root, { ...BUILT_IN, ...known });
  const names = [root.name, ...root.attributes.map(({ name }) => name)].map((name) => splitName(name).prefix);
  const unknown = [...new Set(names)].filter((prefix) => prefix !== '' && !Object.hasOwn(around, prefix));
  const own = unknown.map((prefix) => ({
    index: root.index,
    message: `The prefix \`${prefix}\` is not declared.`,
    hint: `Add \`xmlns:${prefix}="…"\` to this element or to one around it.`,
  }));
  const below = root.children.flatMap((child) =>
    child.kind === 'element' ? prefixProblems(child, around) : [],
  );
  return [...own, ...below];
}
