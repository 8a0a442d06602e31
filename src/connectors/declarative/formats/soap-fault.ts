/** Faults of SOAP 1.1 and 1.2, also where one stands in the other's envelope, as `{ code, reason, detail }`. */
import type { Json, JsonObject } from '../../../contracts/json.js';
import { isList, isObject } from '../json-value.js';

/** A fault's one form from the view of its element; null for what it does not say. */
export function faultOf(fault: Json | undefined): JsonObject {
  return {
    code: codeOf(fault),
    reason: textIn(member(fault, 'faultstring') ?? member(member(fault, 'Reason'), 'Text')),
    detail: member(fault, 'detail') ?? member(fault, 'Detail') ?? null,
  };
}

/** The local name of `faultcode`, or of the deepest `Subcode` that has one: it says most. */
function codeOf(fault: Json | undefined): string | null {
  let name = textIn(member(fault, 'faultcode'));
  for (let code = member(fault, 'Code'); code !== undefined; code = member(code, 'Subcode'))
    // node-soap's own example writes `value`.
    name = textIn(member(code, 'Value') ?? member(code, 'value')) ?? name;
  return name === null ? null : name.slice(name.lastIndexOf(':') + 1);
}

const member = (value: Json | undefined, name: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** The text of an element, of the first one where there are several (one a language). */
function textIn(value: Json | undefined): string | null {
  if (value !== undefined && isList(value)) return textIn(value[0]);
  const text = isObject(value) ? value['#text'] : value;
  return typeof text === 'string' ? text.trim() : null;
}
