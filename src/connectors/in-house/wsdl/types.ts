/** Elements and types of a WSDL's schemas (XML Schema 1.0), each resolved when it is asked for. */
import type { Schema } from './files.js';
import {
  type XsdAttribute,
  type XsdComplexType,
  type XsdElement,
  type XsdSimpleType,
  type XsdType,
  WsdlProblem,
} from './model.js';
import { ANY_TEXT, restricted, simpleType, XSD } from './simple-types.js';
import { childrenOf, keyOf, type QName, type XmlTree } from './xml-node.js';

/** A global declaration, and the schema whose rules hold for it. */
interface Declared {
  tree: XmlTree;
  schema: Schema;
}

/** How often something stands at its place. */
interface Occurs {
  optional: boolean;
  many: boolean;
}

const ONCE: Occurs = { optional: false, many: false };

/** The declarations of all schemas. */
export class SchemaSet {
  readonly #global = new Map<string, Declared>();
  readonly #types = new Map<string, XsdType>();

  constructor(schemas: readonly Schema[]) {
    for (const schema of schemas)
      for (const tree of schema.tree.children) {
        const local = tree.attributes.get('name');
        if (local === undefined) continue;
        const kind = /^(simple|complex)Type$/.test(tree.local) ? 'type' : tree.local;
        this.#global.set(`${kind} ${keyOf({ namespace: schema.namespace, local })}`, { tree, schema });
      }
  }

  /** A global element; throws WsdlProblem. */
  element(name: QName): XsdElement {
    const { tree, schema } = this.#find('element', name);
    return this.#elementOf(name.local, name.namespace, tree, schema, ONCE);
  }

  /** A named type; throws WsdlProblem. */
  type(name: QName): XsdType {
    if (name.namespace === XSD)
      return /^any(Type|SimpleType)$/.test(name.local) ? ANY_TEXT : { kind: 'simple', base: name.local };
    const key = keyOf(name);
    const known = this.#types.get(key);
    if (known) return known;
    const { tree, schema } = this.#find('type', name);
    const type = this.#typeOf(tree, schema);
    this.#types.set(key, type);
    return type;
  }

  #find(kind: string, name: QName): Declared {
    const found = this.#global.get(`${kind} ${keyOf(name)}`);
    if (found) return found;
    const message = `The schemas have no ${kind} \`${name.local}\` in the namespace \`${name.namespace}\`; a schema at an address is not loaded: save it beside the WSDL.`;
    throw new WsdlProblem(message);
  }

  #elementOf(name: string, namespace: string, tree: XmlTree, schema: Schema, occurs: Occurs): XsdElement {
    const typeOf = (): XsdType => this.#elementType(tree, schema);
    return {
      name,
      namespace,
      ...occurs,
      nillable: tree.attributes.get('nillable') === 'true',
      get type() {
        return typeOf();
      },
    };
  }

  #elementType(tree: XmlTree, schema: Schema): XsdType {
    const named = tree.attributes.get('type');
    if (named !== undefined) return this.type(tree.qname(named));
    const [inner] = childrenOf(tree, XSD, 'complexType', 'simpleType');
    return inner ? this.#typeOf(inner, schema) : ANY_TEXT;
  }

  #typeOf(tree: XmlTree, schema: Schema): XsdType {
    if (tree.local === 'simpleType') return simpleType(tree, this.#simple);
    const [simple] = childrenOf(tree, XSD, 'simpleContent');
    const [complex] = childrenOf(tree, XSD, 'complexContent');
    const abstract = tree.attributes.get('abstract') === 'true';
    const own = simple
      ? this.#simpleContent(simple, schema)
      : complex
        ? this.#derived(complex, schema)
        : this.#content(tree, schema);
    return abstract ? { ...own, refused: 'its type is abstract' } : own;
  }

  readonly #simple = (name: string, at: XmlTree): XsdSimpleType => {
    const type = this.type(at.qname(name));
    return type.kind === 'simple' ? type : (type.text ?? ANY_TEXT);
  };

  #simpleContent(tree: XmlTree, schema: Schema): XsdComplexType {
    const [derivation] = childrenOf(tree, XSD, 'extension', 'restriction');
    const base = derivation && this.type(derivation.qname(derivation.attributes.get('base') ?? ''));
    const text = base?.kind === 'complex' ? (base.text ?? ANY_TEXT) : (base ?? ANY_TEXT);
    const inherited = base?.kind === 'complex' ? base.attributes : [];
    const attributes = derivation ? this.#attributes(derivation, schema) : [];
    return {
      kind: 'complex',
      elements: [],
      attributes: [...inherited, ...attributes],
      text: derivation ? restricted(derivation, text) : text,
    };
  }

  /** An extension's elements stand behind those of its base; a restriction names all of its own. */
  #derived(tree: XmlTree, schema: Schema): XsdComplexType {
    const [derivation] = childrenOf(tree, XSD, 'extension', 'restriction');
    if (!derivation) return { kind: 'complex', elements: [], attributes: [] };
    const own = this.#content(derivation, schema);
    const base = this.type(derivation.qname(derivation.attributes.get('base') ?? ''));
    if (base.kind === 'simple') return own;
    const { refused, ...rest } = base;
    const attributes = [...base.attributes, ...own.attributes];
    if (derivation.local === 'restriction') return { ...own, attributes };
    const why = own.refused ?? (refused === 'its type is abstract' ? undefined : refused);
    return {
      ...rest,
      elements: [...base.elements, ...own.elements],
      attributes,
      ...(why === undefined ? {} : { refused: why }),
    };
  }

  #content(tree: XmlTree, schema: Schema): XsdComplexType {
    const particles = childrenOf(tree, XSD, 'sequence', 'all', 'choice', 'group');
    const groups = new Set<string>();
    const elements = particles.flatMap((particle) => this.#particle(particle, schema, ONCE, groups));
    const [refused] = groups;
    const attributes = this.#attributes(tree, schema);
    return { kind: 'complex', elements, attributes, ...(refused === undefined ? {} : { refused }) };
  }

  #particle(tree: XmlTree, schema: Schema, around: Occurs, refused: Set<string>): XsdElement[] {
    const occurs = within(around, occursOf(tree));
    if (tree.attributes.get('maxOccurs') === '0') return [];
    if (tree.local === 'element') return [this.#local(tree, schema, occurs)];
    if (tree.local === 'group') {
      const ref = tree.attributes.get('ref');
      if (ref === undefined) return [];
      const group = this.#find('group', tree.qname(ref));
      return this.#each(group.tree, group.schema, occurs, refused);
    }
    if (tree.local === 'any') return [];
    const parts = childrenOf(tree, XSD, 'element', 'sequence', 'choice', 'all', 'group', 'any');
    if (tree.local !== 'choice' && occursOf(tree).many && parts.length > 1)
      refused.add('its elements repeat as a group');
    // Of a choice one stands there: none of them must.
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
      const global = this.#find('element', name);
      return this.#elementOf(name.local, name.namespace, global.tree, global.schema, occurs);
    }
    const qualified = isQualified(tree, schema, 'elementFormDefault');
    return this.#elementOf(
      tree.attributes.get('name') ?? '',
      qualified ? schema.namespace : '',
      tree,
      schema,
      occurs,
    );
  }

  #attributes(tree: XmlTree, schema: Schema): XsdAttribute[] {
    const groups = childrenOf(tree, XSD, 'attributeGroup').flatMap((each) => {
      const ref = each.attributes.get('ref');
      if (ref === undefined) return [];
      const group = this.#find('attributeGroup', each.qname(ref));
      return this.#attributes(group.tree, group.schema);
    });
    const own = childrenOf(tree, XSD, 'attribute').flatMap((each) => {
      const name = each.attributes.get('name');
      if (name === undefined || each.attributes.get('use') === 'prohibited') return [];
      const type = this.#elementType(each, schema);
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
