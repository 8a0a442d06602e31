/** A copy of the repository, or of parts of it, in which a test may write. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { runProgram } from '../../../tools/run-tool.js';

/** A folder that goes with its test. */
export interface Copy extends Disposable {
  path: string;
  /** Runs a script of Node in it; answers the exit code. */
  node(...args: readonly string[]): Promise<number>;
}

const skipped = new Set(['node_modules', '.git', '.cache', 'dist', 'coverage']);

/** Copies some paths of the repository, by default all of it, into a folder that goes with its test. */
export function copyOf(paths?: readonly string[]): Copy {
  const path = mkdtempSync(join(tmpdir(), 'orderly-new-'));
  copyInto(path, paths);
  return {
    path,
    node: (...args) => runProgram(process.execPath, args, process.env, path),
    [Symbol.dispose]() {
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Copies paths of the repository into a folder that exists, and links what was installed. */
export function copyInto(path: string, paths: readonly string[] = readdirSync('.')): void {
  for (const each of paths.filter((name) => !skipped.has(name)))
    cpSync(each, join(path, each), {
      recursive: true,
      filter: (source) => basename(source) !== 'node_modules',
    });
  symlinkSync(resolve('node_modules'), join(path, 'node_modules'));
  // The Temporal binaries that are here already.
  mkdirSync(join(path, '.cache'));
  symlinkSync(resolve('.cache/bin'), join(path, '.cache/bin'));
}
