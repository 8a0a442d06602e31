/** Disguised XML, rebuilt from parser events: no comment, processing instruction or CDATA remains. */
import { NotRead } from '../../connectors/declarative/formats/body.js';
import {
  uriOf,
  type XmlAttribute,
  type XmlName,
  XSI,
} from '../../connectors/declarative/formats/xml-names.js';
import {
  readXml,
  type XmlElement,
  type XmlListener,
} from '../../connectors/declarative/formats/xml-reader.js';
import { escapeAttribute, escapeText } from '../../connectors/declarative/xml-template/characters.js';

/** How names and values are disguised. */
export interface XmlDisguise {
  name(name: string): string;
  value(text: string, place?: string): string;
}

/** Public namespaces; a system's own are disguised. */
const PUBLIC = /^http:\/\/(?:schemas\.xmlsoap\.org|www\.w3\.org|docs\.oasis-open\.org)\//;

/** The disguised document; undefined if it is not XML that we read. */
export function disguisedXml(text: string, disguise: XmlDisguise): string | undefined {
  const writer = new Writer(disguise);
  try {
    readXml(text, writer);
    return writer.written;
  } catch (error) {
    if (error instanceof NotRead) return undefined;
    throw error;
  }
}

class Writer implements XmlListener {
  readonly #open: { name: string; local: string }[] = [];
  readonly #prefixes = new Map<string, string>();
  #body = '';
  /** Text may arrive in chunks, e.g. around comments; together they are one value. */
  #text = '';

  constructor(private readonly disguise: XmlDisguise) {}

  get written(): string {
    const declared = [...this.#prefixes].map(([uri, prefix]) => ` xmlns:${prefix}="${escapeAttribute(uri)}"`);
    return this.#body.replace(/^<[^\s/>]+/, (start) => `${start}${declared.join('')}`);
  }

  open(element: XmlElement): void {
    this.#flush();
    const name = this.#name(element);
    const attributes = element.attributes.map((attribute) => this.#attribute(attribute, element));
    this.#body += `<${name}${attributes.join('')}>`;
    this.#open.push({ name, local: element.local });
  }

  text(text: string): void {
    this.#text += text;
  }

  close(): void {
    this.#flush();
    this.#body += `</${this.#open.pop()?.name ?? ''}>`;
  }

  #flush(): void {
    const [, start = '', text = '', end = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(this.#text) ?? [];
    const told = text === '' ? '' : this.disguise.value(text, this.#open.at(-1)?.local);
    this.#body += `${start}${escapeText(told)}${end}`;
    this.#text = '';
  }

  #attribute(attribute: XmlAttribute, element: XmlElement): string {
    return ` ${this.#name(attribute)}="${escapeAttribute(this.#value(attribute, element))}"`;
  }

  /** Keeps public namespace URIs, disguises `xsi:type` as a name and all else as a value. */
  #value({ uri, local, value }: XmlAttribute, { scope }: XmlElement): string {
    if (PUBLIC.test(value)) return value;
    const [, prefix, type] = /^\s*(?:([\w.-]+):)?([\w.-]+)\s*$/.exec(value) ?? [];
    if (uri !== XSI || local !== 'type' || type === undefined) return this.disguise.value(value, local);
    const own = prefix === undefined ? undefined : uriOf(prefix, scope);
    return own === undefined
      ? this.disguise.name(type)
      : this.#qualified(own, PUBLIC.test(own) ? type : this.disguise.name(type));
  }

  #name({ uri, local }: XmlName): string {
    const name = PUBLIC.test(uri) ? local : this.disguise.name(local);
    return uri === '' ? name : this.#qualified(uri, name);
  }

  #qualified(uri: string, name: string): string {
    if (uri === 'http://www.w3.org/XML/1998/namespace') return `xml:${name}`;
    const told = PUBLIC.test(uri) ? uri : this.disguise.value(uri);
    const prefix = this.#prefixes.get(told) ?? `n${this.#prefixes.size + 1}`;
    this.#prefixes.set(told, prefix);
    return `${prefix}:${name}`;
  }
}
