/** Checks the values of a SOAP request against the elements of its schema: names, lists and required values. */
import type { Json, JsonObject } from '../../../contracts/json.js';
import type { Path } from '../../../yaml/document.js';
import { didYouMean } from '../../../yaml/suggest.js';
import { isList, isObject } from '../json-value.js';
import type { XsdComplexType, XsdElement } from '../wsdl/model.js';
import type { RequestScope } from './payload.js';
import { isEach, isMapped } from './values.js';

/** Whether values fit the content of an element; reports issues otherwise. Throws WsdlProblem. */
export function checkValues(
  element: XsdElement | undefined,
  rules: Json,
  path: Path,
  scope: RequestScope,
): boolean {
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
      if (!element.many) this.#wrong(path, `\`${name}\` stands there only once.`);
      this.#one(element, rules['value'] ?? null, [...path, 'value']);
    } else if (isList(rules)) {
      if (!element.many) this.#wrong(path, `\`${name}\` stands there only once.`);
      for (const [index, item] of rules.entries()) this.#one(element, item, [...path, index]);
    } else if (type.kind === 'complex') this.#one(element, rules, path);
    else this.#one(element, rules, path);
  }

  #one(element: XsdElement, rules: Json, path: Path): void {
    const { type, name } = element;
    const single = !isObject(rules) || isMapped(rules);
    if (type.kind === 'simple') {
      if (!single) this.#wrong(path, `\`${name}\` is a text; it has no elements.`);
      return;
    }
    if (type.refused !== undefined)
      this.#wrong(path, `\`${name}\` cannot be written by its WSDL: ${type.refused}.`);
    else if (!single) this.#members(type, rules, path);
    else if (!type.text) this.#wrong(path, `\`${name}\` has elements: ${namesOf(type).join(', ')}.`);
  }

  #members(type: XsdComplexType, rules: JsonObject, path: Path): void {
    const known = namesOf(type);
    for (const [name, value] of Object.entries(rules)) {
      const element = type.elements.find((each) => each.name === name);
      if (element) this.content(element, value, [...path, name]);
      else if (!known.includes(name))
        this.#wrong([...path, name], `There is no element \`${name}\` here.`, didYouMean(name, known));
    }
    const given = (name: string): boolean => Object.hasOwn(rules, name);
    const missing = [
      ...type.elements.filter(({ optional, nillable, name }) => !optional && !nillable && !given(name)),
    ].map(({ name }) => name);
    const attributes = type.attributes.filter(({ optional, name }) => !optional && !given(`@${name}`));
    for (const name of [...missing, ...attributes.map(({ name }) => `@${name}`)])
      this.#wrong(path, `\`${name}\` is missing.`, `Known here: ${known.join(', ')}.`);
  }
}

const namesOf = ({ elements, attributes, text }: XsdComplexType): string[] => [
  ...elements.map(({ name }) => name),
  ...attributes.map(({ name }) => `@${name}`),
  ...(text ? ['#text'] : []),
];
