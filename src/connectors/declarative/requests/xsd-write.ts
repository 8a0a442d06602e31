/** Writes JSON values as elements of a schema, with its order, namespaces and lexical forms. */
import type { Json, JsonObject } from '../../../contracts/json.js';
import { isList, isObject, plainText } from '../json-value.js';
import { UnusableValue } from '../unusable-value.js';
import type { XsdComplexType, XsdElement, XsdSimpleType } from '../wsdl/model.js';
import { escapeAttribute, escapeText } from '../xml-template/characters.js';
import { xmlText } from '../xml-template/render.js';

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/** Lexical forms of built-in types; a value of another form is not sent (XML Schema part 2). */
const FORMS: Readonly<Record<string, RegExp>> = {
  boolean: /^(true|false|0|1)$/,
  decimal: /^[+-]?(\d+(\.\d*)?|\.\d+)$/,
  float: /^([+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|INF|-INF|NaN)$/,
  double: /^([+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|INF|-INF|NaN)$/,
  dateTime: /^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/,
  date: /^-?\d{4,}-\d\d-\d\d(Z|[+-]\d\d:\d\d)?$/,
  time: /^\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/,
};
const INTEGER =
  /^((non)?(Positive|Negative|positive|negative)I|i)nteger$|^(unsigned)?(Long|Int|Short|Byte)$|^(long|int|short|byte)$/;

/** Writes an element with its content as markup; throws UnusableValue. */
export function writeElement(element: XsdElement, value: Json): string {
  const writer = new Writer();
  const { type } = element;
  const content = type.kind === 'simple' && isObject(value) ? (value[element.name] ?? undefined) : value;
  return writer.document(element, content);
}

class Writer {
  readonly #prefixes = new Map<string, string>();

  document(element: XsdElement, value: Json | undefined): string {
    const markup = this.#element({ ...shallow(element), optional: false }, value);
    const declared = [...this.#prefixes].map(
      ([namespace, prefix]) => ` xmlns:${prefix}="${escapeAttribute(namespace)}"`,
    );
    return markup.replace(/^<[^\s/>]+/, (start) => `${start}${declared.join('')}`);
  }

  #element(element: XsdElement, value: Json | undefined): string {
    if (isList(value ?? null) && element.many) {
      const items = value as readonly Json[]; // isList has just checked it
      if (items.length > 0 || element.optional) return items.map((item) => this.#one(element, item)).join('');
    }
    const { type } = element;
    const nothing =
      value === undefined || value === null || (isObject(value) && Object.keys(value).length === 0);
    if (!nothing || (isObject(value) && !element.optional && type.kind === 'complex'))
      return this.#one(element, value);
    if (element.optional) return '';
    if (!element.nillable) throw new UnusableValue('a value that the schema needs is absent');
    return `<${this.#name(element)} ${this.#name({ namespace: XSI, name: 'nil' })}="true"/>`;
  }

  #one(element: XsdElement, value: Json): string {
    const { type } = element;
    const name = this.#name(element);
    if (type.kind === 'simple') return `<${name}>${escapeText(lexical(type, value))}</${name}>`;
    const object = isObject(value) ? value : { '#text': value };
    const attributes = this.#attributes(type, object);
    const text = object['#text'];
    if (type.text) {
      if (text === undefined) throw new UnusableValue('a text that the schema needs is absent');
      return `<${name}${attributes}>${escapeText(lexical(type.text, text))}</${name}>`;
    }
    if (!isObject(value)) throw new UnusableValue('elements are needed');
    const content = type.elements.map((child) => this.#element(child, object[child.name])).join('');
    return `<${name}${attributes}>${content}</${name}>`;
  }

  #attributes({ attributes }: XsdComplexType, object: JsonObject): string {
    const written = attributes.map((attribute) => {
      const value = object[`@${attribute.name}`];
      if (value !== undefined)
        return ` ${this.#name(attribute)}="${escapeAttribute(lexical(attribute.type, value))}"`;
      if (attribute.optional) return '';
      throw new UnusableValue('an attribute that the schema needs is absent');
    });
    return written.join('');
  }

  #name({ namespace, name }: { namespace: string; name: string }): string {
    if (namespace === '') return name;
    const known = this.#prefixes.get(namespace);
    const prefix = known ?? (namespace === XSI ? 'xsi' : `n${this.#prefixes.size + 1}`);
    if (known === undefined) this.#prefixes.set(namespace, prefix);
    return `${prefix}:${name}`;
  }
}

/** A copy whose type is still read on demand. */
const shallow = (element: XsdElement): XsdElement => ({
  name: element.name,
  namespace: element.namespace,
  optional: element.optional,
  many: element.many,
  nillable: element.nillable,
  get type() {
    return element.type;
  },
});

function lexical({ base, values }: XsdSimpleType, value: Json): string {
  if (value === null || typeof value === 'object') throw new UnusableValue('a single value is needed');
  const text =
    base === 'dateTime' && typeof value === 'number' ? momentText(value) : xmlText(plainText(value));
  const form = INTEGER.test(base) ? /^[+-]?\d+$/ : FORMS[base];
  if (form && !form.test(text)) throw new UnusableValue('a value has not the form of its type');
  if (values && !values.includes(text)) throw new UnusableValue('a value is none of those of its type');
  return text;
}

/** Writes our moment (epoch ms) in ISO 8601. */
function momentText(moment: number): string {
  if (Math.abs(moment) > 8.64e15) throw new UnusableValue('no moment');
  return new Date(moment).toISOString();
}
