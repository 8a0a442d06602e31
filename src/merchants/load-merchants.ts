/** Loads merchants from their folders; broken ones are reported and left out, the others are served. */
import type { Dirent } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { errorCatalogue } from '../contracts/errors/catalogue.js';
import type { CompileResult, SourceFile } from '../flows/compile-flows.js';
import type { FlowIr } from '../contracts/ir.js';
import type { Issue } from '../contracts/issue.js';
import { readTranslations, type TextsFile, type Translations } from '../flows/translations.js';
import type { Languages } from '../texts/languages/language.js';
import { textStyleOf } from '../texts/languages/style.js';
import { outsideIssue, ownFile } from '../security/own-files.js';
import type { SecretsOf } from '../security/secrets.js';
import {
  type AssembledMerchant,
  assembleMerchant,
  type BuildConnection,
  type MerchantFiles,
  type Substitute,
} from './assemble-merchant.js';
import type { Texts, Wording } from './merchant-texts.js';
import type { Bound } from './bind-connections.js';
import type { Merchant, Merchants } from './merchant.js';
import { merchantFolders } from './merchant-folders.js';
import { noLongerOffered } from './missing-offers.js';

/** What loading needs. */
export interface LoadOptions {
  /** Folder of the shipped flows, with `texts/`. */
  flowsFolder: string;
  buildConnection: BuildConnection;
  /** Resolves `${secret.NAME}` of each merchant; if absent, names are not verified, for checks on an author's machine. */
  secretsOf?: SecretsOf;
  /** Epoch ms; holidays are computed around it. */
  now?: number;
  /** How paths are shown in issues, e.g. relative to the working directory. */
  show?: (path: string) => string;
  /** Names of the merchants to load; all by default. */
  only?: readonly string[];
  /** The product's languages; those of the registry by default. */
  languages?: Languages;
  /** Flows to compile along with the shipped ones: an author's drafts. */
  drafts?: readonly string[];
  /** A merchant's flow as it was offered last, if it was; without it, nothing is known of earlier offers. */
  offeredBefore?: (merchant: string, flow: string) => Promise<FlowIr | undefined>;
  /** Answers what no connection of a merchant does: tests of flows need none. */
  substitute?: Substitute;
  /** Also merchants whose flows, texts or connections have issues, with what is right of them: for tests, never to serve them. */
  partial?: boolean;
}

/** Merchants that can be served, the names of those that cannot, and all issues of all files. */
export interface LoadedMerchants {
  merchants: Merchants;
  refused: readonly string[];
  issues: Issue[];
  /** By merchant, sentences missing in one of its languages: customers read them as written in the flow. */
  untranslated: ReadonlyMap<string, readonly Issue[]>;
  /** By merchant, intents that people have because a flow of its own is not offered; it is served all the same. */
  unanswered: ReadonlyMap<string, readonly Issue[]>;
  /** What is probably wrong in files but may be meant; it keeps no merchant from being served. */
  warnings: Issue[];
  /** Wordings by merchant. */
  wordings: ReadonlyMap<string, Wording>;
  /** By merchant, what was offered before and is not now, though its file does not say that it is meant. */
  noLongerOffered: ReadonlyMap<string, readonly Issue[]>;
  /** Connections by bindings, also of merchants that cannot be served; none where merchant.yaml cannot be read. */
  bound: ReadonlyMap<string, Bound>;
  /** By merchant, the flows that could not be compiled: of a merchant that is loaded in part. */
  broken: ReadonlyMap<string, CompileResult['broken']>;
}

/** Loads every sub-folder of `folder` as a merchant. */
export async function loadMerchants(folder: string, options: LoadOptions): Promise<LoadedMerchants> {
  const show = options.show ?? ((path: string) => path);
  const drafts = await Promise.all((options.drafts ?? []).map((file) => readSource(file, show)));
  const shipped = await readFiles(options.flowsFolder, show);
  const texts = await loadTexts(join(options.flowsFolder, 'texts'), show);
  const loaded: [string, Merchant][] = [];
  const refused: string[] = [];
  const untranslated = new Map<string, readonly Issue[]>();
  const unanswered = new Map<string, readonly Issue[]>();
  const wordings = new Map<string, Wording>();
  const lost = new Map<string, readonly Issue[]>();
  const bound = new Map<string, Bound>();
  const broken = new Map<string, CompileResult['broken']>();
  const issues = [...texts.issues];
  const warnings: Issue[] = [];
  for (const name of await merchantFolders(folder)) {
    if (options.only?.includes(name) === false) continue;
    const outside: string[] = [];
    const home = { folder: join(folder, name), outside };
    const files = await merchantFiles(home, show);
    const own = await loadTexts(join(home.folder, 'texts'), show, home);
    own.issues.push(...outside.map((file) => outsideIssue(show(file))));
    own.issues.push(...(await unreadFiles(home.folder, show)));
    const assembled = assembleMerchant(files, {
      ...options,
      ...(options.secretsOf === undefined ? {} : { secrets: options.secretsOf(name) }),
      shipped,
      drafts,
      texts: { shipped: texts.byName, own: own.byName, files: [...texts.files, ...own.files] },
    });
    issues.push(...own.issues, ...assembled.issues);
    warnings.push(...assembled.warnings);
    const isWhole = own.issues.length === 0 || options.partial === true;
    if (assembled.merchant === undefined || !isWhole) refused.push(name);
    else loaded.push([name, assembled.merchant]);
    if (assembled.wording !== undefined) wordings.set(name, assembled.wording);
    if (assembled.untranslated.length > 0) untranslated.set(name, assembled.untranslated);
    if (assembled.unanswered.length > 0) unanswered.set(name, assembled.unanswered);
    if (assembled.bound !== undefined) bound.set(name, assembled.bound);
    if (assembled.broken !== undefined) broken.set(name, assembled.broken);
    const gone = await offersLost(assembled, options);
    if (gone.length > 0) lost.set(name, gone);
  }
  return {
    ...{ merchants: new Map(loaded), refused, issues: distinct(issues), warnings: distinct(warnings) },
    ...{ untranslated, unanswered, wordings, noLongerOffered: lost, bound, broken },
  };
}

/** What the merchant offered before and does not offer now. */
async function offersLost(
  { merchant, document }: AssembledMerchant,
  { offeredBefore }: LoadOptions,
): Promise<Issue[]> {
  if (merchant === undefined || document === undefined || offeredBefore === undefined) return [];
  const { config, flows, notOffered } = merchant;
  const before = await Promise.all(
    [...flows.keys(), ...notOffered.keys()].map(async (flow): Promise<[string, { ir: FlowIr }][]> => {
      const ir = await offeredBefore(config.merchant, flow);
      return ir === undefined ? [] : [[flow, { ir }]];
    }),
  );
  return noLongerOffered(new Map(before.flat()), merchant, document);
}

/** A merchant's folder, out of which no file leads; those that do are collected. */
interface Home {
  folder: string;
  outside: string[];
}

async function merchantFiles(home: Home, show: (path: string) => string): Promise<MerchantFiles> {
  const { folder } = home;
  const file = join(folder, 'merchant.yaml');
  const isThere = (await lstat(file).catch(absent)) !== undefined;
  const text = isThere && isOwn(file, home) ? await readFile(file, 'utf8') : undefined;
  return {
    folder: basename(folder),
    file: show(file),
    ...(text === undefined ? {} : { text }),
    connections: await readFiles(join(folder, 'connections'), show, home),
    flows: await readFiles(join(folder, 'flows'), show, home),
    knowledge: await readFiles(join(folder, 'knowledge'), show, home),
  };
}

async function loadTexts(
  folder: string,
  show: (path: string) => string,
  home?: Home,
): Promise<{ byName: Texts; files: TextsFile[]; issues: Issue[] }> {
  const issues: Issue[] = [];
  const files: TextsFile[] = [];
  const byName: [string, Translations][] = [];
  for (const { file, text } of await readFiles(folder, show, home)) {
    const name = basename(file, '.yaml');
    const read = readTranslations(file, text);
    issues.push(...read.issues, ...(textStyleOf(name) === undefined ? [misnamed(file, name)] : []));
    const { translations = {}, says = {}, document } = read;
    // A style is known by its file, also where that has issues.
    byName.push([name, translations]);
    const hasIssues = read.issues.length > 0;
    files.push({ name, hasIssues, says, ...(document === undefined ? {} : { document }) });
  }
  return { byName: Object.fromEntries(byName), files, issues };
}

const misnamed = (file: string, name: string): Issue => ({
  ...{ file, line: 1, column: 1, code: 'texts_name_invalid', path: '' },
  message: `\`${name}\` does not start with a language.`,
  hint: errorCatalogue.texts_name_invalid.hint,
});

/** Endings of files that stand beside those that are read and are meant for nobody: notes, and what editors and git leave. */
const aside = /^\.|~$|\.(md|bak|orig|rej|swp|tmp)$/i;

/** Issues for files of a merchant that look as if they were read: an author would wait for their effect in vain. */
async function unreadFiles(merchant: string, show: (path: string) => string): Promise<Issue[]> {
  const entries = async (name: string) =>
    ((await readdir(join(merchant, name), { withFileTypes: true }).catch(absent)) ?? [])
      .filter((entry) => !aside.test(entry.name))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  const [home, connections, flows, texts, knowledge] = await Promise.all(
    ['.', 'connections', 'flows', 'texts', 'knowledge'].map(entries),
  );
  const named = (entry: Dirent): boolean => !entry.isDirectory() && !entry.name.endsWith('.yaml');
  // Beside a connection stand schemas, documents and recordings; in the other folders all is YAML.
  const almost = (entry: Dirent): boolean => named(entry) && /\.ya?ml\b/i.test(entry.name);
  const unread = [
    ...(home ?? []).filter((entry) => almost(entry) && entry.name.startsWith('merchant.')),
    ...(connections ?? []).filter(almost),
    ...[...(flows ?? []), ...(texts ?? []), ...(knowledge ?? [])].filter(named),
  ].map(({ parentPath, name }) => unreadFile(show(join(parentPath, name)), name));
  const folders = await Promise.all(
    [...(flows ?? []), ...[...(texts ?? []), ...(knowledge ?? [])].filter(({ name }) => name !== 'drafts')]
      .filter((entry) => entry.isDirectory())
      .map((entry) => unreadFolder(entry, show)),
  );
  const mounts = [...(home ?? []), ...(connections ?? []), ...(flows ?? []), ...(texts ?? [])]
    .filter((entry) => entry.isDirectory() && entry.name.endsWith('.yaml'))
    .map(({ parentPath, name }) => folderAsFile(show(join(parentPath, name))));
  return [...unread, ...mounts, ...folders.flat()];
}

const unreadFile = (file: string, name: string): Issue => ({
  ...{ file, line: 1, column: 1, code: 'file_name_ending', path: '' },
  message: `Files that end in \`${/\.[^.]+$/.exec(name)?.[0] ?? name}\` are not read.`,
  hint: `Rename it to \`${name.replace(/(\.ya?ml\b.*|\.[^.]+)$/i, '')}.yaml\`.`,
});

/** A container makes such a folder where the file that it shall mount does not exist. */
const folderAsFile = (file: string): Issue => ({
  ...{ file, line: 1, column: 1, code: 'file_name_ending', path: '' },
  message: 'This is a folder, with the name of a file.',
  hint: 'Remove it, and put the file here; if it is mounted, check that the file exists where it is mounted from.',
});

/** A folder below `flows`, `texts` or `knowledge`, but for that of drafts: its tests are found, and nothing else. */
async function unreadFolder({ parentPath, name }: Dirent, show: (path: string) => string): Promise<Issue[]> {
  const files = await readdir(join(parentPath, name), { recursive: true });
  const lost = files.filter((file) => file.endsWith('.yaml') && !file.endsWith('.test.yaml')).sort();
  return lost.map((file) => ({
    ...{ file: show(join(parentPath, name, file)), line: 1, column: 1, code: 'file_name_ending', path: '' },
    message: `Folders inside \`${basename(parentPath)}\` are not read.`,
    hint: 'Move the file to the folder above.',
  }));
}

/** YAML files of a folder in name order, except flow tests; none if the folder does not exist. */
async function readFiles(
  folder: string,
  show: (path: string) => string,
  home?: Home,
): Promise<(SourceFile & { path: string })[]> {
  const entries = (await readdir(folder, { withFileTypes: true }).catch(absent)) ?? [];
  const names = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  const files = names.filter((name) => name.endsWith('.yaml') && !name.endsWith('.test.yaml')).sort();
  const own = files.map((name) => join(folder, name)).filter((path) => isOwn(path, home));
  return Promise.all(own.map((path) => readSource(path, show)));
}

function isOwn(path: string, home: Home | undefined): boolean {
  if (home === undefined || ownFile(home.folder, path) !== undefined) return true;
  home.outside.push(path);
  return false;
}

async function readSource(
  path: string,
  show: (path: string) => string,
): Promise<SourceFile & { path: string }> {
  return { path, file: show(path), text: await readFile(path, 'utf8') };
}

function absent(error: unknown): undefined {
  if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT')
    return undefined;
  throw error;
}

/** Removes duplicates: a mistake in a shipped file is found once per merchant but reported once. */
function distinct(issues: readonly Issue[]): Issue[] {
  const seen = new Map(
    issues.map((issue) => [
      `${issue.file}:${issue.line}:${issue.column}:${issue.code}:${issue.message}`,
      issue,
    ]),
  );
  return [...seen.values()];
}
