/** What is known about values on a path through a flow: which results are left, which optionals are present. */

/** What is known about one path: the values an enum can still have; whether an optional value is present. */
export interface Fact {
  values?: readonly string[];
  present?: boolean;
}

/** Facts by path as written, e.g. `steps.find.result`; nothing mutable can be read, so they hold to the end. */
export type Facts = ReadonlyMap<string, Fact>;

/** Nothing is known. */
export const noFacts: Facts = new Map();

/** Whatever may be absent is taken for present: a condition that asks for something could not be read. */
export const allPresent: Facts = new Map([['', { present: true }]]);

/** A condition could not be read, which is told already: it may have ruled out any value. */
export const unreadable: Facts = new Map([['?', { present: true }]]);

/** Whether a condition on the way here could not be read. */
export const isUnreadable = (facts: Facts): boolean => facts.has('?');

/** Whether the value at a path is known to be present. */
export const isPresent = (facts: Facts, path: string): boolean =>
  facts.get(path)?.present === true || facts.get('')?.present === true;

/** One fact. */
export const fact = (path: string, known: Fact): Facts => new Map([[path, known]]);

/** Both hold. */
export function both(left: Facts, right: Facts): Facts {
  if (left.size === 0) return right;
  const facts = new Map(left);
  for (const [path, known] of right) {
    const before = facts.get(path) ?? {};
    const values =
      before.values && known.values
        ? before.values.filter((value) => known.values?.includes(value))
        : undefined;
    facts.set(path, { ...before, ...known, ...(values === undefined ? {} : { values }) });
  }
  return facts;
}

/** One of the two holds, but which is unknown. */
export function either(left: Facts, right: Facts): Facts {
  const facts = new Map<string, Fact>();
  for (const [path, known] of left) {
    const other = right.get(path);
    if (other === undefined) continue;
    const values =
      known.values && other.values ? [...new Set([...known.values, ...other.values])] : undefined;
    const present = known.present === other.present ? known.present : undefined;
    if (values === undefined && present === undefined) continue;
    facts.set(path, {
      ...(values === undefined ? {} : { values }),
      ...(present === undefined ? {} : { present }),
    });
  }
  return facts;
}

/** Drops the facts about a root that now means something else. */
export function without(facts: Facts, root: string): Facts {
  return new Map([...facts].filter(([path]) => path !== root && !path.startsWith(`${root}.`)));
}
