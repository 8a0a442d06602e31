/** What each test file takes of the processors, kept in test/durations.json so that tiers can be planned and their sums checked. */
import { readFile, writeFile } from 'node:fs/promises';

/** CPU seconds of test files, children of theirs included: of the sample that `npm test` plays, and of all that there is. */
export interface Durations {
  sample: Readonly<Record<string, number>>;
  all: Readonly<Record<string, number>>;
}

const path = 'test/durations.json';

/** What a file is taken for that nobody has measured yet, in CPU seconds. */
const UNMEASURED = 2;

/** The durations that this checkout keeps. */
export async function readDurations(): Promise<Durations> {
  return JSON.parse(await readFile(path, 'utf8')) as Durations;
}

/** CPU seconds of some files together. */
export const sumOf = (seconds: Readonly<Record<string, number>>, files: readonly string[]): number =>
  files.reduce((sum, file) => sum + (seconds[file] ?? UNMEASURED), 0);

/** The dearest of some files with their CPU seconds, dearest first. */
export const dearest = (
  seconds: Readonly<Record<string, number>>,
  files: readonly string[],
  most = 10,
): readonly (readonly [string, number])[] =>
  files
    .map((file) => [file, seconds[file] ?? UNMEASURED] as const)
    .sort(([, a], [, b]) => b - a)
    .slice(0, most);

/** Keeps what was measured beside what is known of the other files there are; rounded, so that a small change is none. */
export async function keepDurations(
  kind: keyof Durations,
  measured: Readonly<Record<string, number>>,
  files: readonly string[],
): Promise<void> {
  const durations = await readDurations();
  const merged = (known: Readonly<Record<string, number>>): Record<string, number> =>
    Object.fromEntries(
      files.flatMap((file) => (known[file] === undefined ? [] : [[file, rounded(known[file])] as const])),
    );
  const next = {
    sample: merged(durations.sample),
    all: merged(durations.all),
    [kind]: merged({ ...durations[kind], ...measured }),
  };
  await writeFile(path, `${JSON.stringify(next, undefined, 2)}\n`);
}

const rounded = (seconds: number): number =>
  seconds < 10 ? Math.max(0.1, Math.round(seconds * 10) / 10) : Math.round(seconds);

/** Reads what test files have written down of themselves, a line of JSON each (test/support/each-file.ts). */
export async function readMeasured(log: string): Promise<Record<string, number>> {
  const lines = (await readFile(log, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');
  const measured: Record<string, number> = {};
  for (const line of lines) {
    const { file, seconds } = JSON.parse(line) as { file: string; seconds: number };
    measured[file] = (measured[file] ?? 0) + seconds;
  }
  return measured;
}
