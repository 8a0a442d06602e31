/** `describe`, `test` and `expect` as the interpreter's tests use them; what they declare is kept here to be run. */
import { format } from 'node:util';

export { expect } from 'expect';

/** One test: the words of its groups and its own, which name it. */
export interface TestCase {
  id: string;
  run: () => unknown;
}

let declared: TestCase[] = [];
let groups: readonly string[] = [];

/** The tests that were declared since it was last asked. */
export function takeDeclared(): readonly TestCase[] {
  const taken = declared;
  declared = [];
  return taken;
}

/** A group of tests. */
export function describe(name: string, declare: () => void): void {
  const outer = groups;
  groups = [...outer, name];
  try {
    declare();
  } finally {
    groups = outer;
  }
}

/** As in Vitest, rows are lists of values only if all of them are lists. */
function rowsOf(table: readonly unknown[]): readonly (readonly unknown[])[] {
  const lists = table.filter((row): row is readonly unknown[] => Array.isArray(row));
  return lists.length === table.length ? lists : table.map((row) => [row]);
}

const each =
  (table: readonly unknown[]) =>
  (name: string, run: (...values: readonly unknown[]) => unknown): void => {
    for (const values of rowsOf(table)) test(format(name, ...values), () => run(...values));
  };

/** A test, or with `each` one for every row of a table. */
export const test = Object.assign(
  (name: string, run: () => unknown): void => {
    const words = [...groups, name].join(' ');
    const namesakes = declared.filter(({ id }) => id === words || id.startsWith(`${words} (`)).length;
    declared.push({ id: namesakes === 0 ? words : `${words} (${namesakes + 1})`, run });
  },
  { each },
);
