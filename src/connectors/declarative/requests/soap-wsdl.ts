/** SOAP by an operation of a WSDL: the schema gives its element, namespaces, order and types. */
import type { Json, JsonObject } from '../../../contracts/json.js';
import { didYouMean } from '../../../flows/yaml/suggest.js';
import type { Path } from '../../../flows/yaml/document.js';
import {
  type WsdlOperation,
  type WsdlPort,
  WsdlProblem,
  type XsdElement,
  type XsdComplexType,
  type XsdSimpleType,
} from '../wsdl/model.js';
import { readWsdl } from '../wsdl/read-wsdl.js';
import type { CallValues } from '../template.js';
import type { XmlNode } from '../xml-template/nodes.js';
import type { PayloadSource, RequestScope } from './payload.js';
import { envelopeAround, type SoapMessage } from './soap-message.js';
import { fileText } from './source-text.js';
import { bodyWriter, isEach, isMapped } from './value-writers.js';
import { isList, isObject, plainText } from '../json-value.js';
import { UnusableValue } from '../unusable-value.js';
import { escapeAttribute, escapeText } from '../xml-template/characters.js';
import { xmlText } from '../xml-template/render.js';

// Writes JSON values as elements of a schema, with its order, namespaces and lexical forms.

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
function writeElement(element: XsdElement, value: Json): string {
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
    if (!element.nillable) throw new UnusableValue('a value required by the schema is missing');
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
      if (text === undefined) throw new UnusableValue('a text required by the schema is missing');
      return `<${name}${attributes}>${escapeText(lexical(type.text, text))}</${name}>`;
    }
    if (!isObject(value)) throw new UnusableValue('not a map of elements');
    const content = type.elements.map((child) => this.#element(child, object[child.name])).join('');
    return `<${name}${attributes}>${content}</${name}>`;
  }

  #attributes({ attributes }: XsdComplexType, object: JsonObject): string {
    const raw = attributes.map((attribute) => {
      const value = object[`@${attribute.name}`];
      if (value !== undefined)
        return ` ${this.#name(attribute)}="${escapeAttribute(lexical(attribute.type, value))}"`;
      if (attribute.optional) return '';
      throw new UnusableValue('an attribute required by the schema is missing');
    });
    return raw.join('');
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
  if (value === null || typeof value === 'object') throw new UnusableValue('not a single value');
  const text =
    base === 'dateTime' && typeof value === 'number' ? momentText(value) : xmlText(plainText(value));
  const form = INTEGER.test(base) ? /^[+-]?\d+$/ : FORMS[base];
  if (form && !form.test(text)) throw new UnusableValue('a value is not valid for its type');
  if (values && !values.includes(text))
    throw new UnusableValue('a value is not one of those allowed by its type');
  return text;
}

/** Writes our moment (epoch ms) in ISO 8601. */
function momentText(moment: number): string {
  if (Math.abs(moment) > 8.64e15) throw new UnusableValue('not a moment');
  return new Date(moment).toISOString();
}

// Checks the values of a SOAP request against the elements of its schema: names, lists and required values.

/** Whether values fit the content of an element; reports issues otherwise. Throws WsdlProblem. */
function checkValues(element: XsdElement | undefined, rules: Json, path: Path, scope: RequestScope): boolean {
  const before = scope.report.issues.length;
  if (element) new Checker(scope).content(element, rules, path);
  else if (isObject(rules) && Object.keys(rules).length > 0)
    scope.report.add(path, 'connection_soap_invalid', 'The operation takes no values.', { at: 'key' });
  return scope.report.issues.length === before;
}

class Checker {
  constructor(private readonly scope: RequestScope) {}

  #wrong(path: Path, message: string, hint?: string): void {
    const { report } = this.scope;
    report.add(
      path,
      'connection_soap_invalid',
      message,
      hint === undefined ? { at: 'key' } : { at: 'key', hint },
    );
  }

  content(element: XsdElement, rules: Json, path: Path): void {
    const { type, name } = element;
    if (isObject(rules) && isEach(rules)) {
      if (!element.many) this.#wrong(path, `\`${name}\` can only occur once.`);
      this.#one(element, rules['value'] ?? null, [...path, 'value']);
    } else if (isList(rules)) {
      if (!element.many) this.#wrong(path, `\`${name}\` can only occur once.`);
      for (const [index, item] of rules.entries()) this.#one(element, item, [...path, index]);
    } else if (type.kind === 'complex') this.#one(element, rules, path);
    else this.#one(element, rules, path);
  }

  #one(element: XsdElement, rules: Json, path: Path): void {
    const { type, name } = element;
    const single = !isObject(rules) || isMapped(rules);
    if (type.kind === 'simple') {
      if (!single) this.#wrong(path, `\`${name}\` is a text, and has no elements.`);
      return;
    }
    if (type.refused !== undefined)
      this.#wrong(path, `\`${name}\` cannot be built from its WSDL: ${type.refused}.`);
    else if (!single) this.#members(type, rules, path);
    else if (!type.text) this.#wrong(path, `\`${name}\` has elements: ${namesOf(type).join(', ')}.`);
  }

  #members(type: XsdComplexType, rules: JsonObject, path: Path): void {
    const known = namesOf(type);
    for (const [name, value] of Object.entries(rules)) {
      const element = type.elements.find((each) => each.name === name);
      if (element) this.content(element, value, [...path, name]);
      else if (!known.includes(name))
        this.#wrong([...path, name], `The element \`${name}\` does not exist here.`, didYouMean(name, known));
    }
    const given = (name: string): boolean => Object.hasOwn(rules, name);
    const missing = [
      ...type.elements.filter(({ optional, nillable, name }) => !optional && !nillable && !given(name)),
    ].map(({ name }) => name);
    const attributes = type.attributes.filter(({ optional, name }) => !optional && !given(`@${name}`));
    for (const name of [...missing, ...attributes.map(({ name }) => `@${name}`)])
      this.#wrong(path, `\`${name}\` is missing.`, `Use one of: ${known.join(', ')}.`);
  }
}

const namesOf = ({ elements, attributes, text }: XsdComplexType): string[] => [
  ...elements.map(({ name }) => name),
  ...attributes.map(({ name }) => `@${name}`),
  ...(text ? ['#text'] : []),
];

/** Compiles `soap: { wsdl, operation, values }`; undefined with issues. */
export function wsdlMessage(source: PayloadSource, scope: RequestScope): SoapMessage | undefined {
  const { soap = {} } = source.rules;
  const path = [...source.path, 'soap'];
  if (fileText(soap.wsdl ?? '', [...path, 'wsdl'], scope) === undefined) return undefined;
  try {
    const found = findOperation(source, scope);
    return found && messageOf(found, source, scope);
  } catch (error) {
    if (!(error instanceof WsdlProblem)) throw error;
    scope.report.add([...path, 'wsdl'], 'connection_soap_invalid', error.message);
    return undefined;
  }
}

/** An operation at the chosen port. */
interface Found {
  port: WsdlPort;
  operation: WsdlOperation;
}

function findOperation(
  { rules, path }: PayloadSource,
  { report, siblingFiles }: RequestScope,
): Found | undefined {
  const { wsdl: file = '', operation: name = '', version, port: portName } = rules.soap ?? {};
  const wsdl = readWsdl(file, (each) => siblingFiles(each)?.toString('utf8'));
  const ports = wsdl.services.flatMap((service) => service.ports);
  const wrong = (key: string, message: string, hint: string): Found | undefined => {
    report.add([...path, 'soap', key], 'connection_soap_invalid', message, { hint });
    return undefined;
  };
  const usable = ports.filter(
    (port) => (portName ?? port.name) === port.name && (version ?? port.version) === port.version,
  );
  if (usable.length === 0) {
    const key = portName === undefined ? (version === undefined ? 'wsdl' : 'version') : 'port';
    const known = ports.map((port) => `\`${port.name}\` (SOAP ${port.version})`).join(', ');
    return wrong(
      key,
      'The WSDL has no such SOAP port.',
      known === '' ? 'It has no SOAP ports.' : `Its ports: ${known}.`,
    );
  }
  for (const port of usable) {
    const operation = port.operations.find((each) => each.name === name);
    if (operation) return { port, operation };
  }
  const names = new Set(usable.flatMap(({ operations }) => operations.map((each) => each.name)));
  return wrong('operation', `The WSDL has no operation \`${name}\`.`, didYouMean(name, names));
}

function messageOf(
  { port, operation }: Found,
  { rules, path }: PayloadSource,
  scope: RequestScope,
): SoapMessage | undefined {
  const { soap = {} } = rules;
  if (operation.refused !== undefined) {
    const message = `\`${operation.name}\` cannot be built from its WSDL: ${operation.refused}.`;
    const hint = 'Write its `envelope` yourself.';
    scope.report.add([...path, 'soap', 'operation'], 'connection_soap_invalid', message, { hint });
    return undefined;
  }
  const at = soap.values === undefined ? [...path, 'soap', 'operation'] : [...path, 'soap', 'values'];
  const body = elementWriter(operation.input, soap.values, at, scope);
  const blocks = headerWriters(operation.headers, soap.headers, [...path, 'soap', 'headers'], scope);
  if (!body || !blocks) return undefined;
  const address =
    port.address !== undefined && URL.canParse(port.address) ? new URL(port.address) : undefined;
  return {
    version: port.version,
    action: soap.action ?? operation.action,
    address,
    write(values) {
      const [content = EMPTY, ...header] = [body, ...blocks].map((write): XmlNode => ({
        kind: 'verbatim',
        text: write(values),
      }));
      return { nodes: [envelopeAround([content], port.version, header)], values };
    },
  };
}

const EMPTY: XmlNode = { kind: 'verbatim', text: '' };

/** Writes an element for a call; throws UnusableValue. */
type ElementWriter = (values: CallValues) => string;

function elementWriter(
  element: XsdElement | undefined,
  rules: unknown,
  path: Path,
  scope: RequestScope,
): ElementWriter | undefined {
  const json = (rules ?? {}) as Json; // YAML gives JSON
  if (!checkValues(element, json, path, scope)) return undefined;
  const write = bodyWriter(json, path, scope);
  return (values) => (element ? writeElement(element, write(values) ?? {}) : '');
}

/** Writers of the header blocks with values: a binding may name more than the system needs. */
function headerWriters(
  elements: readonly XsdElement[],
  rules: Readonly<Record<string, unknown>> = {},
  path: Path,
  scope: RequestScope,
): ElementWriter[] | undefined {
  const writers = Object.entries(rules).map(([name, value]) => {
    const element = elements.find((each) => each.name === name);
    if (element) return elementWriter(element, value, [...path, name], scope);
    const known = elements.map((each) => each.name);
    const hint = known.length === 0 ? 'To send other headers, write an `envelope`.' : didYouMean(name, known);
    const message = `The operation has no header \`${name}\`.`;
    scope.report.add([...path, name], 'connection_soap_invalid', message, { at: 'key', hint });
    return undefined;
  });
  const raw = writers.filter((writer) => writer !== undefined);
  return raw.length === writers.length ? raw : undefined;
}
