/** Resolves simple types of XML Schema to built-in ones. */
import type { XsdSimpleType } from './model.js';
import { childrenOf, type XmlTree } from './xml-node.js';

/** The namespace of XML Schema 1.0. */
export const XSD = 'http://www.w3.org/2001/XMLSchema';

/** A text of any kind. */
export const ANY_TEXT: XsdSimpleType = { kind: 'simple', base: 'string' };

/** The built-in type that a `simpleType` derives from, and its allowed values. Throws WsdlProblem. */
export function simpleType(
  tree: XmlTree,
  named: (name: string, at: XmlTree) => XsdSimpleType,
): XsdSimpleType {
  const [restriction] = childrenOf(tree, XSD, 'restriction');
  // Lists and unions are texts whose parts are not checked.
  if (!restriction) return ANY_TEXT;
  return restricted(restriction, baseOf(restriction, named));
}

function baseOf(restriction: XmlTree, named: (name: string, at: XmlTree) => XsdSimpleType): XsdSimpleType {
  const base = restriction.attributes.get('base');
  if (base !== undefined) return named(base, restriction);
  const [inner] = childrenOf(restriction, XSD, 'simpleType');
  return inner ? simpleType(inner, named) : ANY_TEXT;
}

/** The base, limited to the values that a restriction lists. */
export function restricted(restriction: XmlTree, base: XsdSimpleType): XsdSimpleType {
  const values = childrenOf(restriction, XSD, 'enumeration').map(
    ({ attributes }) => attributes.get('value') ?? '',
  );
  return values.length > 0 ? { ...base, values } : base;
}
