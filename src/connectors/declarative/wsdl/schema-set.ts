/** Elements and types of a WSDL's schemas (XML Schema 1.0), resolved on demand. */
import type { Schema } from './files.js';
import {
  type XsdComplexType,
  type XsdElement,
  type XsdSimpleType,
  type XsdType,
  WsdlProblem,
  type XsdAttribute,
} from './model.js';
import { childrenOf, keyOf, type QName, type XmlTree } from './xml-node.js';

// Resolves simple types of XML Schema to built-in ones.

/** The namespace of XML Schema 1.0. */
const XSD = 'http://www.w3.org/2001/XMLSchema';

/** A text of any kind. */
const ANY_TEXT: XsdSimpleType = { kind: 'simple', base: 'string' };

/** The built-in type that a `simpleType` derives from, and its allowed values. Throws WsdlProblem. */
function simpleType(tree: XmlTree, named: (name: string, at: XmlTree) => XsdSimpleType): XsdSimpleType {
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
function restricted(restriction: XmlTree, base: XsdSimpleType): XsdSimpleType {
  const values = childrenOf(restriction, XSD, 'enumeration').map(
    ({ attributes }) => attributes.get('value') ?? '',
  );
  return values.length > 0 ? { ...base, values } : base;
}

// Reads the content of complex types: their elements in order, and their attributes.

/** A global declaration, and the schema whose rules apply to it. */
interface Declared {
  tree: XmlTree;
  schema: Schema;
}

/** How often an element or group may occur. */
interface Occurs {
  optional: boolean;
  many: boolean;
}

/** Once. */
const ONCE: Occurs = { optional: false, many: false };

/** Looks up names while a type is read. */
interface Declarations {
  find: (kind: string, name: QName) => Declared;
  elementOf: (name: QName, declared: Declared, occurs: Occurs) => XsdElement;
  elementType: (declared: Declared) => XsdType;
}

/** Reads content models of complex types. */
class ContentReader {
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

/** The declarations of all schemas. */
export class SchemaSet {
  readonly #global = new Map<string, Declared>();
  readonly #types = new Map<string, XsdType>();
  readonly #reader = new ContentReader({
    find: (kind, name) => this.#find(kind, name),
    elementOf: (name, declared, occurs) => this.#elementOf(name, declared, occurs),
    elementType: (declared) => this.#elementType(declared),
  });

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
    const declared = this.#find('element', name);
    return this.#elementOf(name, declared, ONCE);
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
    const message = `The schemas have no ${kind} \`${name.local}\` in the namespace \`${name.namespace}\`. Schemas are not downloaded: save them beside the WSDL.`;
    throw new WsdlProblem(message);
  }

  #elementOf({ local, namespace }: QName, declared: Declared, occurs: Occurs): XsdElement {
    const typeOf = (): XsdType => this.#elementType(declared);
    return {
      name: local,
      namespace,
      ...occurs,
      nillable: declared.tree.attributes.get('nillable') === 'true',
      get type() {
        return typeOf();
      },
    };
  }

  #elementType({ tree, schema }: Declared): XsdType {
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
        : this.#reader.content(tree, schema);
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
    const attributes = derivation ? this.#reader.attributes(derivation, schema) : [];
    return {
      kind: 'complex',
      elements: [],
      attributes: [...inherited, ...attributes],
      text: derivation ? restricted(derivation, text) : text,
    };
  }

  /** Resolves a derivation: an extension adds elements after its base's; a restriction lists all of its own. */
  #derived(tree: XmlTree, schema: Schema): XsdComplexType {
    const [derivation] = childrenOf(tree, XSD, 'extension', 'restriction');
    if (!derivation) return { kind: 'complex', elements: [], attributes: [] };
    const own = this.#reader.content(derivation, schema);
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
}
