/** `<?each inputs.order.lines?>`: repeats the following element for each item of a list. */
import { namedSlot, type Slot, type TemplateProblem, type TemplateScope } from '../template.js';
import type { Shape } from '../mapping/field-shape.js';

/** A list over which an element is repeated, and the shape of one item. */
export interface Each {
  slot: Slot;
  item: Shape;
}

const FORM = /^<\?each\s+([A-Za-z][\w.]*)\s*\?>$/;

/** Whether a token of a template is such an instruction. */
export const isEach = (token: string): boolean => /^<\?each[\s?]/.test(token);

/** The list that an instruction names, or a problem. */
export function eachOf(
  token: string,
  scope: TemplateScope,
): Each | (Pick<TemplateProblem, 'message' | 'hint'> & Partial<TemplateProblem>) {
  const name = FORM.exec(token)?.[1];
  if (name === undefined)
    return {
      message: 'Write the name of the list without `${}`.',
      hint: 'Write `<?each inputs.order.lines?>`.',
    };
  const slot = namedSlot(name, scope);
  if ('code' in slot) return slot;
  if (slot.shape.kind !== 'list') return { message: `\`${name}\` is not a list.` };
  return { slot, item: slot.shape.element };
}
