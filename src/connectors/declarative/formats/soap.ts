/** SOAP: the view is the content of Body; a fault of either version is `{ Fault: { code, reason, detail } }`. */
import type { Json, JsonObject } from '../../../contracts/json.js';
import { type ListNames, NotRead } from './body-reader.js';
import { type XmlName, uriOf, XSI } from './xml-names.js';
import type { XmlElement, XmlListener } from './xml-reader.js';
import { type NameWriter, XmlView } from './xml-view.js';
import { isList, isObject } from '../json-value.js';
import { isInclude } from './xop.js';

// Parts of SOAP that are refused explicitly: RPC/encoded bodies, parts that refer to each other, attachments that are not there.

/** Namespaces of the envelopes of SOAP 1.1 and 1.2. */
const SOAP: ReadonlySet<string> = new Set([
  'http://schemas.xmlsoap.org/soap/envelope/',
  'http://www.w3.org/2003/05/soap-envelope',
]);
const ENCODING: ReadonlySet<string> = new Set([
  'http://schemas.xmlsoap.org/soap/encoding/',
  'http://www.w3.org/2003/05/soap-encoding',
]);
const NO_ENCODING = /^\s*(http:\/\/www\.w3\.org\/2003\/05\/soap-envelope\/encoding\/none)?\s*$/;

/** Throws NotRead, as RPC/encoded SOAP is not supported. */
function refuseEncoded(): never {
  throw new NotRead(
    'refused',
    'The answer is RPC/encoded SOAP (encodingStyle, SOAP-ENC types): only document/literal is supported.',
  );
}

/** Whether a tag states an encoding (SOAP 1.1 §4.1.1, SOAP 1.2 part 1 §5.1.1). */
const statesEncoding = ({ attributes }: XmlElement): boolean =>
  attributes.some(
    ({ uri, local, value }) => SOAP.has(uri) && local === 'encodingStyle' && !NO_ENCODING.test(value),
  );

/** Throws NotRead at an element of a body that is not document/literal. */
function checkLiteral(element: XmlElement): void {
  const { attributes, scope } = element;
  if (isInclude(element))
    throw new NotRead(
      'refused',
      'The answer refers to an attachment (xop:Include, MTOM), but has only one part.',
    );
  if (statesEncoding(element)) refuseEncoded();
  for (const attribute of attributes) {
    if (attribute.uri === '' && attribute.local === 'href' && attribute.value.startsWith('#'))
      throw new NotRead(
        'refused',
        'Parts of the answer refer to each other (href, multiRef), which is not supported.',
      );
    const type = attribute.uri === XSI && attribute.local === 'type' ? attribute.value.trim() : '';
    const prefix = type.includes(':') ? type.slice(0, type.indexOf(':')) : '';
    if (ENCODING.has(attribute.uri) || ENCODING.has(uriOf(prefix, scope) ?? '')) refuseEncoded();
  }
}

const isOf = ({ uri, local }: XmlName, name: string): boolean => local === name && SOAP.has(uri);

/** Passes on the content of Body; Header is not part of the system's response. */
export class Envelope implements XmlListener {
  readonly #body: XmlView;
  readonly #fault: XmlView;
  /** The view of the part being read. */
  #into: XmlView | undefined;
  #depth = 0;
  #bodies = 0;
  #encoded = false;

  constructor(names: NameWriter, lists: ListNames) {
    this.#body = new XmlView(names, lists);
    // SOAP 1.2 has `Detail`, but paths use `detail`.
    const details = lists.get('detail');
    this.#fault = new XmlView(
      (name) => (SOAP.has(name.uri) ? name.local : names(name)),
      details ? new Map([...lists, ['Detail', details]]) : lists,
    );
  }

  open(element: XmlElement): void {
    this.#depth += 1;
    if (this.#depth <= 2) this.#openOuter(element);
    else if (this.#into) {
      if (this.#depth === 3) this.#openContent(element);
      if (this.#into === this.#body) checkLiteral(element);
      this.#into.open(element);
    }
  }

  text(text: string): void {
    if (this.#depth > 1) this.#into?.text(text);
  }

  close(): void {
    if (this.#depth > 2) this.#into?.close();
    this.#depth -= 1;
    if (this.#depth === 2 && this.#into) this.#into = this.#body;
    if (this.#depth === 1) this.#into = undefined;
  }

  /** Opens Envelope or one of its parts. */
  #openOuter(element: XmlElement): void {
    const isBody = this.#depth === 2 && isOf(element, 'Body');
    if (this.#depth === 1 && !isOf(element, 'Envelope'))
      throw new NotRead('unreadable', 'The root of the answer is not a SOAP 1.1 or 1.2 Envelope.');
    if (isBody) this.#bodies += 1;
    this.#into = isBody ? this.#body : undefined;
    this.#encoded ||= (isBody || this.#depth === 1) && statesEncoding(element);
  }

  #openContent(element: XmlElement): void {
    if (isOf(element, 'Fault')) this.#into = this.#fault;
    else if (this.#encoded) refuseEncoded();
  }

  get view(): Json {
    if (this.#bodies !== 1) throw new NotRead('unreadable', 'The answer does not have exactly one Body.');
    const body = this.#body.root as JsonObject; // the root of a view is an object
    const fault = (this.#fault.root as JsonObject)['Fault'];
    return fault === undefined ? body : { ...body, Fault: faultOf(fault) };
  }
}

/** A fault of either version in one form; null for missing parts. */
function faultOf(fault: Json | undefined): JsonObject {
  return {
    code: codeOf(fault),
    reason: textIn(member(fault, 'faultstring') ?? member(member(fault, 'Reason'), 'Text')),
    detail: member(fault, 'detail') ?? member(fault, 'Detail') ?? null,
  };
}

/** The local name of `faultcode`, or of the deepest `Subcode` that has one, as it is the most specific. */
function codeOf(fault: Json | undefined): string | null {
  let name = textIn(member(fault, 'faultcode'));
  for (let code = member(fault, 'Code'); code !== undefined; code = member(code, 'Subcode'))
    // node-soap's own example writes `value`.
    name = textIn(member(code, 'Value') ?? member(code, 'value')) ?? name;
  return name === null ? null : name.slice(name.lastIndexOf(':') + 1);
}

const member = (value: Json | undefined, name: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** The text of an element; of the first one if there are several (one for each language). */
function textIn(value: Json | undefined): string | null {
  if (value !== undefined && isList(value)) return textIn(value[0]);
  const text = isObject(value) ? value['#text'] : value;
  return typeof text === 'string' ? text.trim() : null;
}
