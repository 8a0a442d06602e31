/** Disguises a call: in bodies, URLs and inputs, stand-ins replace all values that may not be kept. */
import type { Json } from '../../contracts/json.js';
import { STAND_IN } from '../../security/secrets.js';
import type { AllowList } from './allow-list.js';
import type { KnownSecrets } from './mask.js';
import type { StandIns } from './stand-ins.js';
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

// Disguised XML, rebuilt from parser events: no comment, processing instruction or CDATA remains.

/** How names and values are disguised. */
interface XmlDisguise {
  name(name: string): string;
  value(text: string, place?: string): string;
}

/** Public namespaces; a system's own are disguised. */
const PUBLIC = /^http:\/\/(?:schemas\.xmlsoap\.org|www\.w3\.org|docs\.oasis-open\.org)\//;

/** The disguised document; undefined if it is not XML that we read. */
function disguisedXml(text: string, disguise: XmlDisguise): string | undefined {
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

/** What disguising needs. */
export interface DisguiseTools {
  standIns: StandIns;
  allowed: AllowList;
  secrets: KnownSecrets;
  /** The system's origin, and what replaces it. */
  origin: { is: string; shown: string };
}

/** Replaces an origin that is secret; replays use it too. */
export const REPLAY_ORIGIN = STAND_IN;

const RELATIONS = /^(?:rel|next|prev|previous|first|last|self)$/;

/** Disguises the parts of a call. */
export class Disguise {
  constructor(private readonly tools: DisguiseTools) {}

  /** A single value as text; `place` is the name of the member that holds it. */
  readonly value = (text: string, place?: string): string => {
    const { standIns, allowed, secrets } = this.tools;
    // ASCII letters, since it may have to go into a header again.
    const masked = secrets.masked(text, 'masked');
    if (masked !== text) return standIns.of(masked);
    if (allowed.keeps(text, place)) return text;
    return /^https?:\/\//i.test(text) && URL.canParse(text) ? this.url(text) : standIns.of(text);
  };

  /** A name of a member, element or parameter. */
  readonly name = (name: string): string => {
    const { standIns, allowed, secrets } = this.tools;
    const masked = secrets.masked(name, 'masked');
    return masked === name && allowed.keepsName(name) ? name : standIns.of(masked);
  };

  /** A URL: path and query names and values, one by one. */
  url(text: string): string {
    const { standIns, origin } = this.tools;
    const { protocol, host, pathname, searchParams, ...url } = partsOf(text);
    const start = url.origin === origin.is ? origin.shown : `${protocol}//${standIns.of(host)}`;
    return `${start}${this.#path(pathname)}${this.#query(searchParams)}`;
  }

  /** A JSON value. */
  json(value: Json, place = ''): Json {
    if (typeof value === 'string') return this.value(value, place);
    if (typeof value === 'number') return Number(this.#number(String(value), place));
    if (value === null || typeof value === 'boolean') return value;
    if (Array.isArray(value)) return value.map((item: Json) => this.json(item, place));
    return Object.fromEntries(
      Object.entries(value).map(([name, item]: [string, Json]) => [this.name(name), this.json(item, name)]),
    );
  }

  /** A body according to its format: JSON, XML, form data, or cells and words. */
  body(text: string): string {
    if (isJson(text)) return this.#jsonText(text);
    if (text.trimStart().startsWith('<')) {
      const xml = disguisedXml(text, this);
      if (xml !== undefined) return xml;
    }
    if (/^[\w.%[\]+-]+=[^&\s]*(?:&[\w.%[\]+-]+=[^&\s]*)*$/.test(text))
      return this.#query(new URLSearchParams(text)).slice(1);
    return text.replaceAll(/[^,;\t|"\r\n]+/g, this.#cell);
  }

  /** `Link`, and headers that conditions test. */
  header(name: string, value: string): string {
    if (name !== 'link') return this.value(value);
    return value
      .split(/(<[^>]*>)/)
      .map((part) => {
        const target = /^<(.*)>$/.exec(part)?.[1];
        if (target === undefined)
          return part.replaceAll(/\w+/g, (word) => (RELATIONS.test(word) ? word : this.value(word)));
        return `<${URL.canParse(target) ? this.url(target) : this.#relative(target)}>`;
      })
      .join('');
  }

  /** A table cell, or the words of a text one by one. */
  readonly #cell = (cell: string): string => {
    if (this.value(cell) === cell) return cell;
    return cell.replaceAll(/[^<>=:\s]+/g, (word) => (this.name(word) === word ? word : this.value(word)));
  };

  #relative(target: string): string {
    const { pathname, searchParams } = new URL(target, this.tools.origin.is);
    return `${target.startsWith('?') ? '' : this.#path(pathname)}${this.#query(searchParams)}`;
  }

  #path(path: string): string {
    const part = (text: string): string => {
      const plain = decoded(text);
      return encodeURIComponent(this.name(plain) === plain ? plain : this.value(plain));
    };
    return path.split('/').map(part).join('/');
  }

  #query(parameters: URLSearchParams): string {
    const told = new URLSearchParams();
    for (const [name, value] of parameters) told.append(this.name(name), this.value(value));
    return told.size === 0 ? '' : `?${told.toString()}`;
  }

  /** Preserves the notation: a twenty-digit number keeps all its digits. */
  #jsonText(text: string): string {
    let place = '';
    return text.replaceAll(
      /("(?:[^"\\]|\\.)*")(\s*:)?|-?\d[\d.eE+-]*/g,
      (token: string, quoted: string | undefined, colon: string | undefined) => {
        if (quoted === undefined) return this.#number(token, place);
        const plain = JSON.parse(quoted) as string; // a text in quotes
        if (colon === undefined) return JSON.stringify(this.value(plain, place));
        place = plain;
        return `${JSON.stringify(this.name(plain))}${colon}`;
      },
    );
  }

  #number(written: string, place: string): string {
    if (this.tools.allowed.keeps(written, place)) return written;
    const [digits = '', exponent = ''] = written.split(/(?=[eE])/);
    return `${this.tools.standIns.of(digits)}${exponent}`;
  }
}

interface Parts {
  origin: string;
  protocol: string;
  host: string;
  pathname: string;
  searchParams: URLSearchParams;
}

const partsOf = (text: string): Parts => {
  const { origin, protocol, host, pathname, searchParams } = new URL(text);
  return { origin, protocol, host, pathname, searchParams };
};

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** One JSON value, or one per line. */
function isJson(text: string): boolean {
  return (
    parses(text) ||
    (text.includes('\n') && text.split('\n').every((line) => line.trim() === '' || parses(line)))
  );
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
