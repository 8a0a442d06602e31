/** Files as they were at a commit: read by git itself, without touching the working copy. */
import { type ExecFileException, execFile } from 'node:child_process';
import { mkdir, realpath, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { OrderlyError } from '../contracts/errors/orderly-error.js';

/** Largest file and list that is read, bytes. */
const MAX_BYTES = 64 * 1024 * 1024;

/** A commit of the repository around a folder. */
export interface Commit {
  /** Root of the working copy. */
  root: string;
  hash: string;
}

/** The commit that a name stands for; `repository_missing`, `git_ref_unknown`, `git_missing`. */
export async function commitOf(folder: string, ref: string): Promise<Commit> {
  const root = await rootOf(folder);
  if (root === undefined) throw new OrderlyError('repository_missing', `${folder} lies in no git repository`);
  // What follows `--end-of-options` is never taken for an option.
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`];
  const hash = await git(root, args).catch(unless(1, 128));
  if (hash === undefined) throw new OrderlyError('git_ref_unknown', `\`${ref}\` is no commit of ${root}`);
  return { root, hash: hash.toString().trim() };
}

/** The root of the working copy that a folder lies in, if it lies in one. */
export async function rootOf(folder: string): Promise<string | undefined> {
  const root = await git(folder, ['rev-parse', '--show-toplevel']).catch(unless(128));
  return root?.toString().replace(/\r?\n$/, '');
}

/** Writes the files of a folder that `wanted` names, as they were, below another folder; answers their paths there. */
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

/** A line of `ls-tree`: plain files alone, by their path inside the folder. */
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

/** Nothing, for a git that ended with one of these codes; any other failure goes on. */
function unless(...codes: readonly number[]): (error: Error & { code?: unknown }) => undefined {
  return (error) => {
    if (codes.includes(Number(error.code))) return undefined;
    throw error;
  };
}
