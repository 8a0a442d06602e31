/** Files as of a commit, read through git without touching the working copy. */
import { type ExecFileException, execFile } from 'node:child_process';
import { mkdir, realpath, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { OrderlyError } from '../contracts/errors/orderly-error.js';

/** Maximum size of a file or listing, bytes. */
const MAX_BYTES = 64 * 1024 * 1024;

/** A commit of the repository that contains a folder. */
export interface Commit {
  /** Root of the working copy. */
  root: string;
  hash: string;
}

/** Resolves a ref to its commit; `repository_missing`, `git_ref_unknown`, `git_missing`. */
export async function commitOf(folder: string, ref: string): Promise<Commit> {
  const root = await rootOf(folder);
  if (root === undefined) throw new OrderlyError('repository_missing', `${folder} lies in no git repository`);
  // Git never parses anything after `--end-of-options` as an option.
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`];
  const hash = await git(root, args).catch(unless(1, 128));
  if (hash === undefined) throw new OrderlyError('git_ref_unknown', `\`${ref}\` is no commit of ${root}`);
  return { root, hash: hash.toString().trim() };
}

/** The root of the working copy that contains a folder, if any. */
export async function rootOf(folder: string): Promise<string | undefined> {
  const root = await git(folder, ['rev-parse', '--show-toplevel']).catch(unless(128));
  return root?.toString().replace(/\r?\n$/, '');
}

/** Writes a folder's files that `wanted` selects, as of the commit, to another folder; returns their paths. */
export async function filesAt(
  { root, hash }: Commit,
  folder: string,
  into: string,
  wanted: (path: string) => boolean,
): Promise<string[]> {
  const inside = relative(root, await realpath(folder))
    .split(sep)
    .join('/');
  const listed = await git(root, [
    'ls-tree',
    '-r',
    '-z',
    hash,
    '--',
    ...(inside === '' ? [] : [`${inside}/`]),
  ]);
  const files = listed
    .toString()
    .split('\0')
    .flatMap((line) => entryOf(line, inside));
  const chosen = files.filter(({ path }) => wanted(path));
  for (const { path, object } of chosen) {
    const file = join(into, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, await git(root, ['cat-file', 'blob', object]));
  }
  return chosen.map(({ path }) => path);
}

/** Parses a line of `ls-tree`: plain files only, with their path inside the folder. */
function entryOf(line: string, inside: string): { path: string; object: string }[] {
  const [, object, path] = /^100(?:644|755) blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
  if (object === undefined || path === undefined) return [];
  return [{ object, path: inside === '' ? path : path.slice(inside.length + 1) }];
}

function git(folder: string, args: readonly string[]): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, encoding: 'buffer', maxBuffer: MAX_BYTES } as const;
    execFile('git', args, options, (error, stdout) => {
      if (error === null) resolve(stdout);
      else reject(failureOf(error));
    });
  });
}

const failureOf = (error: ExecFileException): Error =>
  error.code === 'ENOENT' ? new OrderlyError('git_missing', 'git cannot be started') : error;

/** Handles git failures: undefined for these exit codes, any other failure is rethrown. */
function unless(...codes: readonly number[]): (error: Error & { code?: unknown }) => undefined {
  return (error) => {
    if (codes.includes(Number(error.code))) return undefined;
    throw error;
  };
}
