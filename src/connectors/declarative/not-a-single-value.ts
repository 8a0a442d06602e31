/** Records, lists and amounts where one value is needed: what of them can stand there. */
import { isSingle, type Shape } from './mapping/field-shape.js';
import type { Slot } from './template.js';

/** Message and hint for a slot that is no single value; of a text, such as XML, nothing but `${…}` stands in it. */
export function noSingle(
  { way, shape }: Pick<Slot, 'way' | 'shape'>,
  { inText = false }: { inText?: boolean } = {},
): { message: string; hint: string } {
  const name = way.join('.');
  const message = `\`${name}\` is not a single value; use one of its fields.`;
  switch (shape.kind) {
    case 'money': {
      const form = `{ from: ${name}, as: decimal }`;
      const decimal = inText
        ? `\`variables: { amount: ${form} }\` with \`\${variables.amount}\``
        : `\`${form}\``;
      return { message, hint: `Write \`\${${name}.minor}\` for cents, or ${decimal} for 12.30.` };
    }
    case 'list':
      if (inText) return { message, hint: `Repeat an element for each item of \`${name}\`.` };
      return {
        message,
        hint: `Write \`{ each: ${name}, value: … }\`, with ${itemText(shape.element)} in it.`,
      };
    case 'record':
      return { message, hint: `Write ${fieldTexts(name, shape.fields)}.` };
    default:
      return { message, hint: 'Use one of its fields.' };
  }
}

const itemText = (shape: Shape): string =>
  shape.kind === 'record' ? fieldTexts('item', shape.fields) : '`${item}`';

/** The fields that can stand there, the first ones. */
function fieldTexts(name: string, fields: ReadonlyMap<string, Shape>): string {
  const texts = [...fields].flatMap(([field, shape]) =>
    isSingle(shape)
      ? [`\`\${${name}.${field}}\``]
      : shape.kind === 'money'
        ? [`\`\${${name}.${field}.minor}\``]
        : [],
  );
  const shown = texts.slice(0, 6);
  if (shown.length === 0) return 'one of its fields';
  return `${shown.join(', ')}${texts.length > shown.length ? ', …' : ''}`;
}
