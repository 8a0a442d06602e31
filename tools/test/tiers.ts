/**
 * The tiers of the suite (docs/development/testing.md): a test file that no list here names is in `core`, which is what
 * `npm test` runs. An entry is a file or a folder that ends in `/`; of two that fit, the longer one holds.
 */
import { createHash } from 'node:crypto';

/** `core`: every `npm test`. `landing`: every `.ci/run` too. `rest`: `.ci/run` where a change touches it, else a tenth. */
export type Tier = 'core' | 'landing' | 'rest';

/** CPU seconds that a tier may take: `core` of `npm test`, `landing` of what `.ci/run` plays beside it. */
export const budgets = { core: 480, landing: 720 } as const;

const tiers: Readonly<Record<Tier, readonly string[]>> = {
  core: [],
  landing: [],
  rest: [],
};

const entries = Object.entries(tiers).flatMap(([tier, paths]) =>
  paths.map((path) => ({ tier: tier as Tier, path })),
);

/** The entries of the lists, each of which must name a file that there is. */
export const listed: readonly string[] = entries.map(({ path }) => path);

/** Whether an entry names a file. */
export const names = (entry: string, file: string): boolean =>
  entry.endsWith('/') ? file.startsWith(entry) : file === entry;

/** The tier of a test file. */
export function tierOf(file: string): Tier {
  const fitting = entries.filter(({ path }) => names(path, file));
  return fitting.sort((a, b) => b.path.length - a.path.length)[0]?.tier ?? 'core';
}

/** Whether a file of `rest` is in the tenth that a commit draws: another tenth for each commit, the same for one. */
export const isInTenth = (file: string, commit: string): boolean =>
  createHash('sha256').update(`${file} ${commit}`).digest().readUInt32BE(0) % 10 === 0;

/** What of `rest` plays on a landing: the commit's tenth, then what the change touches, nearest first, while the budget lasts. */
export function choose(
  rest: readonly string[],
  { commit, distances, left, secondsOf }: Choosing,
): { chosen: string[]; leftOut: string[] } {
  const tenth = rest.filter((file) => isInTenth(file, commit));
  const touched = rest
    .filter((file) => !tenth.includes(file) && distances.has(file))
    .sort((a, b) => (distances.get(a) ?? 0) - (distances.get(b) ?? 0) || secondsOf(a) - secondsOf(b));
  let budget = left - tenth.reduce((sum, file) => sum + secondsOf(file), 0);
  const chosen = [...tenth];
  const leftOut: string[] = [];
  for (const file of touched) {
    budget -= secondsOf(file);
    (budget >= 0 ? chosen : leftOut).push(file);
    if (budget < 0) budget += secondsOf(file);
  }
  return { chosen, leftOut };
}

/** What the choice among `rest` rests on. */
export interface Choosing {
  commit: string;
  /** How many imports lie between a test file and the nearest file that has changed; files that no change touches are missing. */
  distances: ReadonlyMap<string, number>;
  /** CPU seconds that are left for it. */
  left: number;
  secondsOf: (file: string) => number;
}
