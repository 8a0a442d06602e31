/** `npm run test:all` in shards of at most an hour of the processors; test/all.json says which have passed at which commit. */
import { readFile, writeFile } from 'node:fs/promises';
import { sumOf } from './durations.js';

/** CPU seconds that a shard may take. */
const SHARD_SECONDS = 3600;

/** How a shard came out. */
export interface ShardResult {
  files: number;
  passed: number;
  failed: number;
  skipped: number;
  /** Seconds on the clock. */
  seconds: number;
}

/** Which shards of a commit have been played. */
export interface Progress {
  commit: string;
  /** How many shards there are. */
  shards: number;
  results: Record<string, ShardResult>;
}

const path = 'test/all.json';

/** Cuts files, in the order of their names, into shards; a file that is dearer than a shard is one by itself. */
export function shardsOf(
  seconds: Readonly<Record<string, number>>,
  files: readonly string[],
): readonly (readonly string[])[] {
  const shards: string[][] = [];
  for (const file of [...files].sort()) {
    const last = shards.at(-1);
    if (last !== undefined && sumOf(seconds, [...last, file]) <= SHARD_SECONDS) last.push(file);
    else shards.push([file]);
  }
  return shards;
}

/** What has been played at a commit; nothing yet, if the file tells of another one. */
export async function readProgress(commit: string, shards: number): Promise<Progress> {
  const known = await lastProgress();
  return known?.commit === commit && known.shards === shards ? known : { commit, shards, results: {} };
}

/** What the file tells, of whichever commit. */
export async function lastProgress(): Promise<Progress | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Progress);
}

/** Writes down how a shard came out. */
export async function keepProgress(progress: Progress): Promise<void> {
  await writeFile(path, `${JSON.stringify(progress, undefined, 2)}\n`);
}
