/** Reads the content of complex types: their elements in order, and their attributes. */
import type { Schema } from './files.js';
import type { XsdAttribute, XsdComplexType, XsdElement, XsdType } from './model.js';
import { ANY_TEXT, XSD } from './simple-types.js';
import { childrenOf, type QName, type XmlTree } from './xml-node.js';

/** A global declaration, and the schema whose rules apply to it. */
export interface Declared {
  tree: XmlTree;
  schema: Schema;
}

/** How often an element or group may occur. */
export interface Occurs {
  optional: boolean;
  many: boolean;
}

/** Once. */
export const ONCE: Occurs = { optional: false, many: false };

/** Looks up names while a type is read. */
export interface Declarations {
  find: (kind: string, name: QName) => Declared;
  elementOf: (name: QName, declared: Declared, occurs: Occurs) => XsdElement;
  elementType: (declared: Declared) => XsdType;
}

/** Reads content models of complex types. */
export class ContentReader {
  constructor(private readonly names: Declarations) {}

  /** Elements and attributes of a type or derivation; throws WsdlProblem. */
  content(tree: XmlTree, schema: Schema): XsdComplexType {
    const particles = childrenOf(tree, XSD, 'sequence', 'all', 'choice', 'group');
    const groups = new Set<string>();
    const elements = particles.flatMap((particle) => this.#particle(particle, schema, ONCE, groups));
    const [refused] = groups;
    const attributes = this.attributes(tree, schema);
    return { kind: 'complex', elements, attributes, ...(refused === undefined ? {} : { refused }) };
  }

  #particle(tree: XmlTree, schema: Schema, around: Occurs, refused: Set<string>): XsdElement[] {
    const occurs = within(around, occursOf(tree));
    if (tree.attributes.get('maxOccurs') === '0') return [];
    if (tree.local === 'element') return [this.#local(tree, schema, occurs)];
    if (tree.local === 'group') {
      const ref = tree.attributes.get('ref');
      if (ref === undefined) return [];
      const group = this.names.find('group', tree.qname(ref));
      return this.#each(group.tree, group.schema, occurs, refused);
    }
    if (tree.local === 'any') return [];
    const parts = childrenOf(tree, XSD, 'element', 'sequence', 'choice', 'all', 'group', 'any');
    if (tree.local !== 'choice' && occursOf(tree).many && parts.length > 1)
      refused.add('its elements repeat as a group');
    // Only one alternative of a choice is present, so each is optional.
    return this.#each(
      tree,
      schema,
      tree.local === 'choice' && parts.length > 1 ? { ...occurs, optional: true } : occurs,
      refused,
    );
  }

  #each(tree: XmlTree, schema: Schema, occurs: Occurs, refused: Set<string>): XsdElement[] {
    return childrenOf(tree, XSD, 'element', 'sequence', 'choice', 'all', 'group', 'any').flatMap((part) =>
      this.#particle(part, schema, occurs, refused),
    );
  }

  #local(tree: XmlTree, schema: Schema, occurs: Occurs): XsdElement {
    const ref = tree.attributes.get('ref');
    if (ref !== undefined) {
      const name = tree.qname(ref);
      const global = this.names.find('element', name);
      return this.names.elementOf(name, global, occurs);
    }
    const qualified = isQualified(tree, schema, 'elementFormDefault');
    const local = tree.attributes.get('name') ?? '';
    return this.names.elementOf(
      { namespace: qualified ? schema.namespace : '', local },
      { tree, schema },
      occurs,
    );
  }

  /** Attributes of a type or derivation; throws WsdlProblem. */
  attributes(tree: XmlTree, schema: Schema): XsdAttribute[] {
    const groups = childrenOf(tree, XSD, 'attributeGroup').flatMap((each) => {
      const ref = each.attributes.get('ref');
      if (ref === undefined) return [];
      const group = this.names.find('attributeGroup', each.qname(ref));
      return this.attributes(group.tree, group.schema);
    });
    const own = childrenOf(tree, XSD, 'attribute').flatMap((each) => {
      const name = each.attributes.get('name');
      if (name === undefined || each.attributes.get('use') === 'prohibited') return [];
      const type = this.names.elementType({ tree: each, schema });
      const namespace = isQualified(each, schema, 'attributeFormDefault') ? schema.namespace : '';
      const optional = each.attributes.get('use') !== 'required';
      return [{ name, namespace, optional, type: type.kind === 'simple' ? type : ANY_TEXT }];
    });
    return [...own, ...groups];
  }
}

const occursOf = ({ attributes }: XmlTree): Occurs => ({
  optional: attributes.get('minOccurs') === '0',
  many: !['0', '1', undefined].includes(attributes.get('maxOccurs')),
});

const within = (outer: Occurs, inner: Occurs): Occurs => ({
  optional: outer.optional || inner.optional,
  many: outer.many || inner.many,
});

const isQualified = ({ attributes }: XmlTree, { tree }: Schema, byDefault: string): boolean =>
  (attributes.get('form') ?? tree.attributes.get(byDefault)) === 'qualified';
