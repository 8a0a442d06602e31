/** Forms of the types of an XML Schema, in the one JSON view that paths are asked of. */
import type { XsdElement, XsdSimpleType, XsdType } from '../../declarative/wsdl/model.js';
import type { Form, Member, ValueForm } from '../form.js';

/** The form of an element; one that may stand there several times is a list. */
export function formOfElement(element: XsdElement): Form {
  return element.many ? { kind: 'list', item: () => formOfType(element.type) } : formOfType(element.type);
}

/** The form of a type: attributes are `@name`, the text beside them is `#text`. */
export function formOfType(type: XsdType): Form {
  if (type.kind === 'simple') return valueOf(type);
  const { elements, attributes, text } = type;
  if (elements.length + attributes.length === 0 && text !== undefined) return valueOf(text);
  const members = (): ReadonlyMap<string, Member> =>
    new Map([
      ...elements.map(
        (each) => [each.name, { form: formOfElement(each), required: !each.optional }] as const,
      ),
      ...attributes.map(
        (each) => [`@${each.name}`, { form: valueOf(each.type), required: !each.optional }] as const,
      ),
      ...(text === undefined ? [] : [['#text', { form: valueOf(text), required: true }] as const]),
    ]);
  return { kind: 'record', identity: type, members };
}

function valueOf({ base, values }: XsdSimpleType): ValueForm {
  return { kind: 'value', type: kindOf(base), ...(values === undefined ? {} : { values }) };
}

function kindOf(base: string): ValueForm['type'] {
  if (/^(decimal|float|double)$/.test(base)) return 'number';
  if (/^(integer|long|int|short|byte|(non)?(positive|negative)Integer|unsigned\w+)$/i.test(base))
    return 'integer';
  return base === 'boolean' ? 'boolean' : 'text';
}
