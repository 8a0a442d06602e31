/** `orderly flows diff`: what changed about money and approvals since a commit, by merchant. */
import { mkdtemp, readdir, readFile, realpath, rm, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, dirname, relative, sep } from 'node:path';
import { type ExecFileException, execFile } from 'node:child_process';
import { byWeight, type Change, compareAllFlows, type FlowChanges } from '../flows/compare-flows.js';
import type { FlowIr } from '../contracts/ir.js';
import type { Issue } from '../contracts/issue.js';
import { compareMerchants } from '../merchants/compare-merchants.js';
import type { Merchant } from '../merchants/merchant.js';
import { merchantSchema, type RawMerchant } from '../merchants/merchant-schema.js';
import { readDocument } from '../flows/yaml/document.js';
import type { Folders } from './check-target.js';
import { readMerchants } from './merchant-files.js';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import { plain } from '../platform/observability/print-failure.js';
import { painted, printLine } from './print.js';

// Files as of a commit, read through git without touching the working copy.

/** Maximum size of a file or listing, bytes. */
const MAX_BYTES = 64 * 1024 * 1024;

/** A commit of the repository that contains a folder. */
interface Commit {
  /** Root of the working copy. */
  root: string;
  hash: string;
}

/** Resolves a ref to its commit; `repository_missing`, `git_ref_unknown`, `git_missing`. */
async function commitOf(folder: string, ref: string): Promise<Commit> {
  const root = await rootOf(folder);
  if (root === undefined)
    throw new OrderlyError('repository_missing', `${folder} is not in a git repository`);
  // Git never parses anything after `--end-of-options` as an option.
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`];
  const hash = await git(root, args).catch(unless(1, 128));
  if (hash === undefined) throw new OrderlyError('git_ref_unknown', `\`${ref}\` is not a commit of ${root}`);
  return { root, hash: hash.toString().trim() };
}

/** The root of the working copy that contains a folder, if any. */
async function rootOf(folder: string): Promise<string | undefined> {
  const root = await git(folder, ['rev-parse', '--show-toplevel']).catch(unless(128));
  return root?.toString().replace(/\r?\n$/, '');
}

/** Writes a folder's files that `wanted` selects, as of the commit, to another folder; returns their paths. */
async function filesAt(
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

/** What changed for one merchant. */
interface MerchantChanges {
  merchant: string;
  is: 'new' | 'gone' | 'changed' | 'not_comparable';
  /** Why the merchant cannot be compared. */
  because?: string;
  /** Which of its files have the issues that keep it from being compared: those of now, or of the commit. */
  issues?: 'now' | 'then';
  /** Changes in merchant.yaml and the connections. */
  changes: readonly Change[];
  flows: readonly FlowChanges[];
  unchanged: number;
}

/** What changed since a commit. */
export interface Comparison {
  against: string;
  merchants: readonly MerchantChanges[];
  /** What was offered then and is not now, though no `without:` says that it is meant. */
  noLongerOffered: readonly Issue[];
  /** False if the shipped flows are outside the merchants' repository: their current state is used. */
  shippedFlowsCompared: boolean;
}

/** Compares the merchants' files with those of a commit; `only` limits the merchants, all by default. */
export async function compareWithCommit(
  ref: string,
  folders: Folders,
  only?: ReadonlySet<string>,
): Promise<Comparison> {
  const commit = await commitOf(folders.merchants, ref);
  const temporary = await mkdtemp(join(tmpdir(), 'orderly-against-'));
  try {
    const before = { merchants: join(temporary, 'merchants'), flows: join(temporary, 'flows') };
    await filesAt(commit, folders.merchants, before.merchants, isMerchantFile);
    const shippedFlowsCompared = await shippedAt(commit, folders, before);
    const { sides: old } = await sideOf({
      ...before,
      ...(shippedFlowsCompared ? {} : { flows: folders.flows }),
    });
    const { sides: fresh, noLongerOffered } = await sideOf(folders, (merchant, flow) =>
      Promise.resolve(old.get(merchant)?.merchant?.flows.get(flow)?.ir),
    );
    const names = [...new Set([...fresh.keys(), ...old.keys()])].filter((name) => only?.has(name) !== false);
    const merchants = names.map((name) => compared(name, old.get(name), fresh.get(name)));
    const lost = names.flatMap((name) => noLongerOffered.get(name) ?? []);
    return { against: ref, merchants, noLongerOffered: lost, shippedFlowsCompared };
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

const isMerchantFile = (path: string): boolean =>
  /^[^/.][^/]*\/(merchant\.yaml|(connections|flows|texts)\/.+)$/.test(path);

async function shippedAt(commit: Commit, { flows }: Folders, before: Folders): Promise<boolean> {
  const root = await rootOf(flows);
  if (root === undefined || (await realpath(root)) !== (await realpath(commit.root))) return false;
  const found = await filesAt(commit, flows, before.flows, (path) => path.endsWith('.yaml'));
  return found.length > 0;
}

/** A merchant at one of the two points in time. */
interface Side {
  merchant?: Merchant;
  written?: RawMerchant;
  /** Texts of the connections by file. */
  connections: ReadonlyMap<string, string>;
  issues: number;
}

async function sideOf(
  folders: Folders,
  offeredBefore?: (merchant: string, flow: string) => Promise<FlowIr | undefined>,
): Promise<{ sides: Map<string, Side>; noLongerOffered: ReadonlyMap<string, readonly Issue[]> }> {
  const names = await subfolders(folders.merchants);
  const wanted = offeredBefore === undefined ? {} : { offeredBefore };
  const loaded = names.length === 0 ? undefined : await readMerchants(folders, wanted);
  const sides = await Promise.all(
    names.map(async (name): Promise<[string, Side]> => {
      const folder = join(folders.merchants, name);
      const merchant = loaded?.merchants.get(name);
      const written = writtenOf(await readFile(join(folder, 'merchant.yaml'), 'utf8').catch(() => ''));
      const issues = (loaded?.issues ?? []).filter(
        ({ file }) => file.startsWith(folder) || file.startsWith(folders.flows),
      );
      return [
        name,
        {
          ...(merchant === undefined ? {} : { merchant }),
          ...(written === undefined ? {} : { written }),
          connections: await textsIn(join(folder, 'connections')),
          issues: issues.length,
        },
      ];
    }),
  );
  return { sides: new Map(sides), noLongerOffered: loaded?.noLongerOffered ?? new Map() };
}

function writtenOf(text: string): RawMerchant | undefined {
  const { document } = readDocument('merchant.yaml', text, { trailingComments: true });
  return document && merchantSchema.safeParse(document.value).data;
}

function compared(name: string, old: Side | undefined, fresh: Side | undefined): MerchantChanges {
  const nothing = { merchant: name, changes: [], flows: [], unchanged: 0 };
  if (fresh === undefined) return { ...nothing, is: 'gone' };
  const { merchant, written } = fresh;
  if (merchant === undefined || written === undefined)
    return { ...nothing, is: 'not_comparable', because: brokenNow(fresh.issues), issues: 'now' };
  if (old === undefined) {
    const flows = compareAllFlows(new Map(), merchant.flows);
    return { merchant: name, is: 'new', changes: [], ...flows };
  }
  if (old.merchant === undefined || old.written === undefined)
    return {
      ...nothing,
      is: 'not_comparable',
      because: `its files had ${counted(old.issues, 'issue')} then, by today’s checks`,
      issues: 'then',
    };
  const changes = byWeight([
    ...compareMerchants(old.written, written),
    ...connectionChanges(old, { ...fresh, merchant }),
  ]);
  return { merchant: name, is: 'changed', changes, ...compareAllFlows(old.merchant.flows, merchant.flows) };
}

const brokenNow = (issues: number): string =>
  `its files have ${counted(issues, 'issue')}; \`orderly flows check\` lists ${issues === 1 ? 'it' : 'them'}`;

/** Which connections that move money changed; reviewing their mappings is left to the integrator. */
function connectionChanges(old: Side, fresh: Side & { merchant: Merchant }): Change[] {
  const files = new Set([...fresh.connections.keys(), ...old.connections.keys()]);
  return [...files].flatMap((file): Change[] => {
    const [was, is] = [old.connections.get(file), fresh.connections.get(file)];
    const sides = [fresh.merchant, old.merchant];
    if (was === is || !sides.some((merchant) => movesMoney(merchant, basename(file, '.yaml')))) return [];
    const how = was === undefined ? 'is new' : is === undefined ? 'is gone' : 'has changed';
    const read = 'read the difference, because fields, amounts and refusals come from this file';
    return [{ weight: 'money', what: `connections/${file} ${how}; ${read}` }];
  });
}

function movesMoney(merchant: Merchant | undefined, name: string): boolean {
  const bindings = merchant?.connections.get(name)?.bindings.values() ?? [];
  return [...bindings].some(({ effect }) => effect === 'money');
}

async function subfolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name);
}

async function textsIn(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  return new Map(
    await Promise.all(
      files.map(async ({ name }): Promise<[string, string]> => [
        name,
        await readFile(join(folder, name), 'utf8'),
      ]),
    ),
  );
}

/** Writes what changed, merchant by merchant. */
export function printComparison({ against, merchants, shippedFlowsCompared }: Comparison): void {
  printLine(`Against ${plain(against)}:`);
  if (!shippedFlowsCompared)
    printLine('The shipped flows were not in this repository at that commit, so the current ones are used.');
  for (const merchant of merchants) printMerchant(merchant);
  const changed = merchants.reduce((sum, { flows }) => sum + flows.length, 0);
  const unchanged = merchants.reduce((sum, each) => sum + each.unchanged, 0);
  const all = merchants.flatMap(({ changes, flows }) => [
    ...changes,
    ...flows.flatMap((flow) => flow.changes),
  ]);
  const looser = all.filter(({ weight }) => weight === 'looser').length;
  printLine(
    `${counted(changed, 'flow')} changed, ${unchanged} unchanged; ${looser === 0 ? 'nothing is' : `${counted(looser, 'change')} ${looser === 1 ? 'is' : 'are'}`} looser about money.`,
  );
  if (changed > 0) printLine('Runs in progress keep the version they started with.');
}

function printMerchant({ merchant, is, because, changes, flows }: MerchantChanges): void {
  if (is === 'changed' && changes.length + flows.length === 0) return;
  printLine(`${painted('bold', merchant)}${howItIs(is, because)}`);
  const parts = [
    ...(changes.length === 0 ? [] : [{ title: 'merchant.yaml and connections', changes }]),
    ...flows.map((flow) => ({ title: `${flow.flow}${howItIs(flow.is)}`, changes: flow.changes })),
  ];
  // Looser changes come first, wherever they occur.
  for (const { title, changes: all } of [...parts].sort((a, b) => rank(a.changes) - rank(b.changes))) {
    printLine(`  ${plain(title)}`);
    for (const each of all) printChange(each);
  }
}

function howItIs(is: MerchantChanges['is'], because?: string): string {
  if (is === 'changed') return '';
  return is === 'not_comparable' ? ` cannot be compared: ${because ?? ''}` : ` is ${is}`;
}

const rank = ([first]: readonly Change[]): number =>
  first === undefined ? 2 : first.weight === 'looser' ? 0 : 1;

function printChange({ weight, step, what }: Change): void {
  const line = plain(`${step === undefined ? '' : `${step}: `}${what}`).replaceAll(/\s*\n\s*/g, ' ');
  printLine(`    ${painted(weight === 'looser' ? 'red' : 'yellow', weight.padEnd(9))} ${line}`);
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
