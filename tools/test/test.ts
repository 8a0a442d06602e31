/**
 * `npm test`: the tier `core`, or the files that are asked for. `npm run test:landing`: what `.ci/run` plays beside it.
 * `npm run test:all`: everything, in shards that can be gone on with. Names what is skipped and what is dearest;
 * docs/development/testing.md says which tier holds what.
 */
import { readdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { changedSince, currentCommit, dayBefore, distancesFrom } from './change.js';
import { dearest, keepDurations, readDurations, sumOf } from './durations.js';
import { runNode } from '../run-tool.js';
import { runVitest, type RunResult } from './run-vitest.js';
import { keepProgress, lastProgress, readProgress, type ShardResult, shardsOf } from './shards.js';
import { budgets, choose, tierOf } from './tiers.js';

const log = (line: string): void => void process.stdout.write(`${line}\n`);
const minutes = (seconds: number): string => `${(seconds / 60).toFixed(1)} min`;

const everything = (await readdir('test', { recursive: true }))
  .filter((name) => name.endsWith('.test.ts') && !name.includes('node_modules'))
  .map((name) => join('test', name))
  .sort();

/** `npm test`, with paths or names of tests after `--` only those. */
async function playCore(args: readonly string[]): Promise<boolean> {
  const asked = args.filter((arg) => arg !== '--keep');
  const isExhaustive = process.env['ORDERLY_TEST_EXHAUSTIVE'] === '1';
  // Options alone, such as a reporter, choose nothing.
  const isChosen = asked.some((arg) => !arg.startsWith('-') || arg === '-t');
  if (isChosen) {
    const result = await runVitest([], { isExhaustive, args: asked, log });
    await keep(isExhaustive ? 'all' : 'sample', result, args);
    return close('asked', result);
  }
  const files = everything.filter((file) => tierOf(file) === 'core');
  const result = await runVitest(files, { isExhaustive: false, args: ['--silent=true', ...asked], log });
  await keep('sample', result, args);
  return close('core', result, budgets.core);
}

/** `npm run test:landing`: the tier of that name, and of the rest a tenth and what the change touches. */
async function playLanding(args: readonly string[]): Promise<boolean> {
  const { sample } = await readDurations();
  const landing = everything.filter((file) => tierOf(file) === 'landing');
  const { chosen, leftOut } = choose(
    everything.filter((file) => tierOf(file) === 'rest'),
    {
      commit: currentCommit(),
      distances: await touched(),
      left: budgets.landing - sumOf(sample, landing),
      secondsOf: (file) => sumOf(sample, [file]),
    },
  );
  log(`landing: ${landing.length} files, and of the rest ${chosen.length}: ${chosen.join(', ')}`);
  if (leftOut.length > 0)
    log(`drawn or touched, but beyond the budget, for npm run test:all: ${leftOut.join(', ')}`);
  // Stacks and foreign systems wait for each other more than they work.
  const workers = ['--silent=true', `--maxWorkers=${availableParallelism() + 3}`];
  const result = await runVitest([...landing, ...chosen], { isExhaustive: false, args: workers, log });
  await keep('sample', result, args);
  return close('landing', result, budgets.landing);
}

/** The test files that the change touches: all that differs from ORDERLY_CHANGE_BASE, or from where all was played last. */
async function touched(): Promise<ReadonlyMap<string, number>> {
  const base = process.env['ORDERLY_CHANGE_BASE'] ?? (await lastProgress())?.commit ?? dayBefore();
  const changed = changedSince(base);
  log(`${changed?.length ?? 'unknown'} files have changed since ${base}`);
  return changed === undefined ? new Map() : distancesFrom(changed, everything);
}

/** `npm run test:all`: the shards that have not passed at this commit; `--list` names them, `--shard 3` plays one. */
async function playAll(args: readonly string[]): Promise<boolean> {
  const { sample, all } = await readDurations();
  // What has never been played whole is taken for four times its sample.
  const guessed = Object.fromEntries(Object.entries(sample).map(([file, cpu]) => [file, 4 * cpu]));
  const seconds = { ...guessed, ...all };
  const shards = shardsOf(seconds, everything);
  const progress = await readProgress(currentCommit(), shards.length);
  const asked = args.includes('--shard') ? args[args.indexOf('--shard') + 1] : undefined;
  let isGreen = true;
  for (const { name, what, play } of [...shards.map(ofFiles(seconds)), ...longRuns.map(ofLongRun)]) {
    const done = progress.results[name];
    const isWanted = asked === undefined ? done?.failed !== 0 : asked === name;
    const state =
      done === undefined ? 'not played at this commit' : `${done.passed} passed, ${done.failed} failed`;
    log(`shard ${name}: ${what}; ${state}`);
    if (args.includes('--list') || !isWanted) continue;
    progress.results[name] = await play();
    await keepProgress(progress);
    isGreen = progress.results[name].failed === 0 && isGreen;
  }
  return isGreen;
}

interface Shard {
  name: string;
  what: string;
  play: () => Promise<ShardResult>;
}

/** A shard of test files, each with all that it can play. */
const ofFiles =
  (seconds: Readonly<Record<string, number>>) =>
  (files: readonly string[], index: number): Shard => ({
    name: String(index + 1),
    what: `${files.length} files, ${files[0]} to ${files.at(-1)}, about ${minutes(sumOf(seconds, files))} of CPU`,
    play: async () => {
      const result = await runVitest(files, { isExhaustive: true, args: ['--silent=true'], log });
      await keepDurations('all', result.measured, everything);
      close(`shard ${index + 1}`, result);
      const { passed, failed, skipped } = result;
      return { files: files.length, passed, failed, skipped, seconds: Math.round(result.seconds) };
    },
  });

/** Runs that are no test files (tools/test/long-runs.ts). */
const longRuns = ['schedules', 'kinds', 'watched'];

const ofLongRun = (name: string): Shard => ({
  name,
  what: `npm run tool -- long-run ${name}`,
  play: async () => {
    const begun = Date.now();
    const code = await runNode(['--import', 'tsx', 'tools/test/long-runs.ts', name]);
    const [passed, failed] = code === 0 ? [1, 0] : [0, 1];
    return { files: 0, passed, failed, skipped: 0, seconds: Math.round((Date.now() - begun) / 1000) };
  },
});

/** Keeps what files took, where `--keep` asks for it: a checkout stays as it is else. */
async function keep(kind: 'sample' | 'all', result: RunResult, args: readonly string[]): Promise<void> {
  if (args.includes('--keep')) await keepDurations(kind, result.measured, everything);
}

/** Prints what came out; the last line is the one that CI reads. */
function close(what: string, result: RunResult, budget?: number): boolean {
  const { passed, failed, skipped, skippedNames, failedFiles, measured, seconds } = result;
  const files = Object.keys(measured);
  for (const name of skippedNames) log(`skipped: ${name}`);
  for (const file of failedFiles) log(`failed: ${file}`);
  if (files.length > 1) {
    log('\nThe ten dearest files, in CPU seconds:');
    for (const [file, cpu] of dearest(measured, files)) log(`${cpu.toFixed(1).padStart(7)}  ${file}`);
  }
  const of = budget === undefined ? '' : ` of ${budget}`;
  log(
    `${what}: ${Math.round(seconds)} s, ${Math.round(sumOf(measured, files))}${of} CPU s in ${files.length} files`,
  );
  log(`tests: ${passed} passed, ${failed} failed, ${skipped} skipped`);
  return failed === 0;
}

const ways: Readonly<Record<string, (args: readonly string[]) => Promise<boolean>>> = {
  core: playCore,
  landing: playLanding,
  all: playAll,
};
const [way = 'core', ...rest] = process.argv.slice(2);
const play = ways[way];
if (play === undefined) throw new Error(`There is no tier ${way}: ${Object.keys(ways).join(', ')}.`);
process.exitCode = (await play(rest)) ? 0 : 1;
