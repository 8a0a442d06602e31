/**
 * Redacts a call for its recording: words are numbered, and written in letters and digits of the same form. What is not
 * about anybody is kept: what stands in the connection's file, what an operation itself knows, and names that shops usually have.
 */
import type { Operation } from '../../commerce/operation.js';
import { NotRead } from '../../connectors/declarative/formats/body-reader.js';
import { readXml } from '../../connectors/declarative/formats/xml-reader.js';
import { ISO } from '../../connectors/declarative/mapping/date-format.js';
import { type Shape, shapesOf } from '../../connectors/declarative/mapping/field-shape.js';
import { escapeAttribute, escapeText } from '../../connectors/declarative/xml-template/characters.js';
import { plainName } from '../../connectors/importers/foreign-names.js';
import { orderNames } from '../../connectors/importers/order-field-names.js';
import {
  eventNames,
  lineNames,
  returnNames,
  shipmentNames,
  trackingNames,
} from '../../connectors/importers/order-part-names.js';
import type { Json } from '../../contracts/json.js';
import { STAND_IN } from '../../security/secrets.js';
import { programLocale } from '../../texts/languages/program-locale.js';
import type { ConnectionWords } from './unredacted-words.js';
import type { KnownSecrets } from './mask.js';

/** Protocol names: GraphQL errors, SOAP envelopes and faults, pagination. */
const PROTOCOL = new Set(
  (
    'data errors message extensions path locations line column code Envelope Header Body Fault faultcode ' +
    'faultstring faultactor detail Code Value Subcode Reason Text Node Role Detail nil type lang id items ' +
    'rel next prev previous first last self'
  ).split(' '),
);

/** Field names that the importer knows: they identify nobody. */
const KNOWN_NAMES = new Set(
  [orderNames, lineNames, shipmentNames, returnNames, trackingNames, eventNames].flatMap((table) =>
    Object.values(table).flatMap(({ names }) => names.flat()),
  ),
);

/** Public namespaces of XML. */
const PUBLIC = /^http:\/\/(?:schemas\.xmlsoap\.org|www\.w3\.org|docs\.oasis-open\.org)\//;

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));
const REGIONS = new Intl.DisplayNames(programLocale, { type: 'region', fallback: 'none' });

/** What is known of the recorded call. */
export interface RedactOptions {
  words: ConnectionWords;
  operation: Operation;
  /** Texts from answers that the connection read. */
  read: ReadonlySet<string>;
  /** Texts from the inputs: an order number may look like a date. */
  asked: ReadonlySet<string>;
  /** Whether amounts that were read may be kept: some answers are rejected unless their sums add up. */
  amounts: boolean;
  /** The code of the refusal, if the call ended in one. */
  refusal?: string | undefined;
  secrets: KnownSecrets;
  /** Origin of the system; it is shown only if the connection's file states it. */
  origin: string;
}

/** Redacts the parts of one call. */
export class Redaction {
  readonly #constants: ReadonlySet<string>;
  readonly #words = new Map<string, number>();

  constructor(private readonly options: RedactOptions) {
    const { words, operation } = options;
    const enums = [...shapesOf(operation.inputs).values()].flatMap(wordsOf);
    this.#constants = new Set([...words.constants, ...enums]);
  }

  /** A single value as text; `place` is the name of the member that holds it. */
  value(text: string, place?: string): string {
    // ASCII letters, since it may have to go into a header again.
    const masked = this.options.secrets.masked(text, 'masked');
    if (masked !== text) return this.#other(masked);
    if (this.#keeps(text, place)) return text;
    return /^https?:\/\//i.test(text) && URL.canParse(text) ? this.url(text) : this.#other(text);
  }

  /** A name of a member, element or parameter. */
  name(name: string): string {
    const { words, secrets } = this.options;
    const isKnown = words.names.has(name) || PROTOCOL.has(name) || KNOWN_NAMES.has(plainName(name));
    const masked = secrets.masked(name, 'masked');
    if (isKnown && masked === name) return name;
    return this.#other(masked);
  }

  /** A URL: path and query names and values, one by one. */
  url(text: string): string {
    const { protocol, host, pathname, searchParams, origin: own } = new URL(text);
    const { origin, words } = this.options;
    const shown = words.origin === origin ? origin : STAND_IN;
    const start = own === origin ? shown : `${protocol}//${this.#other(host)}`;
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

  /** A body by its format: JSON, XML, form data, or words. */
  body(text: string): string {
    if (isJson(text)) return this.#jsonText(text);
    if (isXml(text)) return this.#xml(text);
    if (/^[\w.%[\]+-]+=[^&\s]*(?:&[\w.%[\]+-]+=[^&\s]*)*$/.test(text))
      return this.#query(new URLSearchParams(text)).slice(1);
    return text.replaceAll(/[^,;\t|"\r\n]+/g, (cell) =>
      this.#keeps(cell) ? cell : cell.replaceAll(/[^<>=:\s]+/g, (word) => this.#word(word)),
    );
  }

  /** `Link`, and headers that conditions test. */
  header(name: string, value: string): string {
    if (name !== 'link') return this.value(value);
    return value.replaceAll(/<([^>]*)>|\w+/g, (word, target: string | undefined) => {
      if (target === undefined) return this.#word(word);
      if (URL.canParse(target)) return `<${this.url(target)}>`;
      const { pathname, searchParams } = new URL(target, this.options.origin);
      return `<${target.startsWith('?') ? '' : this.#path(pathname)}${this.#query(searchParams)}>`;
    });
  }

  /** A word that may be a name. */
  readonly #word = (word: string): string => (this.name(word) === word ? word : this.value(word));

  /** Whether a value may be kept; a date or amount if it was read and its member stands in the file too. */
  #keeps(text: string, place?: string): boolean {
    const word = text.trim();
    const { operation, refusal, read, asked, words, amounts } = this.options;
    if (/^(?:true|false|yes|no|null|-?[\d.,]|)$/i.test(word) || this.#constants.has(word)) return true;
    if (operation.refusals?.includes(word.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')) === true) return true;
    // A system's own code in constant case cannot be a sentence about a person.
    if (/^[A-Z]+(?:_[A-Z]+)+$/.test(word) && word.toLowerCase() === refusal) return true;
    if (CURRENCIES.has(word) || (/^[A-Z]{2}$/.test(word) && REGIONS.of(word) !== undefined)) return true;
    if (!read.has(text) || asked.has(word) || !(place === undefined || words.names.has(place))) return false;
    if (ISO.test(word) || words.dates.some((pattern) => pattern.test(word))) return true;
    return amounts && /^-?\d{1,9}(?:[.,]\d{1,4})?$/.test(word);
  }

  #path(path: string): string {
    return path
      .split('/')
      .map((part) => encodeURIComponent(this.#word(decoded(part))))
      .join('/');
  }

  #query(parameters: URLSearchParams): string {
    const other = new URLSearchParams();
    for (const [name, value] of parameters) other.append(this.name(name), this.value(value));
    return other.size === 0 ? '' : `?${other.toString()}`;
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
    if (this.#keeps(written, place)) return written;
    const [digits = '', exponent = ''] = written.split(/(?=[eE])/);
    return `${this.#other(digits)}${exponent}`;
  }

  /** XML that can be read: no comment, processing instruction or CDATA remains. */
  #xml(text: string): string {
    const bare = text.replaceAll(
      /<!--[^]*?-->|<\?[^]*?\?>|<!\[CDATA\[([^]*?)\]\]>|<![^>]*>/g,
      (_, data: string | undefined) => (data === undefined ? '' : escapeText(data)),
    );
    let place = '';
    return bare.replaceAll(
      /<(\/?)([^\s/>]+)((?:"[^"]*"|'[^']*'|[^>"'])*)>|[^<]+/g,
      (part: string, slash: string | undefined, name: string | undefined, rest: string | undefined) => {
        if (name === undefined) return part.replace(/\S(?:[^]*\S)?/, (value) => this.#xmlText(value, place));
        place = localOf(name);
        return `<${slash ?? ''}${this.#qualified(name)}${this.#attributes(rest ?? '')}>`;
      },
    );
  }

  #xmlText = (raw: string, place: string): string => escapeText(this.value(characters(raw), place));

  #attributes(text: string): string {
    return text.replaceAll(
      /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g,
      (_, name: string, double: string | undefined, single: string | undefined) => {
        const value = characters(double ?? single ?? '');
        const isNamespace = /^xmlns(?::|$)/.test(name);
        const other = isNamespace && PUBLIC.test(value) ? value : this.value(value, localOf(name));
        return `${isNamespace ? name : this.#qualified(name)}="${escapeAttribute(other)}"`;
      },
    );
  }

  /** The same form in other letters and digits; the same word becomes the same one, in any case. */
  #other(text: string): string {
    // A number before or after letters is a word of its own: `RE10105` is about `10105`.
    return text.replaceAll(/[\p{L}\p{M}]+(?=\d+\b)|\d+|[\p{L}\p{M}\p{N}]+/gu, (word) =>
      this.#otherWord(word),
    );
  }

  #otherWord(word: string): string {
    // Zeros and single digits identify nobody, and amounts need them.
    if (/^0*\d?$/.test(word)) return word;
    const folded = word.toLowerCase();
    let rest = this.#words.get(folded) ?? this.#words.size;
    this.#words.set(folded, rest);
    let other = '';
    for (const letter of Array.from(word).reverse()) {
      const isDigit = /\p{N}/u.test(letter);
      const base = isDigit ? 9 : 26;
      const next = isDigit ? String(1 + (rest % base)) : String.fromCharCode(97 + (rest % base));
      other = `${/\p{Lu}/u.test(letter) ? next.toUpperCase() : next}${other}`;
      rest = Math.floor(rest / base);
    }
    return other;
  }

  #qualified(name: string): string {
    const local = localOf(name);
    return `${name.slice(0, name.length - local.length)}${this.name(local)}`;
  }
}

const localOf = (name: string): string => name.slice(name.indexOf(':') + 1);

function wordsOf(shape: Shape): readonly string[] {
  if (shape.kind === 'enum') return shape.values;
  if (shape.kind === 'list') return wordsOf(shape.element);
  return shape.kind === 'record' ? [...shape.fields.values()].flatMap(wordsOf) : [];
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The text with its entities written out. */
const characters = (text: string): string =>
  text.replaceAll(
    /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi,
    (whole, ...[hex, decimal, name]: (string | undefined)[]) => {
      if (name !== undefined) return ENTITIES[name] ?? whole;
      return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
    },
  );

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function isXml(text: string): boolean {
  if (!text.trimStart().startsWith('<')) return false;
  try {
    readXml(text, { open: () => undefined, text: () => undefined, close: () => undefined });
    return true;
  } catch (error) {
    if (error instanceof NotRead) return false;
    throw error;
  }
}

/** One JSON value, or one per line. */
const isJson = (text: string): boolean =>
  parses(text) ||
  (text.includes('\n') && text.split('\n').every((line) => line.trim() === '' || parses(line)));

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
