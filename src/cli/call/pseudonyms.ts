/** Other texts of the same shape: letters for letters, digits for digits, the same one for the same text every time. */
import { createHmac, randomBytes } from 'node:crypto';
import type { Json } from '../../json.js';

/** Words as systems have them for states and codes, and short flags: they are what a case is about. */
const WORD = /^(?:[A-Z][A-Z0-9_]{0,40}|[a-z][a-z0-9_-]{0,20}|\d{1,2})$/;
const DATE = /^\d{4}-\d{2}-\d{2}|^\d{2}\.\d{2}\.\d{4}/;

/** Which currency it is tells of nobody, and without it amounts are none. */
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Pseudonyms of one recording; nobody can go back, not even with another recording. */
export class Pseudonyms {
  readonly #key = randomBytes(32);

  /** A JSON value with other texts and numbers in it; names of members stay. */
  json(value: Json, name = ''): Json {
    if (typeof value === 'string') return this.#text(value, name);
    if (typeof value === 'number') return this.#number(value);
    if (value === null || typeof value === 'boolean') return value;
    if (Array.isArray(value)) return value.map((item: Json) => this.json(item, name));
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.json(item, key)]));
  }

  /** A body: JSON by its values, XML by its texts and attributes, anything else whole. */
  body(body: string): Json {
    try {
      return this.json(JSON.parse(body) as Json);
    } catch {
      return body.trimStart().startsWith('<') ? this.#xml(body) : this.#shape(body);
    }
  }

  /** An address: its path and query by their parts, without the host. */
  url(text: string): string {
    const { pathname, searchParams } = new URL(text);
    const path = pathname.split('/').map((part) => (/\d/.test(part) ? this.#shape(part) : part));
    const query = [...searchParams].map(([name, value]) => `${name}=${this.#shape(value)}`);
    return `${path.join('/')}${query.length === 0 ? '' : `?${query.join('&')}`}`;
  }

  /** Names of elements, attributes and namespaces are what a case is about. */
  #xml(body: string): string {
    return body
      .replaceAll(
        /<([\w.:-]+)([^<>]*)>([^<]+)(?=<)/g,
        (_whole, name: string, rest: string, text: string) => `<${name}${rest}>${this.#text(text, name)}`,
      )
      .replaceAll(
        /(<\/[^<>]*>)([^<]+)(?=<)/g,
        (_whole, end: string, text: string) => `${end}${this.#shape(text)}`,
      )
      .replaceAll(/ ([\w.:-]+)=(["'])([^<]*?)\2/g, (whole, name: string, quote: string, value: string) =>
        /^(?:xmlns|xsi:|version$|encoding$)/.test(name)
          ? whole
          : ` ${name}=${quote}${this.#text(value, name)}${quote}`,
      );
  }

  #number(value: number): number {
    const other = Number(this.#shape(String(value)));
    return Number.isFinite(other) ? other : 0;
  }

  #text(text: string, name: string): string {
    const speaks = /status|state|type|code|currency|carrier|reason/i.test(name);
    if ((speaks && WORD.test(text)) || DATE.test(text) || CURRENCIES.has(text)) return text;
    return this.#shape(text);
  }

  #shape(text: string): string {
    const bytes = createHmac('sha512', this.#key).update(text).digest();
    let index = 0;
    const next = (): number => bytes[index++ % bytes.length] ?? 0;
    return text.replaceAll(/\p{Lu}|\p{Ll}|\p{Lo}|\d/gu, (character) => {
      if (/\d/.test(character)) return String(1 + (next() % 9));
      const letter = String.fromCharCode(97 + (next() % 26));
      return /\p{Lu}/u.test(character) ? letter.toUpperCase() : letter;
    });
  }
}
