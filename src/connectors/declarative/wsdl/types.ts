/** Elements and types of a WSDL's schemas (XML Schema 1.0), resolved on demand. */
import { ContentReader, type Declared, ONCE, type Occurs } from './content.js';
import type { Schema } from './files.js';
import {
  type XsdComplexType,
  type XsdElement,
  type XsdSimpleType,
  type XsdType,
  WsdlProblem,
} from './model.js';
import { ANY_TEXT, restricted, simpleType, XSD } from './simple-types.js';
import { childrenOf, keyOf, type QName, type XmlTree } from './xml-node.js';

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
    const message = `The schemas have no ${kind} \`${name.local}\` in the namespace \`${name.namespace}\`; a schema at an address is not loaded: save it beside the WSDL.`;
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
