/** What a path given to `orderly flows check` means: a merchant, a folder of merchants, or flows. */
import { access, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import { namedPath } from './merchant-or-path.js';

/** What to load for a path, and which of the issues found belong to it. */
export interface CheckTarget {
  /** Folder of the merchants to load. */
  merchants: string;
  /** The merchant that contains the path. */
  only?: string;
  /** Flow files that belong neither to the product nor to a merchant. */
  drafts: readonly string[];
  /** Reports only issues within this file or folder; all issues if absent. */
  within?: string;
}

/** Where merchants and shipped flows are. */
export interface Folders {
  merchants: string;
  flows: string;
}

/** Determines what a path, or the name of a merchant, means; `path_missing` if it does not exist. */
export async function targetOf(path: string, folders: Folders): Promise<CheckTarget> {
  const given = namedPath(path, folders);
  // Flows, too, are checked for the merchants that run them.
  await isDirectory(folders.merchants, 'Set ORDERLY_MERCHANTS to your merchants’ folder.');
  const isFolder = await isDirectory(given);
  const merchant = await merchantAround(given, folders);
  if (merchant !== undefined) {
    const target = { merchants: dirname(merchant), only: basename(merchant), drafts: [] };
    return given === merchant ? target : { ...target, within: given };
  }
  if (isFolder && (given === folders.merchants || (await holdsMerchants(given))))
    return { merchants: given, drafts: [] };
  const flows = isFolder ? await flowFiles(given) : [given];
  if (flows.length === 0)
    throw new OrderlyError('path_missing', `There is neither a merchant nor a flow in ${path}`, {
      hint: 'Pass a merchant’s name, its folder, or a file in it.',
    });
  return {
    merchants: folders.merchants,
    drafts: flows.filter((file) => !isWithin(file, folders.flows)),
    within: given,
  };
}

/** True for the path itself and everything below it. */
export function isWithin(file: string, path: string): boolean {
  return file === path || file.startsWith(path + sep);
}

async function isDirectory(path: string, hint?: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (found !== undefined) return found.isDirectory();
  throw new OrderlyError('path_missing', `${path} does not exist`, hint === undefined ? {} : { hint });
}

/** The merchant's folder that a path is or is inside; a direct subfolder counts even without merchant.yaml. */
async function merchantAround(path: string, { merchants }: Folders): Promise<string | undefined> {
  if (dirname(path) === merchants && (await isDirectory(path))) return path;
  for (let folder = path; folder !== dirname(folder); folder = dirname(folder)) {
    if (await exists(join(folder, 'merchant.yaml'))) return folder;
  }
  return undefined;
}

async function holdsMerchants(folder: string): Promise<boolean> {
  const names = await readdir(folder);
  const found = await Promise.all(names.map((name) => exists(join(folder, name, 'merchant.yaml'))));
  return found.includes(true);
}

async function flowFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  const flows = names.filter((name) => name.endsWith('.yaml') && !name.endsWith('.test.yaml'));
  return flows.map((name) => join(folder, name));
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
