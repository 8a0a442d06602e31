/** Finds flow test files, and the merchants each is run for. */
import { access, readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { OrderlyError } from '../contracts/errors/orderly-error.js';

/** A test file, and the merchant whose folder contains it. */
export interface TestFile {
  path: string;
  /** That merchant's folder, which contains merchant.yaml. */
  home?: string;
  /** The flow file next to it, if neither shipped nor a merchant's. */
  draft?: string;
}

/** Where merchants and shipped flows are. */
export interface Folders {
  merchants: string;
  flows: string;
}

const ending = '.test.yaml';

/** The files at the given paths, by default all shipped and merchants' files; `path_missing` for a wrong path. */
export async function findTestFiles(paths: readonly string[], folders: Folders): Promise<TestFile[]> {
  const roots = paths.length === 0 ? [folders.flows, folders.merchants] : paths.map((path) => resolve(path));
  const found = await Promise.all(roots.map((root) => filesAt(root, paths.length > 0)));
  const all = [...new Set(found.flat())].sort();
  if (all.length === 0) {
    throw new OrderlyError('flow_tests_missing', `There is no file \`*${ending}\` in ${roots.join(', ')}`);
  }
  return Promise.all(all.map((path) => testFile(path, folders)));
}

async function filesAt(path: string, isGiven: boolean): Promise<string[]> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) {
    if (!isGiven) return [];
    throw new OrderlyError('path_missing', `${path} does not exist`);
  }
  if (!found.isDirectory()) return [await testsOf(path)];
  const names = await readdir(path, { recursive: true });
  return names
    .filter((name) => name.endsWith(ending) && !name.split('/').some((part) => part === 'node_modules'))
    .map((name) => join(path, name));
}

/** A flow's file stands for its tests. */
async function testsOf(path: string): Promise<string> {
  if (path.endsWith(ending)) return path;
  const tests = `${path.replace(/\.yaml$/, '')}${ending}`;
  if (path.endsWith('.yaml') && (await exists(tests))) return tests;
  throw new OrderlyError('flow_tests_missing', `${path} has no tests`, {
    hint: `Write them into ${basename(tests)} beside it; docs/authoring/test-a-flow.md shows how.`,
  });
}

async function testFile(path: string, folders: Folders): Promise<TestFile> {
  const home = await merchantAround(path);
  const flow = `${path.slice(0, -ending.length)}.yaml`;
  const isDraft = home === undefined && dirname(path) !== folders.flows && (await exists(flow));
  return { path, ...(home === undefined ? {} : { home }), ...(isDraft ? { draft: flow } : {}) };
}

async function merchantAround(path: string): Promise<string | undefined> {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    if (await exists(join(folder, 'merchant.yaml'))) return folder;
  }
  return undefined;
}

/** Flow files by flow name, from the given folders and files. */
export async function flowFiles(
  folders: readonly string[],
  files: readonly string[],
): Promise<Map<string, string>> {
  const listed = await Promise.all(folders.map(flowsIn));
  const byName = new Map<string, string>();
  for (const file of [...listed.flat(), ...files]) {
    const [, name] = /^flow: *(\S+)/m.exec(await readFile(file, 'utf8')) ?? [];
    if (name !== undefined) byName.set(name, file);
  }
  return byName;
}

async function flowsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((): string[] => []);
  return names
    .filter((name) => name.endsWith('.yaml') && !name.endsWith(ending))
    .map((name) => join(folder, name));
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
