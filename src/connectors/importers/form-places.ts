/** The places in a form, nearest first, each with its path. */
import type { Form, Member, RecordForm } from './value-form.js';
import { plainName } from './foreign-names.js';

/** A step to a member; in GraphQL with the type it is on, and its arguments. */
export interface MemberStep {
  member: string;
  on?: string;
  args?: string;
}

/** A step to a member, or into a list. */
export type Step = MemberStep | { item: '*' | '0' };

/** A place of a value, list or record. */
export interface Place {
  steps: readonly Step[];
  form: Form;
  /** Plain names of the members on the path, its own last. */
  names: readonly string[];
}

/** How far a walk descends. */
interface WalkOptions {
  /** Deepest member, counted from 1. */
  depth: number;
  /** Whether lists are entered: their first item, every item, or not at all. */
  lists?: '0' | '*' | undefined;
}

/** Maximum number of places in one walk: schemas of shops have thousands. */
const MOST = 6000;

/** All places below a record, breadth first; a record is not entered again below itself. */
export function placesIn(form: Form, { depth, lists }: WalkOptions): Place[] {
  const found: Place[] = [];
  let level: Walking[] = [{ steps: [], form, names: [], above: [] }];
  for (let at = 0; at <= depth && level.length > 0; at += 1) {
    const next: Walking[] = [];
    for (const walking of level) {
      const { steps, names } = walking;
      const { form: inside, above, steps: inner } = entered(walking, lists);
      if (at > 0) found.push({ steps, form: walking.form, names });
      if (inside === undefined || at === depth || found.length > MOST) continue;
      for (const [name, member] of inside.members()) {
        next.push({
          steps: [...inner, stepTo(name, member)],
          form: member.form,
          names: [...names, plainName(name)],
          above: [...above, inside.identity],
        });
      }
    }
    level = next;
  }
  return found;
}

type Walking = Place & { above: readonly unknown[] };

/** The record at a place, or the item of its list. */
function entered(
  { form, steps, above }: Walking,
  lists: '0' | '*' | undefined,
): { form: RecordForm | undefined; above: readonly unknown[]; steps: readonly Step[] } {
  let inside = form;
  const inner = [...steps];
  while (inside.kind === 'list' && lists !== undefined && inner.length < 12) {
    inner.push({ item: lists });
    inside = inside.item();
  }
  const usable = inside.kind === 'record' && !above.includes(inside.identity);
  return { form: usable ? (inside as RecordForm) : undefined, above, steps: inner };
}

const stepTo = (name: string, { on, args }: Member): MemberStep => ({
  member: name,
  ...(on === undefined ? {} : { on }),
  ...(args === undefined ? {} : { args }),
});

/** Steps as a JSONPath (RFC 9535). */
export const pathOf = (steps: readonly Step[]): string =>
  `$${steps.map((step) => ('item' in step ? `[${step.item}]` : memberPath(step.member))).join('')}`;

const memberPath = (name: string): string =>
  /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `['${name.replaceAll(/['\\]/g, String.raw`\$&`)}']`;
