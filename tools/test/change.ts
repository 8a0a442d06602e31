/** Which test files a change touches, by the import graph; files that are no code touch what names them. */
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { build } from 'esbuild';

const git = (...args: readonly string[]): string =>
  execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();

/** The commit that is checked out; `none` outside of a repository. */
export function currentCommit(): string {
  try {
    return git('rev-parse', 'HEAD');
  } catch {
    return 'none';
  }
}

/** The last commit that is at least a day older than the one that is checked out: what came after it is taken for the change. */
export function dayBefore(): string {
  const [now = ''] = git('log', '-1', '--format=%ct').split('\n');
  return git('rev-list', '-1', `--before=${Number(now) - 24 * 3600}`, 'HEAD');
}

/** Files that differ from a commit, committed or not; undefined where git does not know the commit. */
export function changedSince(commit: string): readonly string[] | undefined {
  try {
    const tracked = git('diff', '--name-only', '--no-renames', commit).split('\n');
    const untracked = git('ls-files', '--others', '--exclude-standard').split('\n');
    return [...tracked, ...untracked].filter((file) => file !== '');
  } catch {
    return undefined;
  }
}

/** Imports between the project's own files, as far as test files reach. */
async function importsOf(tests: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const { metafile } = await build({
    entryPoints: [...tests],
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    outdir: '.cache/graph',
    write: false,
    packages: 'external',
    metafile: true,
    logLevel: 'silent',
  });
  return new Map(
    Object.entries(metafile.inputs).map(([file, { imports }]) => [
      file,
      imports.filter(({ external }) => external !== true).map(({ path }) => path),
    ]),
  );
}

/** Which files a text may mean that names a file or its folder, as tests name fixtures, flows and templates. */
const namesOf = (file: string): readonly string[] => [basename(file), basename(dirname(file))];

/**
 * How many imports lie between each test file and the nearest file that has changed. A changed file that nothing
 * imports is taken for imported by each file below `test` that names it or its folder.
 */
export async function distancesFrom(
  changed: readonly string[],
  tests: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const imports = await importsOf(tests);
  const importers = new Map<string, string[]>();
  const add = (file: string, importer: string): void =>
    void importers.set(file, [...(importers.get(file) ?? []), importer]);
  for (const [file, all] of imports) for (const path of all) add(path, file);
  const data = changed.filter((file) => !imports.has(file));
  for (const file of imports.keys()) {
    if (!file.startsWith('test/')) continue;
    const text = await readFile(join(process.cwd(), file), 'utf8');
    for (const each of data) if (namesOf(each).some((name) => names(text, name))) add(each, file);
  }
  return nearest(changed, importers, new Set(tests));
}

const names = (text: string, name: string): boolean =>
  name.length > 3 && (text.includes(`/${name}`) || text.includes(`'${name}`));

function nearest(
  changed: readonly string[],
  importers: ReadonlyMap<string, readonly string[]>,
  tests: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const distances = new Map<string, number>(changed.map((file) => [file, 0]));
  const queue = [...changed];
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    for (const importer of importers.get(file) ?? []) {
      if (distances.has(importer)) continue;
      distances.set(importer, (distances.get(file) ?? 0) + 1);
      queue.push(importer);
    }
  }
  return new Map([...distances].filter(([file]) => tests.has(file)));
}
