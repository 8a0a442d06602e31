/** Reads a WSDL and all its imports: definitions and schemas, from the file itself and from files beside it. */
import { posix } from 'node:path';
import { NotRead } from '../formats/body-reader.js';
import { WsdlProblem } from './model.js';
import { childrenOf, treeOf, type XmlTree } from './xml-node.js';

const WSDL = 'http://schemas.xmlsoap.org/wsdl/';
const XSD = 'http://www.w3.org/2001/XMLSchema';

/** Reads a file's text by its name beside the connection; undefined when there is none. */
export type ReadText = (name: string) => string | undefined;

/** A schema and the namespace of its names. */
export interface Schema {
  tree: XmlTree;
  namespace: string;
}

/** Everything that belongs to a WSDL. */
export interface WsdlFiles {
  definitions: readonly XmlTree[];
  schemas: readonly Schema[];
}

/** Reads a WSDL and what it imports; throws WsdlProblem. */
export function readFiles(name: string, read: ReadText): WsdlFiles {
  const loader = new Loader(read);
  loader.wsdl(name);
  return loader;
}

class Loader implements WsdlFiles {
  readonly definitions: XmlTree[] = [];
  readonly schemas: Schema[] = [];
  readonly #seen = new Set<string>();

  constructor(private readonly read: ReadText) {}

  wsdl(name: string): void {
    if (!this.#isNew(name)) return;
    const tree = this.#tree(name);
    if (tree.local !== 'definitions' || tree.namespace !== WSDL)
      throw new WsdlProblem(`\`${name}\` is not a WSDL 1.1: its root element is \`${tree.local}\`.`);
    this.definitions.push(tree);
    for (const types of childrenOf(tree, WSDL, 'types'))
      for (const schema of childrenOf(types, XSD, 'schema')) this.#schema(schema, name, undefined);
    for (const each of childrenOf(tree, WSDL, 'import')) {
      const location = locationOf(each, 'location', name);
      if (location === undefined) continue;
      const { local } = this.#tree(location);
      if (local === 'schema') this.#schemaFile(location, undefined);
      else this.wsdl(location);
    }
  }

  #schema(tree: XmlTree, file: string, includer: string | undefined): void {
    const namespace = tree.attributes.get('targetNamespace') ?? includer ?? '';
    this.schemas.push({ tree, namespace });
    for (const each of childrenOf(tree, XSD, 'include', 'import', 'redefine')) {
      if (each.local === 'redefine')
        throw new WsdlProblem(`\`${file}\` has a \`redefine\`, which is not supported.`);
      const location = locationOf(each, 'schemaLocation', file);
      if (location !== undefined)
        this.#schemaFile(location, each.local === 'include' ? namespace : undefined);
    }
  }

  /** Reads a schema file; one without its own namespace takes that of its includer. */
  #schemaFile(name: string, includer: string | undefined): void {
    if (this.#isNew(`${name} ${includer ?? ''}`)) this.#schema(this.#tree(name), name, includer);
  }

  #tree(name: string): XmlTree {
    const text = this.read(name);
    if (text === undefined)
      throw new WsdlProblem(`The WSDL needs the file \`${name}\`, which is not beside the connection.`);
    try {
      return treeOf(text);
    } catch (error) {
      if (!(error instanceof NotRead)) throw error;
      const { place, message } = error;
      throw new WsdlProblem(
        place ? `\`${name}\`, line ${place.line}: ${place.says}` : `\`${name}\`: ${message}`,
      );
    }
  }

  #isNew(key: string): boolean {
    const known = this.#seen.has(key);
    this.#seen.add(key);
    return !known;
  }
}

/** The file of an import, relative to the connection; a URL is never loaded. */
function locationOf(tree: XmlTree, attribute: string, from: string): string | undefined {
  const location = tree.attributes.get(attribute);
  if (location === undefined || /^[a-z][a-z0-9+.-]+:/i.test(location)) return undefined;
  return posix.join(posix.dirname(from), location);
}
