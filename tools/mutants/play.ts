/**
 * `npm run tool -- mutants --count 20 --seed 1`: changes one place of what guards money, approvals, verification and
 * keys, plays the tests of `npm test` that reach it, nearest first, until one fails, and prints a line for each mutant.
 * One that `core` does not catch is played against all tests that reach it: what they do not catch either is no
 * difference that a test could see, or one that no test has yet. Works in a copy; the checkout stays as it is.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { copyOf, type Copy } from '../../test/tools/support/copy.js';
import { distancesFrom } from '../test/change.js';
import { readDurations, sumOf } from '../test/durations.js';
import { tierOf } from '../test/tiers.js';
import { type Mutant, mutantsOf, mutated } from './mutants.js';

const { values } = parseArgs({
  options: { count: { type: 'string', default: '20' }, seed: { type: 'string', default: '1' } },
});
const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** What guards each of them. */
const guards: Readonly<Record<string, readonly string[]>> = {
  money: ['send-write', 'read-guard', 'reservation', 'settle-write', 'look-up-write', 'attempt'].map(
    (name) => `src/activities/calls/${name}.ts`,
  ),
  approvals: [
    ...['src/activities/calls/require-approval.ts', 'src/activities/calls/judge-decision.ts'],
    ...['src/security/decision-token.ts', 'src/activities/verify-decision.ts'],
  ],
  verification: filesOf('src/activities/calls/verification'),
  keys: [...filesOf('src/security/keys'), 'src/security/sealing.ts'].filter(
    (file) => !/aws|vault/.test(file),
  ),
};

const tests = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts') && !name.includes('node_modules'))
  .map((name) => join('test', name));

/** The first failure ends a run. */
const quietly = ['--bail=1', '--silent=true', '--reporter=dot'];

type Verdict = 'caught by core' | 'caught by the others' | 'not caught';

const count = Number(values.count);
const tally: Record<Verdict, number> = { 'caught by core': 0, 'caught by the others': 0, 'not caught': 0 };
using copy = copyOf();
for (const mutant of drawn(Number(values.seed))) {
  if (tally['caught by core'] + tally['caught by the others'] >= count) break;
  const verdict = await judge(mutant, copy);
  tally[verdict] += 1;
  print(`${verdict}: ${mutant.file}:${mutant.line} \`${short(mutant.was)}\` → \`${short(mutant.is)}\``);
}
print(
  Object.entries(tally)
    .map(([verdict, number]) => `${number} ${verdict}`)
    .join(', '),
);
process.exitCode = tally['caught by the others'] === 0 ? 0 : 1;

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name))
    .sort();
}

/** Mutants of the four areas in turn, in an order that the seed draws. */
function* drawn(seed: number): Generator<Mutant> {
  const piles = Object.values(guards).map((files, index) => {
    const all = files.flatMap((file) => mutantsOf(file, readFileSync(file, 'utf8')));
    const order = fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
    return fc.sample(order, { seed: seed + index, numRuns: 1 })[0] ?? [];
  });
  for (let at = 0; piles.some((pile) => at < pile.length); at += 1)
    for (const mutant of piles.map((pile) => pile[at])) if (mutant !== undefined) yield mutant;
}

async function judge(mutant: Mutant, work: Copy): Promise<Verdict> {
  const { sample } = await readDurations();
  const distances = await distancesFrom([mutant.file], tests);
  const near = [...distances.keys()].sort(
    (a, b) => (distances.get(a) ?? 0) - (distances.get(b) ?? 0) || sumOf(sample, [a]) - sumOf(sample, [b]),
  );
  const text = readFileSync(mutant.file, 'utf8');
  const place = join(work.path, mutant.file);
  writeFileSync(place, mutated(text, mutant));
  try {
    const fails = async (files: readonly string[]): Promise<boolean> =>
      files.length > 0 &&
      (await work.node('--import', 'tsx', 'tools/test/test.ts', 'core', ...quietly, ...files)) !== 0;
    const core = near.filter((file) => tierOf(file) === 'core');
    // Most fall to the tests beside them, which need nothing prepared.
    const beside = core.filter((file) => !file.startsWith('test/server/')).slice(0, 30);
    const vitest = ['node_modules/vitest/vitest.mjs', 'run', ...quietly, ...beside];
    if (beside.length > 0 && (await work.node(...vitest)) !== 0) return 'caught by core';
    if (await fails(core.filter((file) => !beside.includes(file)))) return 'caught by core';
    if (await fails(near.filter((file) => tierOf(file) !== 'core'))) return 'caught by the others';
    return 'not caught';
  } finally {
    writeFileSync(place, text);
  }
}

function short(code: string): string {
  const line = code.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}
