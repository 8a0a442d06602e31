/** Names that authors may give to flows, steps, inputs and fields. */

import { didYouMean, nearest } from './yaml/suggest.js';

/** Words of the expression language: its roots, literals, functions and CEL's own reserved words. */
const languageWords = new Set(
  (
    'inputs steps policy merchant conversation run item option result true false null in has offered size orValue map filter exists all ' +
    'exists_one matches dyn type int uint double bool string bytes list money duration as break const continue else for ' +
    'function if import let loop package namespace return var void while'
  ).split(' '),
);

/** Flow names reserved for the product's own workflow types. */
const ownWorkflows = new Set(['conversation', 'maintenance', 'takeEvents', 'run-flow', 'approval', 'flow']);

/** Ids that the compiler gives to steps without one: kind and number. */
const compilerId =
  /^(classify|extract|call|subflow|set|choose|if|each|parallel|repeat|ask|say|handover|wait|end|undo)\d+$/;

const ofEveryObject = (name: string): boolean => name in Object.prototype;

const camelCase = /^[a-z][A-Za-z0-9]{0,63}$/;
const kebabCase = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** The kebab-case name that is nearest to a wrong one: `My Shop` is `my-shop`; undefined where none is. */
export const kebabLike = (name: string): string | undefined => inForm(name, '-', kebabCase);

/** `: write \`orderNumber\``, for a name whose words can be told apart. */
function suggested(name: string, between: '' | '-', form: RegExp): string {
  const right = inForm(name, between, form);
  return right === undefined ? '' : `: write \`${right}\``;
}

function inForm(name: string, between: '' | '-', form: RegExp): string | undefined {
  const words = name
    .split(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
  const right = words
    .map((word, at) => (at === 0 || between !== '' ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(between);
  return form.test(right) ? right : undefined;
}

/** What is wrong with a camelCase name, or undefined. */
export function wrongName(name: string): string | undefined {
  if (!camelCase.test(name)) return `\`${name}\` is not camelCase${suggested(name, '', camelCase)}`;
  if (ofEveryObject(name)) return `\`${name}\` is already used in every record`;
  return languageWords.has(name) ? `\`${name}\` is a reserved word` : undefined;
}

/** What is wrong with a step's id, or undefined. */
export function wrongStepId(id: string): string | undefined {
  return compilerId.test(id) ? `\`${id}\` is reserved for steps without an id` : wrongName(id);
}

/** What is wrong with a flow's name, or undefined. */
export function wrongFlowName(name: string): string | undefined {
  if (!kebabCase.test(name) || name.length > 64)
    return `\`${name}\` is not kebab-case${suggested(name, '-', kebabCase)}`;
  return ownWorkflows.has(name) || ofEveryObject(name) ? `\`${name}\` is reserved for Orderly` : undefined;
}

/** A hint for an operation that there is not: the nearest, those of its domain, or how a merchant declares its own. */
export function operationHint(name: string, known: Iterable<string>): string {
  const names = [...known];
  const near = nearest(name, names);
  const ofDomain = names.filter((each) => each.split('.')[0] === name.split('.')[0]);
  if (near !== undefined || ofDomain.length > 0)
    return didYouMean(name, near === undefined ? ofDomain : names);
  return `Declare operations of your own in merchant.yaml, under \`custom: operations:\` (docs/integrating/merchants.md); Orderly’s operations are in docs/reference/operations.md.`;
}

/** True for a value of an enum or result: snake_case. */
export const isValueName = (name: string): boolean =>
  /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name) && !ofEveryObject(name);
